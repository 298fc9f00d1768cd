import React from 'react';
import { Field, Select, TextInput } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';
import { WhenField } from '../tasks/when-input.tsx';
import { useKinds } from './kinds.ts';
import { useNoteTime } from './note-time.ts';
import type { FieldsProps } from './values.ts';

type RecordProps = FieldsProps & { readonly onNoteTime?: (time: { startedAt: string; seconds: number }) => void };

/** What was said and how long it took; kilometres where the type asks for them (S1-48). */
export function RecordFields({ values, change, problem, onNoteTime }: RecordProps) {
  const { t } = useWords();
  const kinds = useKinds()?.types ?? [];
  const type = kinds.find(({ code }) => code === values.type) ?? kinds[0];
  const noteTime = useNoteTime(onNoteTime);
  return (
    <>
      <Field label={t('task.said')} required error={problem('note')}>
        <TextInput
          value={values.note}
          onChange={(note) => {
            noteTime.write();
            change({ note });
          }}
          onBlur={noteTime.stop}
          lines={4}
        />
      </Field>
      <div className={type?.asksKilometres ? 'three' : 'two'}>
        <Field label={t('task.call minutes')} error={problem('callSeconds')}>
          <TextInput kind="number" value={values.callMinutes} onChange={(callMinutes) => change({ callMinutes })} />
        </Field>
        <Field label={t('task.work minutes')} error={problem('workMinutes')}>
          <TextInput kind="number" value={values.workMinutes} onChange={(workMinutes) => change({ workMinutes })} />
        </Field>
        {type?.asksKilometres ? (
          <Field label={t('task.kilometres')} error={problem('kilometres')}>
            <TextInput kind="number" value={values.kilometres} onChange={(kilometres) => change({ kilometres })} />
          </Field>
        ) : null}
      </div>
    </>
  );
}

/** When it took place and what came of it. */
export function ContactFields({ values, change, problem }: FieldsProps) {
  const { t, language } = useWords();
  const kinds = useKinds()?.types ?? [];
  const type = kinds.find(({ code }) => code === values.type) ?? kinds[0];
  return (
    <div className="two">
      <WhenField
        label={t('task.at')}
        towards="past"
        text={values.at}
        onText={(at) => change({ at })}
        onWhen={() => undefined}
        error={problem('at')}
        hint={t('task.at hint')}
      />
      <Field label={t('task.outcome')} error={problem('outcome')}>
        <Select
          value={values.outcome || (type?.outcomes[0]?.code ?? '')}
          onChange={(outcome) => change({ outcome })}
          choices={(type?.outcomes ?? []).map(({ code, name }) => ({ value: code, label: name[language] }))}
        />
      </Field>
    </div>
  );
}
