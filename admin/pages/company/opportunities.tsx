import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { OpportunityStage } from '../../../db/opportunity-stages.ts';
import type { GroupSum } from '../../../db/opportunity-sums.ts';
import { opportunityColumns, type OpportunityLine } from '../opportunities/columns.tsx';
import { NewOpportunity } from '../opportunities/new-opportunity.tsx';
import { SumLine } from '../opportunities/sums.tsx';
import type { PartProps } from './shapes.ts';

const states = ['open', 'won', 'lost'] as const;

/** What we may sell to this customer, have sold, and have not. */
export function Opportunities({ card, onChange }: PartProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const navigate = useNavigate();
  const [state, setState] = useState<(typeof states)[number]>('open');
  const [making, setMaking] = useState(false);
  const query = new URLSearchParams({ companyId: card.id, state });
  const { rows, more, busy, error, reload } = usePages<OpportunityLine>(`/opportunities?${query}`);
  const sums = useRead<{ rows: GroupSum[] }>(`/opportunities/report?${query}`);
  const { value: known } = useRead<{ stages: OpportunityStage[] }>('/opportunity-stages');
  return (
    <>
      <div className="bar filters">
        {states.map((one) => (
          <button
            key={one}
            type="button"
            className={one === state ? 'chip on' : 'chip'}
            aria-pressed={one === state}
            onClick={() => setState(one)}
          >
            {t(`opportunities.list.${one}`)}
          </button>
        ))}
        <span className="grow" />
        {may('opportunity.edit') ? (
          <Button icon="plus" onClick={() => setMaking(true)}>
            {t('opportunities.new')}
          </Button>
        ) : null}
      </div>
      <Problem>{error?.message}</Problem>
      <SumLine
        rows={sums.value?.rows}
        leads={(currency) => `/admin/opportunities?show=list&companyId=${card.id}&list=${state}&currency=${currency}`}
      />
      <Table
        label={t('opportunities.title')}
        columns={opportunityColumns(words, known?.stages ?? [])}
        rows={rows}
        rowId={({ id }) => id}
        rowClass={({ overdue }) => (overdue ? 'late' : '')}
        onMore={more}
        busy={busy}
        empty={<Empty icon="opportunities" title={t('opportunities.empty')} text={t('opportunities.empty text')} />}
      />
      {making ? (
        <NewOpportunity
          company={{ id: card.id, name: card.name }}
          onClose={() => setMaking(false)}
          onAdded={() => {
            reload();
            sums.reload();
            onChange();
          }}
          onMade={({ id }) => navigate(`/admin/opportunities/${id}`)}
        />
      ) : null}
    </>
  );
}
