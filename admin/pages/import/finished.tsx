import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { StepProps } from './shapes.ts';
import { Rows, Tiles, type RowState } from './rows.tsx';

/** What was written or taken back, with the way on and the way back. */
export function Finished({ work, onChange }: StepProps) {
  const { t, language } = useWords();
  const { counts, id, state, failure } = work;
  const states: readonly RowState[] =
    state === 'done' ? ['written', 'left', 'unchanged', 'conflicting', 'wrong'] : ['undone', 'kept'];
  const present = states.filter((one) => counts[one] || one === states[0]);
  const [shown, setShown] = useState<RowState>(present.includes('kept') && counts.kept ? 'kept' : present[0]!);
  const [asking, setAsking] = useState(false);
  const { run, busy, refused } = useAction();
  const undo = async () => {
    await run(() => call('POST', `/imports/${id}/undo`).then(onChange));
    setAsking(false);
  };
  return (
    <>
      <Outcome work={work} />
      {failure ? <Problem>{failure[language]}</Problem> : null}
      <Tiles counts={counts} states={present} chosen={shown} onChoose={setShown} />
      <Rows work={work} state={shown} />
      <Problem>{refused?.message}</Problem>
      <div className="bar import-buttons">
        {state === 'done' ? (
          <Button icon="undo" busy={busy} onClick={() => setAsking(true)}>
            {t('import.undo')}
          </Button>
        ) : null}
        <span className="grow" />
        <Button to="/admin/import">{t('import.another')}</Button>
        {state === 'done' ? (
          <Button kind="main" to={`/admin/companies?importId=${id}`}>
            {t('import.show customers')}
          </Button>
        ) : null}
      </div>
      {asking ? (
        <Confirm
          title={t('import.undo')}
          verb={t('import.undo')}
          danger
          busy={busy}
          onConfirm={() => void undo()}
          onClose={() => setAsking(false)}
        >
          {t('import.undo text', { count: counts.written ?? 0 })}
        </Confirm>
      ) : null}
    </>
  );
}

function Outcome({ work: { counts, id, state } }: Pick<StepProps, 'work'>) {
  const { t } = useWords();
  const refusedRows = (counts.wrong ?? 0) + (counts.conflicting ?? 0);
  return (
    <Notice tone={state === 'done' || !counts.kept ? 'green' : 'orange'}>
      {state === 'done'
        ? t('import.is done', { count: counts.written ?? 0 })
        : t('import.is undone', { count: counts.undone ?? 0 })}{' '}
      {counts.kept ? t('import.is kept', { count: counts.kept }) : null}
      {state === 'done' && refusedRows > 0 ? (
        <a className="link" href={`/api/v1/imports/${id}/refused.xlsx`} download>
          {t('import.download left', { count: refusedRows })}
        </a>
      ) : null}
    </Notice>
  );
}
