import React from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../components/page.tsx';
import { EndProcedure } from '../../components/run-path/end-procedure.tsx';
import { RepairRun } from '../../components/run-path/repair-run.tsx';
import { useSettling } from '../../components/run-path/settling.ts';
import { StartProcedure } from '../../components/run-path/start-procedure.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { RunningScenario } from '../../../db/company-card.ts';
import type { PartProps } from './shapes.ts';

/** Every scenario that runs for the customer: the rows behind their number. */
export function Runs({ card, onChange }: PartProps) {
  const { t } = useWords();
  return (
    <Card
      title={t('company.running')}
      actions={<StartProcedure place={{ of: 'companies', id: card.id }} onChange={onChange} />}
      flush
    >
      <RunningScenarios runs={card.runs} onChange={onChange} />
    </Card>
  );
}

type RunningProps = { readonly runs: readonly RunningScenario[]; readonly onChange: () => void };

export function RunningScenarios({ runs, onChange }: RunningProps) {
  const words = useWords();
  useSettling(
    runs.some(({ unsettled }) => unsettled),
    onChange,
  );
  if (runs.length === 0) return <div className="run small muted">{words.t('customer.nothing runs')}</div>;
  return runs.map((run) => (
    <div key={run.id} className="run">
      <b className="strong">{run.name?.[words.language]}</b>
      {run.campaignId ? (
        <Link className="small link" to={`/admin/campaigns/${run.campaignId}`}>
          {run.campaignName}
        </Link>
      ) : null}
      {run.inCase?.name ? (
        <Link className="small link" to={`/admin/cases/${run.inCase.id}?tab=runs`}>
          {run.inCase.name}
        </Link>
      ) : null}
      <div className="bar">
        <span className="small muted">{waitOf(run, words)}</span>
        <span className="grow" />
        {run.state === 'stuck' && !run.inCase && !run.unsettled ? (
          <RepairRun run={{ id: run.id, name: run.name?.[words.language] ?? '' }} onChange={onChange} />
        ) : null}
        {run.alone && !run.inCase && !run.unsettled ? (
          <EndProcedure run={{ id: run.id, name: run.name?.[words.language] ?? '' }} onChange={onChange} />
        ) : null}
      </div>
    </div>
  ));
}

function waitOf({ state, dueAt }: RunningScenario, { t, moment }: Words): string {
  if (state === 'stuck') return t('company.stuck');
  return dueAt ? t('company.next move', { when: moment(dueAt) }) : t('company.waits');
}
