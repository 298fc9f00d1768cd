/** How tasks stand in the list: colour with an icon and a word, bold for high priority, italic for low. */
import React from 'react';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import { StateTag, type Standing } from './marks.tsx';

/** What a row's colour, font and state are made of; read whether or not the columns are shown. */
export const lookedAt = ['state', 'overdue', 'priority', 'paused', 'openedBy', 'outcome', 'stateReason', 'givenBy'];

/** late, soon or done, with the priority: classes of a row. */
export function lookOf({ values: { state, overdue, priority } }: ListRow): string {
  if (state !== 'open') return 'done';
  return `${overdue === true ? 'late' : 'soon'} ${priority === 'high' || priority === 'low' ? priority : ''}`.trim();
}

export const cells: Readonly<Record<string, DrawCell>> = {
  state: ({ values }, words) => <StateTag task={standing(values)} words={words} />,
  moment: ({ values }, { t }) =>
    values['moment'] === null ? <span className="muted">{t('tasks.no date')}</span> : undefined,
  company: linked('/admin/companies', 'company'),
  campaign: ({ values }, { t }) => {
    const giver = (values['givenBy'] as { readonly name: string } | null | undefined)?.name;
    const campaign = <RecordLink to="/admin/campaigns" value={values['campaign']} />;
    if (!giver) return campaign;
    return (
      <>
        {values['campaign'] ? campaign : null}{' '}
        <span className="small second">{t('tasks.given by', { name: giver })}</span>
      </>
    );
  },
  priority: ({ values }, { t }) =>
    values['priority'] === 'normal' ? <span className="muted">{t('tasks.priority.normal')}</span> : undefined,
};

function linked(to: string, field: string): DrawCell {
  return ({ values }) => <RecordLink to={to} value={values[field]} />;
}

function standing({ openedBy, ...values }: ListRow['values']): Standing {
  return { ...values, openedByName: (openedBy as { readonly name: string } | null)?.name ?? null } as Standing;
}
