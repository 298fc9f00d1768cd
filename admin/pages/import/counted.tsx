import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { StepProps } from './shapes.ts';
import { Rows, Tiles, type RowState } from './rows.tsx';

const states: readonly RowState[] = ['new', 'changed', 'unchanged', 'conflicting', 'wrong'];

/** What would happen, counted before anything is written, with example rows of each kind. */
export function Counted({ work, onChange, onChoose }: StepProps & { readonly onChoose: () => void }) {
  const { t, number } = useWords();
  const { counts, id, plan } = work;
  const [shown, setShown] = useState<RowState>(() => states.find((state) => counts[state]) ?? 'new');
  const { run, busy, refused } = useAction();
  const refusedRows = (counts.wrong ?? 0) + (counts.conflicting ?? 0);
  const toWrite = (counts.new ?? 0) + (plan.onChanged === 'skip' ? 0 : (counts.changed ?? 0));
  const writesNothing = toWrite === 0 && (plan.groupId === null || !counts.unchanged);
  return (
    <>
      <Tiles
        counts={counts}
        states={counts.warned ? [...states, 'warned'] : states}
        chosen={shown}
        onChoose={setShown}
      />
      {refusedRows > 0 ? (
        <Notice tone="orange">
          {t('import.refused rows', { count: refusedRows })}{' '}
          <a className="link" href={`/api/v1/imports/${id}/refused.xlsx`} download>
            {t('import.download refused')}
          </a>
        </Notice>
      ) : null}
      <Rows work={work} state={shown} />
      <Problem>{refused?.message}</Problem>
      <div className="bar import-buttons">
        <Button onClick={onChoose}>{t('import.change columns')}</Button>
        <span className="grow" />
        <Button
          kind="main"
          size="big"
          busy={busy}
          disabled={writesNothing}
          onClick={() => void run(() => call('POST', `/imports/${id}/start`).then(onChange))}
        >
          {t('import.start', { count: toWrite, n: number(toWrite) })}
        </Button>
      </div>
    </>
  );
}
