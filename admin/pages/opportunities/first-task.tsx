import React from 'react';
import { DateInput } from '../../components/date-input.tsx';
import { Field, Select, TextInput } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { instantOf } from '../tasks/instant-of.ts';

/** As it is typed; an empty type is the first one. */
export type TypedTask = { readonly type: string; readonly title: string; readonly due: string };
export const noTask: TypedTask = { type: '', title: '', due: '' };

type FirstTaskProps = { readonly task: TypedTask; readonly onChange: (task: TypedTask) => void };

/** The least that a first step needs: what, of which type, by when. */
export function FirstTask({ task, onChange }: FirstTaskProps) {
  const { t, language } = useWords();
  const types = useTypes();
  return (
    <>
      <Field label={t('task.name')} required>
        <TextInput value={task.title} onChange={(title) => onChange({ ...task, title })} />
      </Field>
      <div className="two">
        <Field label={t('task.type')}>
          <Select
            value={task.type || (types[0]?.code ?? '')}
            onChange={(type) => onChange({ ...task, type })}
            choices={types.map((one) => ({ value: one.code, label: language === 'pl' ? one.namePl : one.nameEn }))}
          />
        </Field>
        <Field label={t('task.due')}>
          <DateInput value={task.due} onChange={(due) => onChange({ ...task, due })} />
        </Field>
      </div>
    </>
  );
}

/** What a first task says to the API. */
export function useSentTask(): (task: TypedTask, zone: string) => Record<string, unknown> {
  const types = useTypes();
  return ({ type, title, due }, zone) => ({
    type: type || types[0]?.code,
    title,
    dueAt: due ? instantOf({ on: due }, zone, '23:59') : null,
  });
}

function useTypes(): readonly TaskType[] {
  return useRead<{ types: TaskType[] }>('/task-types').value?.types ?? [];
}
