import React, { useState } from 'react';
import type { Selected } from '../../../domain/lists/actions.ts';
import type { ListAction, ListAsk, ListCount, ListDescription, ListRow } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { MenuButton } from '../popover.tsx';
import { call } from '../read.ts';
import { useToast } from '../toast.tsx';
import { useTold } from '../told.ts';
import { useWords } from '../words.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import { sayCount } from './count-line.tsx';
import { countOf, nobody, selectionOf, type Picked, type Seen } from './picked.ts';
import { setAside, takeOff } from './use-clipboard.ts';
import { useReturned } from './use-returned.ts';

type BulkBarProps = {
  readonly description: ListDescription;
  readonly picked: Picked;
  readonly seen: Seen;
  readonly found: ListCount | undefined;
  /** The rows that have been read so far. */
  readonly rows: readonly ListRow[];
  readonly ask: ListAsk;
  /** The list shows what lies on the clipboard. */
  readonly isClipboard: boolean;
  /** The list stands above a form, whose page the address names. */
  readonly isChoosing: boolean;
  readonly onPicked: (picked: Picked) => void;
  readonly onAll: () => void;
  /** Rows have changed. */
  readonly onDone: () => void;
};

const SHOWN = 3;

/** What can be done with the chosen rows, at the lower edge of the list; beside it how far the last action is. */
export function BulkBar(props: BulkBarProps) {
  const { description, picked, ask, isChoosing, onPicked, onDone } = props;
  const [chosen, setChosen] = useState<{ action: ListAction; selected: Selected }>();
  const [running, setRunning] = useState<string>();
  const [returned, leave] = useReturned('bulk');
  const shown = isChoosing ? running : (returned ?? running);
  const { run, busy } = useTold();
  const choose = (action: ListAction) =>
    run(async () => {
      const selection = selectionOf(picked, ask, action.asSeen ? props.seen : undefined);
      setChosen({ action, selected: await call('POST', `/lists/${description.kind}/selections`, selection) });
    });
  return (
    <>
      <Bar {...props} busy={busy} onAction={choose} />
      {chosen ? (
        <BulkDialog
          {...chosen}
          onClose={() => setChosen(undefined)}
          onStarted={(id) => {
            setChosen(undefined);
            setRunning(id);
            if (returned) leave();
            onPicked(nobody);
          }}
        />
      ) : null}
      {shown ? (
        <BulkProgress
          key={shown}
          id={shown}
          actions={description.actions}
          onDone={onDone}
          onClose={() => {
            if (shown === returned) leave();
            else setRunning(undefined);
          }}
        />
      ) : null}
    </>
  );
}

type BarProps = BulkBarProps & { readonly busy: boolean; readonly onAction: (action: ListAction) => void };

function Bar(props: BarProps) {
  const { description, picked, found, rows, onPicked, onAll, busy, onAction } = props;
  const words = useWords();
  const { t, language } = words;
  const count = countOf(picked, found && !found.isMore ? found.count : undefined);
  if (count === 0) return null;
  const canTakeAll =
    picked.is === 'some' && picked.ids.size >= rows.length && found !== undefined && found.count > rows.length;
  const { actions } = description;
  return (
    <div className="dt-bulk" role="region" aria-label={t('bulk.title')}>
      <b className="strong" role="status">
        {count === undefined
          ? t('bulk.picked all', { count: found ? sayCount(found, words) : '' })
          : t('bulk.picked', { count })}
      </b>
      {canTakeAll ? (
        <Button kind="quiet" onClick={onAll}>
          {t('bulk.take all', { count: sayCount(found, words) })}
        </Button>
      ) : null}
      <ClipboardButton {...props} />
      {actions.slice(0, SHOWN).map((action) => (
        <span key={action.name} className="bulk-wide">
          <Button kind="quiet" busy={busy} onClick={() => onAction(action)}>
            {action.title[language]}
          </Button>
        </span>
      ))}
      <Rest actions={actions} onAction={onAction} />
      <Button kind="quiet" icon="close" label={t('bulk.clear')} onClick={() => onPicked(nobody)} />
    </div>
  );
}

/** What does not fit into the bar; on a phone everything. */
function Rest({
  actions,
  onAction,
}: {
  readonly actions: readonly ListAction[];
  readonly onAction: BarProps['onAction'];
}) {
  const { t, language } = useWords();
  const items = (some: readonly ListAction[]) =>
    some.map((action) => ({ label: action.title[language], onChoose: () => onAction(action) }));
  if (actions.length === 0) return null;
  return (
    <>
      {actions.length > SHOWN ? (
        <span className="bulk-wide">
          <MenuButton kind="quiet" icon="more" label={t('bulk.more')} items={items(actions.slice(SHOWN))} />
        </span>
      ) : null}
      <span className="bulk-narrow">
        <MenuButton kind="quiet" label={t('bulk.actions')} items={items(actions)}>
          {t('bulk.actions')}
        </MenuButton>
      </span>
    </>
  );
}

function ClipboardButton({ description: { kind }, picked, ask, isClipboard, onPicked, onDone }: BulkBarProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy } = useTold();
  const aside = () =>
    run(async () => {
      const count = await setAside(kind, selectionOf(picked, ask));
      toast(t('clipboard.added', { count }));
      onPicked(nobody);
    });
  const off = () =>
    run(async () => {
      await takeOff(kind, selectionOf(picked, ask));
      onPicked(nobody);
      onDone();
    });
  return isClipboard ? (
    <Button kind="quiet" icon="clipboard" busy={busy} onClick={() => void off()}>
      {t('clipboard.take off')}
    </Button>
  ) : (
    <Button kind="quiet" icon="clipboard" busy={busy} onClick={() => void aside()}>
      {t('clipboard.add')}
    </Button>
  );
}
