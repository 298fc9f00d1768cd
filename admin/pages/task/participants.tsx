import React from 'react';
import type { Choice } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import { ManyField } from './many-field.tsx';
import type { FieldsProps } from './values.ts';

/** Everyone who works here. */
export function useColleagues(): Choice[] {
  const { value } = useRead<{ rows: { id: string; name: string }[] }>('/users?active=yes');
  return (value?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

type Person = {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly position: string | null;
};

/** The people of the customer. */
export function usePeople(companyId: string | undefined): Choice[] {
  const { value } = useRead<{ rows: Person[] }>(companyId ? `/companies/${companyId}/people` : undefined);
  if (!companyId) return [];
  return (value?.rows ?? []).map(({ id, firstName, lastName, position }) => ({
    value: id,
    label: [[firstName, lastName].filter(Boolean).join(' '), position].filter(Boolean).join(', '),
  }));
}

/** Two lists side by side: who comes from us, and who from the customer (S1-49, S1-50). */
export function ParticipantFields({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  const colleagues = useColleagues();
  const people = usePeople(values.company?.id);
  return (
    <div className="two">
      <ManyField
        label={t('task.users')}
        none={t('task.users add')}
        choices={colleagues}
        chosen={values.userIds}
        onChange={(userIds) => change({ userIds })}
        problem={problem('userIds')}
      />
      <ManyField
        label={t('task.people')}
        none={values.company ? t('task.people add') : t('task.people none')}
        choices={people}
        chosen={values.personIds}
        onChange={(personIds) => change({ personIds })}
        problem={problem('personIds')}
      />
    </div>
  );
}
