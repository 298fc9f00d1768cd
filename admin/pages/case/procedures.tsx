import React from 'react';
import { Notice } from '../../components/field.tsx';
import { Freeze } from '../../components/freeze.tsx';
import { Empty } from '../../components/page.tsx';
import { Runs } from '../../components/run-path/runs.tsx';
import { useSettling } from '../../components/run-path/settling.ts';
import { StartProcedure } from '../../components/run-path/start-procedure.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CaseParts } from './shapes.ts';

/** The procedures of the case, each drawn; whoever may add to the case starts and ends them. */
export function Procedures({ found, onChange }: Omit<CaseParts, 'stages'>) {
  const { t, day } = useWords();
  const { may } = useViewer();
  const { id, runs, companies, frozen } = found;
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
          {may('run.start') ? (
            <Freeze
              place={{ of: 'cases', id }}
              isFrozen={frozen !== null}
              running={runs.filter(({ state }) => state !== 'ended').length}
              onChange={onChange}
            />
          ) : null}
          <StartProcedure place={{ of: 'cases', id, customers: companies }} onChange={onChange} />
        </div>
      ) : null}
      {frozen ? (
        <Notice tone="orange">
          {t('case.frozen', { since: day(frozen.since) })} {frozen.reason}
        </Notice>
      ) : null}
      {runs.length > 0 ? (
        <Runs runs={runs} onChange={found.level === 'read' ? undefined : onChange} />
      ) : (
        <Empty icon="scenarios" title={t('case.no runs')} text={t('case.no runs text')} />
      )}
    </div>
  );
}
