import React from 'react';
import { Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import { useWords } from '../../components/words.ts';
import type { CompanyCase } from '../../../db/company-messages.ts';
import type { PartProps } from './shapes.ts';

/** The threads that are open with this customer, and those that are closed. */
export function Cases({ card }: Pick<PartProps, 'card'>) {
  const { t, date } = useWords();
  const { value, error } = useRead<{ rows: CompanyCase[] }>(`/companies/${card.id}/cases`);
  return (
    <>
      <Problem>{error?.message}</Problem>
      <Table
        label={t('company.tab.cases')}
        rows={value?.rows}
        rowId={({ id }) => id}
        rowClass={({ state }) => (state === 'closed' ? 'done' : '')}
        columns={[
          {
            id: 'name',
            head: t('customer.case'),
            phone: 'title',
            to: ({ id }) => `/admin/cases/${id}`,
            cell: ({ number, name }) => `${number} ${name}`,
          },
          {
            id: 'state',
            head: t('customer.state'),
            width: 160,
            cell: ({ state, stage, result }) => (
              <Tag {...(state === 'open' ? { tone: 'accent' as const } : {})}>
                {(state === 'open' ? stage : result) ?? t(`customer.case.${state}`)}
              </Tag>
            ),
          },
          {
            id: 'owner',
            head: t('customer.who'),
            width: 160,
            cell: ({ ownerName }) => <span className="second">{ownerName}</span>,
          },
          { id: 'due', head: t('customer.due'), width: 140, cell: ({ dueOn }) => (dueOn ? date(dueOn) : '') },
        ]}
        empty={<Empty icon="cases" title={t('customer.no cases')} text={t('customer.no cases text')} />}
      />
    </>
  );
}
