import React from 'react';
import { Field, Select, TextInput } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';
import type { TaskOutcome } from '../../../domain/tasks/outcome.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { WhenField } from '../tasks/when-input.tsx';
import { useKinds } from './kinds.ts';
import { useNoteTime } from './note-time.ts';
import type { FieldsProps, TaskValues } from './values.ts';

type RecordProps = FieldsProps & { readonly onNoteTime?: (time: { startedAt: string; seconds: number }) => void };

/** What was said and how long it took; kilometres where the type asks for them (S1-48). */
export function RecordFields({ values, change, problem, finished, onNoteTime }: RecordProps) {
  const { t } = useWords();
  const kinds = useKinds()?.types ?? [];
  const type = kinds.find(({ code }) => code === values.type) ?? kinds[0];
  const noteTime = useNoteTime(onNoteTime);
  return (
    <>
      <Field label={t('task.said')} required={finished?.task.isContact ?? true} error={problem('note')}>
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

/** When it took place and what came of it. What a scenario has taken is shown, and stays. */
export function ContactFields({ values, change, problem, finished }: FieldsProps) {
  const { t } = useWords();
  return (
    <div className="two">
      <WhenField
        label={t('task.at')}
        towards="past"
        text={values.at}
        onText={(at) => change({ at })}
        onWhen={() => undefined}
        error={problem('at') ?? problem('doneAt')}
        hint={t(finished ? 'task.at kept' : 'task.at hint')}
      />
      <OutcomeField {...{ values, change, problem, ...(finished ? { finished } : {}) }} />
    </div>
  );
}

function OutcomeField({ values, change, problem, finished }: FieldsProps) {
  const { t, language } = useWords();
  const outcomes = useOutcomes(values, finished);
  const first = finished ? '' : (outcomes[0]?.code ?? '');
  const hint = finished ? hintOf(finished.task, values.outcome) : undefined;
  return (
    <Field label={t('task.outcome')} error={problem('outcome')} hint={hint && t(hint)}>
      <Select
        value={values.outcome || first}
        onChange={(outcome) => change({ outcome })}
        choices={outcomes.map(({ code, name }) => ({ value: code, label: name[language] }))}
        disabled={finished?.task.effectKey != null}
        {...(finished && !values.outcome ? { none: t('task.none') } : {})}
      />
    </Field>
  );
}

/** What may come of the chosen type; a record keeps what its own task could bring. */
function useOutcomes({ type }: TaskValues, finished: WorkScreen | undefined): readonly TaskOutcome[] {
  const kinds = useKinds()?.types ?? [];
  if (finished?.task.type === type) return finished.outcomes;
  return (kinds.find(({ code }) => code === type) ?? kinds[0])?.outcomes ?? [];
}

function hintOf({ effectKey, outcome }: WorkScreen['task'], typed: string): string | undefined {
  if (effectKey !== null) return 'task.outcome taken';
  return outcome === typed ? undefined : 'task.outcome alone';
}

/** A time that was measured is put right with the reason (rule 39). */
export function ReasonField({ values, change, problem, changed }: FieldsProps & { readonly changed: boolean }) {
  const { t } = useWords();
  if (!changed && !values.reason) return null;
  return (
    <Field label={t('task.reason')} required={changed} error={problem('reason')} hint={t('task.reason hint')}>
      <TextInput value={values.reason} onChange={(reason) => change({ reason })} />
    </Field>
  );
}
