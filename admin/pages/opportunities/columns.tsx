import React from 'react';
import { Link } from 'react-router-dom';
import { Tag } from '../../components/button.tsx';
import type { Column } from '../../components/table.tsx';
import type { Words } from '../../components/words.ts';
import type { OpportunityLine } from '../../../db/opportunity-lists.ts';

type Standing = Pick<OpportunityLine, 'state' | 'stagePl' | 'stageEn'>;

/** Stage of an open one, or won or lost. */
export function OpportunityState({ line, words: { t, language } }: { readonly line: Standing; readonly words: Words }) {
  if (line.state === 'won')
    return (
      <Tag tone="green" icon="check">
        {t('opportunity.state.won')}
      </Tag>
    );
  if (line.state === 'lost')
    return (
      <Tag tone="red" icon="close">
        {t('opportunity.state.lost')}
      </Tag>
    );
  return <Tag tone="accent">{language === 'pl' ? line.stagePl : line.stageEn}</Tag>;
}

export function opportunityColumns(words: Words): Column<OpportunityLine>[] {
  const { t, day, money, moment } = words;
  return [
    {
      id: 'name',
      head: t('opportunity.name'),
      phone: 'title',
      to: ({ id }) => `/admin/opportunities/${id}`,
      cell: ({ name }) => name,
    },
    {
      id: 'customer',
      head: t('opportunity.customer'),
      width: 200,
      cell: ({ companyId, companyName }) => <Link to={`/admin/companies/${companyId}`}>{companyName}</Link>,
    },
    {
      id: 'value',
      head: t('opportunity.value'),
      width: 140,
      numeric: true,
      cell: ({ valueMinor, currency }) => money(valueMinor, currency),
    },
    {
      id: 'probability',
      head: <span title={t('opportunity.probability')}>{t('opportunity.share')}</span>,
      width: 76,
      numeric: true,
      spare: true,
      phone: 'hide',
      cell: ({ probability }) => `${probability}%`,
    },
    {
      id: 'weighted',
      head: t('opportunity.weighted'),
      width: 132,
      numeric: true,
      spare: true,
      phone: 'hide',
      cell: ({ weightedMinor, currency }) => money(weightedMinor, currency),
    },
    {
      id: 'expected',
      head: t('opportunity.expected'),
      width: 120,
      cell: ({ expectedOn, overdue, closedAt }) => {
        if (closedAt) return day(closedAt);
        return expectedOn ? <span className={overdue ? 'red-ink' : ''}>{day(expectedOn)}</span> : null;
      },
    },
    {
      id: 'next',
      head: t('opportunity.next task'),
      width: 130,
      spare: true,
      phone: 'hide',
      cell: ({ nextTaskAt, openTasks, state }) =>
        nextTaskAt ? (
          moment(nextTaskAt)
        ) : openTasks === 0 && state === 'open' ? (
          <span className="muted">{t('opportunity.no task')}</span>
        ) : null,
    },
    { id: 'owner', head: t('opportunity.owner'), width: 140, spare: true, cell: ({ ownerName }) => ownerName },
    {
      id: 'stage',
      head: t('opportunity.stage'),
      width: 160,
      phone: 'corner',
      cell: (line) => <OpportunityState line={line} words={words} />,
    },
  ];
}
