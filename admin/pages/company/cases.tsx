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
import type { CaseStage } from '../../../db/case-stages.ts';
import { caseColumns, type CaseLine } from '../cases/columns.tsx';
import { NewCase } from '../cases/new-case.tsx';
import type { PartProps } from './shapes.ts';

const lists = ['open', 'closed'] as const;

/** The threads with this customer: those that are theirs, and those in which they are one of several. */
export function Cases({ card, onChange }: PartProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const navigate = useNavigate();
  const [list, setList] = useState<(typeof lists)[number]>('open');
  const [making, setMaking] = useState(false);
  const { value: known } = useRead<{ rows: CaseStage[] }>('/case-stages');
  const query = new URLSearchParams({ companyId: card.id, list });
  const { rows, more, busy, error, reload } = usePages<CaseLine>(`/cases?${query}`);
  return (
    <>
      <div className="bar filters">
        {lists.map((one) => (
          <button
            key={one}
            type="button"
            className={one === list ? 'chip on' : 'chip'}
            aria-pressed={one === list}
            onClick={() => setList(one)}
          >
            {t(`cases.list.${one}`)}
          </button>
        ))}
        <span className="grow" />
        {may('case.edit') ? (
          <Button icon="plus" onClick={() => setMaking(true)}>
            {t('cases.new')}
          </Button>
        ) : null}
      </div>
      <Problem>{error?.message}</Problem>
      <Table
        label={t('company.tab.cases')}
        columns={caseColumns(words, known?.rows ?? [])}
        rows={rows}
        rowId={({ id }) => id}
        rowClass={({ overdue, state }) => (overdue ? 'late' : state === 'closed' ? 'done' : '')}
        onMore={more}
        busy={busy}
        empty={<Empty icon="cases" title={t('customer.no cases')} text={t('customer.no cases text')} />}
      />
      {making ? (
        <NewCase
          company={{ id: card.id, name: card.name }}
          onClose={() => setMaking(false)}
          onAdded={() => {
            reload();
            onChange();
          }}
          onMade={({ id }) => navigate(`/admin/cases/${id}`)}
        />
      ) : null}
    </>
  );
}
