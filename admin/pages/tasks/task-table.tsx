/** How tasks stand in the list: colour with an icon and a word, bold for high priority, italic for low. */
import React from 'react';
import { Tag } from '../../components/button.tsx';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import type { Words } from '../../components/words.ts';
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
