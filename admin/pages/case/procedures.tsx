import React from 'react';
import { Empty } from '../../components/page.tsx';
import { Runs } from '../../components/run-path/runs.tsx';
import { useSettling } from '../../components/run-path/settling.ts';
import { StartProcedure } from '../../components/run-path/start-procedure.tsx';
import { useWords } from '../../components/words.ts';
import type { CaseParts } from './shapes.ts';

/** The procedures of the case, each drawn; whoever may add to the case starts and ends them. */
export function Procedures({ found, onChange }: Omit<CaseParts, 'stages'>) {
  const { t } = useWords();
  const { id, runs, companies } = found;
  const mayAdd = found.level !== 'read' && found.state === 'open';
  useSettling(
    runs.some(({ unsettled }) => unsettled),
    onChange,
  );
  return (
    <div className="stack">
      {mayAdd ? (
        <div className="bar">
          <span className="grow" />
          <StartProcedure place={{ of: 'cases', id, customers: companies }} onChange={onChange} />
        </div>
      ) : null}
      {runs.length > 0 ? (
        <Runs runs={runs} onChange={found.level === 'read' ? undefined : onChange} />
      ) : (
        <Empty icon="scenarios" title={t('case.no runs')} text={t('case.no runs text')} />
      )}
    </div>
  );
}
