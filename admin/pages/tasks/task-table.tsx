/** How tasks stand in the list: colour with an icon and a word, bold for high priority, italic for low. */
import React from 'react';
import { Tag } from '../../components/button.tsx';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import type { Words } from '../../components/words.ts';
import type { Condition, Rule } from '../../../domain/conditions/shapes.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';

/** What a row's colour, font and state are made of; read whether or not the columns are shown. */
export const lookedAt = ['state', 'overdue', 'priority', 'paused', 'openedBy', 'outcome', 'stateReason'];

/** late, soon or done, with the priority: classes of a row. */
export function lookOf({ values: { state, overdue, priority } }: ListRow): string {
  if (state !== 'open') return 'done';
  return `${overdue === true ? 'late' : 'soon'} ${priority === 'high' || priority === 'low' ? priority : ''}`.trim();
}

export const cells: Readonly<Record<string, DrawCell>> = {
  state: (row, words) => <State row={row} words={words} />,
  moment: ({ values }, { t }) =>
    values['moment'] === null ? <span className="muted">{t('tasks.no date')}</span> : undefined,
  company: linked('/admin/companies', 'company'),
  campaign: linked('/admin/campaigns', 'campaign'),
  priority: ({ values }, { t }) =>
    values['priority'] === 'normal' ? <span className="muted">{t('tasks.priority.normal')}</span> : undefined,
  queue: ({ values }) => (typeof values['queue'] === 'string' ? <Tag>{values['queue']}</Tag> : undefined),
};

function linked(to: string, field: string): DrawCell {
  return ({ values }) => <RecordLink to={to} value={values[field]} />;
}

function State({ row: { values }, words }: { readonly row: ListRow; readonly words: Words }) {
  const { t, language } = words;
  const openedBy = values['openedBy'] as { name: string } | null | undefined;
  if (openedBy) return <Tag icon="person">{t('tasks.open at', { name: openedBy.name })}</Tag>;
  if (values['paused'] === true) return <Tag icon="pause">{t('tasks.paused')}</Tag>;
  if (values['state'] === 'done') {
    const outcome = values['outcome'] as { pl: string; en: string } | null;
    return (
      <Tag tone="green" icon="check">
        {outcome?.[language] ?? t('tasks.done')}
      </Tag>
    );
  }
  if (values['state'] !== 'open') {
    const reason = values['stateReason'];
    return (
      <Tag icon="undo" {...(typeof reason === 'string' ? { title: reason } : {})}>
        {t(`tasks.${String(values['state'])}`)}
      </Tag>
    );
  }
  return values['overdue'] === true ? (
    <Tag tone="red" icon="warning">
      {t('tasks.late')}
    </Tag>
  ) : (
    <Tag tone="orange" icon="clock">
      {t('tasks.planned')}
    </Tag>
  );
}

const states: Readonly<Record<string, readonly Rule[]>> = {
  nearest: [
    { field: 'task.state', operator: '=', value: 'open' },
    { field: 'task.overdue', operator: '=', value: false },
  ],
  overdue: [
    { field: 'task.state', operator: '=', value: 'open' },
    { field: 'task.overdue', operator: '=', value: true },
  ],
  open: [{ field: 'task.state', operator: '=', value: 'open' }],
  done: [{ field: 'task.state', operator: '=', value: 'done' }],
  closed: [{ field: 'task.state', operator: 'in', value: ['withdrawn', 'cancelled'] }],
};
const people: Readonly<Record<string, readonly Rule[]>> = {
  mine: [{ field: 'task.ownerId', operator: '=', value: 'me' }],
  team: [{ field: 'task.ownerId', operator: '=', value: 'my people' }],
  queue: [
    { field: 'task.ownerId', operator: 'null' },
    { field: 'task.queue', operator: 'notNull' },
  ],
};
const asked: Readonly<Record<string, string>> = {
  type: 'task.type',
  priority: 'task.priority',
  companyId: 'task.companyId',
  campaignId: 'task.campaignId',
  ownerId: 'task.ownerId',
};

/** What other pages ask of the list by its address: a number there opens exactly its rows here. */
export function narrowedBy(address: URLSearchParams): Condition | undefined {
  const list = address.get('list') ?? '';
  const at = list === 'done' || list === 'closed' ? 'task.doneAt' : 'task.moment';
  const spans = [
    ['from', '>='],
    ['to', '<'],
  ] as const;
  const rules: Rule[] = [
    ...(states[list] ?? []),
    ...(people[address.get('who') ?? ''] ?? []),
    ...Object.entries(asked).flatMap(([name, field]): Rule[] => {
      const value = address.get(name);
      return value ? [{ field, operator: '=', value }] : [];
    }),
    ...spans.flatMap(([name, operator]): Rule[] => {
      const value = address.get(name);
      return value ? [{ field: at, operator, value }] : [];
    }),
  ];
  // "Everybody's" narrows nothing, and is asked for all the same.
  return rules.length > 0 || address.has('who') ? { combinator: 'and', rules } : undefined;
}
