import React, { useState } from 'react';
import { addressOfWork } from '../../../domain/lists/addresses.ts';
import type { ListAsk, ListDescription } from '../../../domain/lists/shapes.ts';
import type { Export } from '../../../db/exports.ts';
import { Button, Meter } from '../button.tsx';
import { Cancel, Dialog } from '../dialog.tsx';
import { Problem, Select } from '../field.tsx';
import { call, useAction } from '../read.ts';
import { useWords } from '../words.ts';
import { sayCount } from './count-line.tsx';
import type { Counts } from './use-count.ts';
import { useSeen, useReturned } from './use-returned.ts';
import { useWatched } from './use-watched.ts';

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
          <Cancel />
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

/** The export that the address names, as the notice of its end leads to it. */
export function ReturnedExport() {
  const [id, leave] = useReturned('export');
  return id ? <ExportProgress key={id} id={id} onClose={leave} /> : null;
}

function ExportProgress({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t, language } = useWords();
  const { value: made, missing } = useWatched<Export>(`/exports/${id}`, isOver);
  useSeen(made && addressOfWork('export', made), isOver(made) ? made.state : undefined);
  if (missing)
    return (
      <Dialog
        title={t('export.title')}
        onClose={onClose}
        actions={<Button onClick={onClose}>{t('frame.close')}</Button>}
      >
        <Problem>{missing.message}</Problem>
      </Dialog>
    );
  return (
    <Dialog title={t('export.title')} onClose={onClose} actions={<NextStep id={id} made={made} onClose={onClose} />}>
      <div role="status" className="stack">
        {isOver(made) ? <Outcome made={made} /> : <Writing made={made} />}
        {made?.failure ? <Problem>{made.failure[language]}</Problem> : null}
      </div>
    </Dialog>
  );
}

type NextStepProps = { readonly id: string; readonly made: Export | undefined; readonly onClose: () => void };

function NextStep({ id, made, onClose }: NextStepProps) {
  const { t } = useWords();
  const { run, busy } = useAction();
  if (made?.state === 'done' && isKept(made)) {
    return (
      <a className="btn main" href={`/api/v1/exports/${id}/file`} download>
        {t('export.fetch')}
      </a>
    );
  }
  if (isOver(made)) return <Button onClick={onClose}>{t('frame.close')}</Button>;
  return (
    <Button busy={busy} onClick={() => void run(() => call('POST', `/exports/${id}/cancel`))}>
      {t('export.cancel')}
    </Button>
  );
}

function Writing({ made }: { readonly made: Export | undefined }) {
  const { t } = useWords();
  const written = made?.written ?? 0;
  return (
    <>
      <p>{t('export.writing', { written })}</p>
      {/* More rows than one counts: half of the way, wherever it is. */}
      <Meter value={written} of={made?.total ?? written * 2 + 1} label={t('bulk.progress')} />
      <p className="small muted">{t('export.may leave')}</p>
    </>
  );
}

function Outcome({ made }: { readonly made: Export }) {
  const { t, number, moment } = useWords();
  if (made.state === 'cancelled') return <p>{t('export.cancelled')}</p>;
  if (made.state !== 'done') return null;
  return (
    <>
      <p>{t('export.done', { rows: number(made.written), at: made.asOf ? moment(made.asOf) : '' })}</p>
      <p className="small muted">
        {isKept(made) ? t('export.until', { at: moment(made.expiresAt) }) : t('export.gone')}
      </p>
    </>
  );
}

/** Its day is not over yet. */
function isKept(made: Export): made is Export & { readonly expiresAt: string } {
  return made.expiresAt !== null && Date.parse(made.expiresAt) > Date.now();
}

function isOver(made: Export | undefined): made is Export {
  return made !== undefined && made.state !== 'waiting' && made.state !== 'writing';
}
