import React, { useEffect, useState } from 'react';
import type { ListAsk, ListDescription } from '../../../domain/lists/shapes.ts';
import type { Export } from '../../../db/exports.ts';
import { Button, Meter } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { Problem, Select } from '../field.tsx';
import { call, Refused, useAction } from '../read.ts';
import { useWords } from '../words.ts';
import { sayCount } from './count-line.tsx';
import type { Counts } from './use-count.ts';

type ExportDialogProps = {
  readonly list: ListDescription;
  readonly ask: ListAsk;
  readonly columns: number;
  readonly counts: Counts;
  readonly onClose: () => void;
};

const formats = ['xlsx', 'csv'] as const;

/** Exactly what is seen, as a file: the columns of the view in their order, all rows that it finds (rule 18). */
export function ExportDialog({ list, ask, columns, counts, onClose }: ExportDialogProps) {
  const words = useWords();
  const { t } = words;
  const [format, setFormat] = useState<string>('xlsx');
  const [id, setId] = useState<string>();
  const { run, busy, refused } = useAction();
  const begin = () =>
    run(async () => {
      const { view, search } = ask;
      const shown = { ...view, columns: view.columns.slice(0, columns) };
      const made = await call<Export>('POST', `/lists/${list.kind}/exports`, {
        format,
        view: shown,
        ...(search ? { search } : {}),
      });
      setId(made.id);
    });
  if (id) return <ExportProgress id={id} onClose={onClose} />;
  return (
    <Dialog
      title={t('export.title')}
      onClose={onClose}
      onSubmit={() => void begin()}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" type="submit" icon="export" busy={busy}>
            {t('export.begin')}
          </Button>
        </>
      }
    >
      <p>{t('export.what', { columns, rows: counts.found ? sayCount(counts.found, words) : '…' })}</p>
      <Select
        label={t('export.format')}
        value={format}
        onChange={setFormat}
        choices={formats.map((value) => ({ value, label: t(`export.${value}`) }))}
      />
      <p className="small muted">{t('export.note')}</p>
      {refused ? <Problem>{refused.message}</Problem> : null}
    </Dialog>
  );
}

const LOOK_MS = 800;

function ExportProgress({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const words = useWords();
  const { t, number, language, moment } = words;
  const made = useExport(id);
  const isOver = made?.state === 'done' || made?.state === 'failed' || made?.state === 'cancelled';
  const { run, busy } = useAction();
  return (
    <Dialog
      title={t('export.title')}
      onClose={onClose}
      actions={
        made?.state === 'done' ? (
          <a className="btn main" href={`/api/v1/exports/${id}/file`} download>
            {t('export.fetch')}
          </a>
        ) : isOver ? (
          <Button onClick={onClose}>{t('frame.close')}</Button>
        ) : (
          <Button busy={busy} onClick={() => void run(() => call('POST', `/exports/${id}/cancel`))}>
            {t('export.cancel')}
          </Button>
        )
      }
    >
      <div role="status" className="stack">
        {!isOver ? (
          <>
            <p>{t('export.writing', { written: made?.written ?? 0 })}</p>
            <Meter
              value={made?.written ?? 0}
              of={made?.total ?? (made?.written ?? 0) * 2 + 1}
              label={t('bulk.progress')}
            />
            <p className="small muted">{t('export.may leave')}</p>
          </>
        ) : null}
        {made?.state === 'done' ? (
          <p>{t('export.done', { rows: number(made.written), at: made.asOf ? moment(made.asOf) : '' })}</p>
        ) : null}
        {made?.state === 'cancelled' ? <p>{t('export.cancelled')}</p> : null}
        {made?.failure ? <Problem>{made.failure[language]}</Problem> : null}
      </div>
    </Dialog>
  );
}

/** Read again until the file is there. */
function useExport(id: string): Export | undefined {
  const [made, setMade] = useState<Export>();
  const isOver = made !== undefined && made.state !== 'waiting' && made.state !== 'writing';
  useEffect(() => {
    if (isOver) return;
    let gone = false;
    const look = async () => {
      try {
        const fresh = await call<Export>('GET', `/exports/${id}`);
        if (!gone) setMade(fresh);
      } catch (cause) {
        if (!(cause instanceof Refused)) throw cause;
      }
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [id, isOver]);
  return made;
}
