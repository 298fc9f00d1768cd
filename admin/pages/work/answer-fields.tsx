import React, { useState } from 'react';
import { ClashNotice } from '../../components/clash-notice.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Field, Select, TextInput } from '../../components/field.tsx';
import type { Refused } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { FormField, Json } from '../../../domain/scenario/shapes.ts';
import type { OutcomeShown, WorkScreen } from '../../../db/work-screen.ts';
import { instantOf } from '../tasks/instant-of.ts';
import { WhenField } from '../tasks/when-input.tsx';
import type { Draft } from './draft.ts';

type AnswerFieldsProps = {
  readonly task: WorkScreen['task'];
  readonly form: readonly FormField[];
  readonly outcome: OutcomeShown | undefined;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly refused: Refused | undefined;
};

/** The next date, where the outcome asks for one, and the fields of the step's form. */
export function AnswerFields({ task, form, outcome, draft, change, refused }: AnswerFieldsProps) {
  const { t } = useWords();
  const { timeZone, userId } = useViewer();
  const asksDate = outcome?.asks === 'date';
  if (!asksDate && form.length === 0) return null;
  const problem = (field: string) => (refused?.field === field ? refused.message : undefined);
  const answer = (id: string, value: Json | undefined) => {
    const { [id]: _, ...others } = draft.answers;
    change({ answers: value === undefined ? others : { ...others, [id]: value } });
  };
  return (
    <div className="answers">
      {asksDate ? (
        <WhenField
          label={t('work.next at')}
          required
          autoFocus
          text={draft.nextText}
          onText={(nextText) => change({ nextText })}
          onWhen={(when) => change({ nextAt: when ? instantOf(when, timeZone, '09:00') : null })}
          error={problem('nextAt')}
        />
      ) : null}
      {asksDate && !task.runId ? (
        <ClashNotice
          people={[task.ownerId ?? userId]}
          at={draft.nextAt ? [draft.nextAt] : []}
          minutes={task.durationMinutes}
          except={task.id}
        />
      ) : null}
      {form.map((field) => (
        <Answer
          key={field.id}
          field={field}
          value={draft.answers[field.id]}
          onChange={(value) => answer(field.id, value)}
          problem={problem(`answers.${field.id}`)}
        />
      ))}
    </div>
  );
}

type AnswerProps = {
  readonly field: FormField;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly problem: string | undefined;
};

function Answer({ field, value, onChange, problem }: AnswerProps) {
  const { language } = useWords();
  return (
    <Field label={field.name[language]} error={problem} {...(field.required ? { required: true } : {})}>
      <Control field={field} value={value} onChange={onChange} />
    </Field>
  );
}

function Control({ field, value, onChange }: Omit<AnswerProps, 'problem'>) {
  const { t, language } = useWords();
  const text = value === undefined || value === null ? '' : String(value);
  const typed = (said: string) => onChange(said === '' ? undefined : said);
  switch (field.kind) {
    case 'yes/no':
      return (
        <Select
          value={text}
          onChange={(said) => onChange(said === '' ? undefined : said === 'true')}
          none="—"
          choices={[
            { value: 'true', label: t('work.yes') },
            { value: 'false', label: t('work.no') },
          ]}
        />
      );
    case 'choice':
      return (
        <Select
          value={text}
          onChange={typed}
          none="—"
          choices={(field.choices ?? []).map(({ code, name }) => ({ value: code, label: name[language] }))}
        />
      );
    case 'number':
      return <NumberControl value={value} onChange={onChange} />;
    case 'date':
      return <DateInput value={text} onChange={typed} />;
    default:
      return <TextInput value={text} onChange={typed} lines={field.kind === 'long text' ? 2 : 1} />;
  }
}

/** The text stays as it is typed for as long as it says what is kept: `4920,0` is on its way to `4920,05`. */
function NumberControl({ value, onChange }: Pick<AnswerProps, 'value' | 'onChange'>) {
  const [typed, setTyped] = useState('');
  return (
    <TextInput
      value={numberOf(typed) === value ? typed : written(value)}
      onChange={(said) => {
        setTyped(said);
        onChange(numberOf(said));
      }}
    />
  );
}

function written(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'number' ? String(value).replace('.', ',') : String(value);
}

/** `4 920,50` as a number; what is not one goes to the server as it is, which says so. */
function numberOf(said: string): Json | undefined {
  const plain = said.replaceAll(/\s/g, '').replace(',', '.');
  if (plain === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : said;
}
