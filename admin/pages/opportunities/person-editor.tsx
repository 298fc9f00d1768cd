import React from 'react';
import type { DrawEditor } from '../../components/data-table/cell-editor.tsx';
import type { SaveCell } from '../../components/data-table/save-by.ts';
import { Select } from '../../components/field.tsx';
import { call } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { OpportunityPage } from '../../../db/opportunity-page.ts';
import type { ListField, ListRow } from '../../../domain/lists/shapes.ts';
import { usePeople } from '../task/participants.tsx';

/** The contact person is one of the people of the row’s own customer. */
export const choosePerson: DrawEditor = (props) => <PersonChoice {...props} />;

function PersonChoice({ row, value, onChange }: Parameters<DrawEditor>[0]) {
  const { t } = useWords();
  const { people } = usePeople(idOf(row.values['company']));
  for (const one of people) names.set(one.value, one.label);
  const now = row.values['person'] as Named | null;
  const choices = now && !people.some((one) => one.value === now.id) ? [{ value: now.id, label: now.name }] : [];
  return (
    <Select
      label={t('opportunity.person')}
      value={typeof value === 'string' ? value : ''}
      none={t('task.nobody')}
      choices={[...choices, ...people]}
      onChange={(chosen) => onChange(chosen || null)}
    />
  );
}

/** As the form does: whoever was chosen is shown by name, though a cell knows their id alone, and no value is none at all. */
export function asInTheForm({ save, read }: SaveCell): SaveCell {
  return {
    save: async (row, field, value) =>
      followed(await named(await save(row, field, field.id === 'value' ? (value ?? 0) : value), field), field),
    ...(read ? { read: async (row, field) => named(await read(row, field), field) } : {}),
  };
}

/** Of those who were offered: whoever goes on to the next cell need not wait for a name. */
const names = new Map<string, string>();

async function named(row: ListRow, field: ListField): Promise<ListRow> {
  const id = field.id === 'person' ? idOf(row.values['person']) : undefined;
  if (!id) return row;
  const name = names.get(id) ?? (await call<OpportunityPage>('GET', `/opportunities/${row.id}`)).personName ?? '';
  return { ...row, values: { ...row.values, person: { id, name } } };
}

const bringing = ['stage', 'value', 'probability'];

/** A stage brings its probability and its day, and what is weighted follows from all of them. What is saved stays so unread. */
async function followed(row: ListRow, { id }: ListField): Promise<ListRow> {
  if (!bringing.includes(id)) return row;
  const now = await call<OpportunityPage>('GET', `/opportunities/${row.id}`).catch(() => undefined);
  if (!now) return row;
  const { probability, stageSince, weightedMinor: minor, currency } = now;
  return { ...row, values: { ...row.values, probability, stageSince, weighted: { minor, currency } } };
}

type Named = { readonly id: string; readonly name: string };

function idOf(record: unknown): string | undefined {
  return (record as Named | null)?.id;
}
