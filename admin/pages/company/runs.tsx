import React from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import type { RunningScenario } from '../../../db/company-card.ts';
import type { PartProps } from './shapes.ts';

/** Every scenario that runs for the customer: the rows behind their number. */
export function Runs({ card }: Pick<PartProps, 'card'>) {
  const { t } = useWords();
  return (
    <Card title={t('company.running')} flush>
      <RunningScenarios runs={card.runs} />
    </Card>
  );
}

export function RunningScenarios({ runs }: { readonly runs: readonly RunningScenario[] }) {
  const { t, language, moment } = useWords();
  if (runs.length === 0) return <div className="run small muted">{t('customer.nothing runs')}</div>;
  return runs.map((run) => (
    <div key={run.id} className="run">
      <b className="strong">{run.name?.[language]}</b>
      {run.campaignId ? (
        <Link className="small link" to={`/admin/campaigns/${run.campaignId}`}>
          {run.campaignName}
        </Link>
      ) : null}
      <span className="small muted">
        {run.state === 'stuck'
          ? t('company.stuck')
          : run.dueAt
            ? t('company.next move', { when: moment(run.dueAt) })
            : t('company.waits')}
      </span>
    </div>
  ));
}
