import React, { useEffect, useRef } from 'react';
import { addressOfWork } from '../../../domain/lists/addresses.ts';
import type { Bulk, BulkRow } from '../../../domain/lists/actions.ts';
import type { ListAction } from '../../../domain/lists/shapes.ts';
import { Button, Meter } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { Problem } from '../field.tsx';
import { askParticipants } from '../participants-asked.ts';
import { useAction, useRead } from '../read.ts';
import { useWords } from '../words.ts';
import { useBulk } from './use-bulk.ts';
import { useSeen } from './use-returned.ts';

type BulkProgressProps = {
  readonly id: string;
  readonly actions: readonly ListAction[];
  /** Rows have changed: the list is read again. */
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** How far an action on many rows is, what became of them, and the way back. The page may be left meanwhile. */
export function BulkProgress({ id, actions, onDone, onClose }: BulkProgressProps) {
  const { t, language, time } = useWords();
  const { bulk, missing, undo, cancel } = useBulk(id);
  const { run, busy, refused } = useAction();
  const isDone = bulk?.state === 'done' || bulk?.state === 'undone';
  const told = useRef('');
  useEffect(() => {
    if (!isDone || told.current === bulk.state) return;
    told.current = bulk.state;
    onDone();
    if (bulk.kind === 'tasks') void askParticipants({ bulkId: id });
  }, [isDone, bulk?.state]);
  useSeen(bulk && addressOfWork('bulk', bulk), isDone ? bulk.state : undefined);
  if (missing) return <Missing why={missing.message} onClose={onClose} />;
  if (!bulk) return null;
  const title = actions.find(({ name }) => name === bulk.action)?.title[language] ?? '';
  return (
    <section className="bulk-progress" aria-label={title}>
      <header>
        <b className="strong">{title}</b>
        <span className="grow" />
        <Button kind="quiet" icon="close" label={t('frame.close')} onClick={onClose} />
      </header>
      <div role="status">{isDone ? <Result bulk={bulk} /> : <Running bulk={bulk} />}</div>
      {isDone ? <Left id={id} bulk={bulk} /> : null}
      {refused ? <Problem>{refused.message}</Problem> : null}
      {isDone ? null : (
        <div className="bar">
          <Button icon="stop" busy={busy} onClick={() => void run(cancel)}>
            {t('bulk.stop')}
          </Button>
        </div>
      )}
      {bulk.undoUntil ? (
        <div className="bar">
          <Button icon="undo" busy={busy} onClick={() => void run(undo)}>
            {t('bulk.undo')}
          </Button>
          <span className="small muted">{t('bulk.undo until', { at: time(bulk.undoUntil) })}</span>
        </div>
      ) : null}
    </section>
  );
}

type MissingProps = { readonly why: string; readonly onClose: () => void };

function Missing({ why, onClose }: MissingProps) {
  const { t } = useWords();
  return (
    <section className="bulk-progress" aria-label={t('bulk.title')}>
      <Problem>{why}</Problem>
      <div className="bar">
        <Button onClick={onClose}>{t('frame.close')}</Button>
      </div>
    </section>
  );
}

function Running({ bulk: { state, counts, total } }: { readonly bulk: Bulk }) {
  const { t } = useWords();
  const isBack = state === 'undoing';
  const done = isBack ? counts.undone + counts.kept : counts.done + counts.skipped;
  const of = isBack ? counts.done : total;
  return (
    <>
      <p className="second">{t(isBack ? 'bulk.undoing' : 'bulk.running', { done, of })}</p>
      <Meter value={done} of={of} label={t('bulk.progress')} />
      <p className="small muted">{t('bulk.may leave')}</p>
    </>
  );
}

function Result({ bulk: { state, counts } }: { readonly bulk: Bulk }) {
  const { t } = useWords();
  const isBack = state === 'undone';
  const good = isBack ? counts.undone : counts.done;
  const left = isBack ? counts.kept : counts.skipped;
  return (
    <p className="bulk-result">
      <Icon name={good > 0 ? 'check' : 'warning'} /> {t(isBack ? 'bulk.undone' : 'bulk.done', { count: good })}
      {left > 0 ? `, ${t('bulk.left', { count: left })}` : ''}
    </p>
  );
}

/** The rows that were passed over, each with its reason. */
function Left({ id, bulk: { state, counts } }: { readonly id: string; readonly bulk: Bulk }) {
  const { t, language } = useWords();
  const asked = state === 'undone' ? 'kept' : 'skipped';
  const { value } = useRead<{ rows: readonly BulkRow[] }>(
    counts[asked] > 0 ? `/bulk/${id}/rows?state=${asked}&limit=50` : undefined,
  );
  if (counts[asked] === 0) return null;
  return (
    <details>
      <summary>{t('bulk.why left')}</summary>
      <ul>
        {(value?.rows ?? []).map(({ place, name, why }) => (
          <li key={place}>
            <bdi className="strong">{name ?? t('bulk.unseen')}</bdi> <span className="second">{why?.[language]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
