import React from 'react';
import { Tag } from '../../components/button.tsx';
import type { Column } from '../../components/table.tsx';
import type { Words } from '../../components/words.ts';
import type { Opportunity } from '../../../db/opportunity-scope.ts';
import type { OpportunityStage } from '../../../db/opportunity-stages.ts';

/** An opportunity as plain lists give it. */
export type OpportunityLine = Pick<
  Opportunity,
  'id' | 'name' | 'stage' | 'state' | 'valueMinor' | 'currency' | 'probability' | 'expectedOn' | 'closedAt' | 'version'
> & { readonly ownerName: string | null; readonly overdue: boolean };

type Standing = Pick<Opportunity, 'state'> & { readonly stagePl: string; readonly stageEn: string };

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

export function opportunityColumns(words: Words, stages: readonly OpportunityStage[]): Column<OpportunityLine>[] {
  const { t, day, money } = words;
  const named = ({ state, stage }: OpportunityLine): Standing => {
    const found = stages.find(({ code }) => code === stage);
    return { state, stagePl: found?.namePl ?? stage, stageEn: found?.nameEn ?? stage };
  };
  return [
    {
      id: 'name',
      head: t('opportunity.name'),
      phone: 'title',
      to: ({ id }) => `/admin/opportunities/${id}`,
      cell: ({ name }) => name,
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
      id: 'expected',
      head: t('opportunity.expected'),
      width: 120,
      cell: ({ expectedOn, overdue, closedAt }) => {
        if (closedAt) return day(closedAt);
        return expectedOn ? <span className={overdue ? 'red-ink' : ''}>{day(expectedOn)}</span> : null;
      },
    },
    { id: 'owner', head: t('opportunity.owner'), width: 140, spare: true, cell: ({ ownerName }) => ownerName },
    {
      id: 'stage',
      head: t('opportunity.stage'),
      width: 160,
      phone: 'corner',
      cell: (line) => <OpportunityState line={named(line)} words={words} />,
    },
  ];
}
