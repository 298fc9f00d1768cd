import React from 'react';
import { useAdders } from '../../components/adders.ts';
import { Select, type Choice } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { WithPlus } from '../../components/with-plus.tsx';
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
export function usePeople(companyId: string | undefined): { readonly people: Choice[]; readonly reload: () => void } {
  const { value, reload } = useRead<{ rows: Person[] }>(companyId ? `/companies/${companyId}/people` : undefined);
  if (!companyId) return { people: [], reload };
  const people = (value?.rows ?? []).map(({ id, firstName, lastName, position }) => ({
    value: id,
    label: [[firstName, lastName].filter(Boolean).join(' '), position].filter(Boolean).join(', '),
  }));
  return { people, reload };
}

type PersonSelectProps = {
  readonly companyId: string | undefined;
  readonly value: string;
  readonly onChange: (personId: string) => void;
};

/** One of the customer's people, or a new one. */
export function PersonSelect({ companyId, value, onChange }: PersonSelectProps) {
  const { t } = useWords();
  const { people, reload } = usePeople(companyId);
  return (
    <WithPerson
      companyId={companyId}
      onMade={(id) => {
        onChange(id);
        reload();
      }}
    >
      <Select
        value={value}
        onChange={onChange}
        none={t(companyId ? 'task.nobody' : 'task.people none')}
        choices={people}
        disabled={people.length === 0}
      />
    </WithPerson>
  );
}

type WithPersonProps = {
  readonly companyId: string | undefined;
  readonly onMade: (id: string) => void;
  readonly children: React.ReactNode;
};

/** A choice among the people of the customer, with `+` for one who is not there yet. */
function WithPerson({ companyId, onMade, children }: WithPersonProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const Adder = useAdders()?.person;
  return (
    <WithPlus
      label={t('finder.new person')}
      may={companyId !== undefined && Adder !== undefined && may('company.edit')}
      dialog={(close) =>
        Adder && companyId ? (
          <Adder
            companyId={companyId}
            onClose={close}
            onMade={({ id }) => {
              close();
              onMade(id);
            }}
          />
        ) : null
      }
    >
      {children}
    </WithPlus>
  );
}

/** Two lists side by side: who comes from us, and who from the customer (S1-49, S1-50). */
export function ParticipantFields({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  const colleagues = useColleagues();
  const { people, reload } = usePeople(values.company?.id);
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
        around={(select) => (
          <WithPerson
            companyId={values.company?.id}
            onMade={(id) => {
              change({ personIds: [...values.personIds, id] });
              reload();
            }}
          >
            {select}
          </WithPerson>
        )}
      />
    </div>
  );
}
