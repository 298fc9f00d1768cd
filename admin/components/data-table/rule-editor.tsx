import React, { useMemo, useState } from 'react';
import { startOfDay } from '../../../domain/calendar/wall.ts';
import type { Rule, Value } from '../../../domain/conditions/shapes.ts';
import type { Language } from '../../../domain/domain-error.ts';
import { isUuid } from '../../../domain/ids/uuid.ts';
import type { ListFact, ReferenceTarget } from '../../../domain/lists/shapes.ts';
import { readBalance, writeMoney } from '../../../domain/campaigns/typed-money.ts';
import { DateInput } from '../date-input.tsx';
import { Check, Select, TextInput } from '../field.tsx';
import { finderOf } from '../find-record.ts';
import { ChosenRecord, Finder } from '../finder.tsx';
import { useNames } from '../own/names.ts';
import { useViewer } from '../viewer.ts';
import { useWords } from '../words.ts';
import { NumberText, readNumber, writeNumber } from '../number-text.tsx';
import { asListed, daysOf, phraseOf, phrasesFor, rephrase, type Phrase } from './phrases.ts';
import { towardsOf } from './towards.ts';

type RuleEditorProps = {
  readonly rule: Rule;
  readonly fact: ListFact;
  readonly onChange: (rule: Rule) => void;
};

/** How a fact has to be: a phrase, and what is filled in behind it. */
export function RuleEditor({ rule: given, fact, onChange }: RuleEditorProps) {
  const { t } = useWords();
  const rule = asListed(given, fact);
  const phrases = phrasesFor(fact, rule);
  const phrase = phraseOf(rule, phrases) ?? phrases[0];
  if (!phrase) return null;
  return (
    <div className="rule-editor">
      <Select
        label={t('condition.phrase')}
        value={phrase.id}
        choices={phrases.map(({ id }) => ({ value: id, label: t(`condition.${id}`) }))}
        onChange={(id) =>
          onChange(
            rephrase(
              rule,
              phrases.find((one) => one.id === id)!,
            ),
          )
        }
      />
      <Filling rule={rule} fact={fact} phrase={phrase} onChange={(value) => onChange(withValue(rule, value))} />
    </div>
  );
}

function withValue({ field, operator }: Rule, value: Value | undefined): Rule {
  return { field, operator, ...(value === undefined ? {} : { value }) };
}

type FillingProps = {
  readonly rule: Rule;
  readonly fact: ListFact;
  readonly phrase: Phrase;
  readonly onChange: (value: Value | undefined) => void;
};

function Filling({ rule: { value }, fact, phrase, onChange }: FillingProps) {
  const { t, language } = useWords();
  const { timeZone } = useViewer();
  const label = t('condition.value');
  // A day on the wall begins by its zone: asked as a bare date, a moment would be held against midnight in London.
  const dayOf = (day: string) => (fact.type === 'instant' && day !== '' ? startOfDay(day, timeZone) : day);
  const number = (next: unknown) => onChange(typeof next === 'number' ? next : undefined);
  switch (phrase.blank) {
    case 'none':
      return null;
    case 'text':
      return <TextInput label={label} value={typeof value === 'string' ? value : ''} onChange={onChange} />;
    case 'number':
      return <NumberText label={label} value={value} onChange={number} read={readNumber} write={writeNumber} />;
    case 'money':
      return <NumberText label={label} value={value} onChange={number} read={readBalance} write={writeMoney} />;
    case 'date':
      return (
        <DateInput
          label={label}
          value={typeof value === 'string' ? value.slice(0, 10) : ''}
          onChange={(day) => onChange(dayOf(day))}
          onUnread={() => onChange('')}
          towards={towardsOf(fact.name)}
        />
      );
    case 'days':
      return <Days days={Math.abs(daysOf(value) ?? 0)} onChange={(days) => onChange({ days: days * phrase.sign! })} />;
    case 'people':
      return <People fact={fact} chosen={listOf(value)} onChange={onChange} />;
    case 'records':
      return <Records target={fact.reference!} chosen={listOf(value)} onChange={onChange} />;
    case 'choices':
      return <Ticks choices={withChosen(fact, listOf(value), language)} chosen={listOf(value)} onChange={onChange} />;
  }
}

function listOf(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** What was chosen once stays there to be unchosen, also where it is offered no longer. */
function withChosen({ choices = [] }: ListFact, chosen: readonly string[], language: Language) {
  const gone = chosen.filter((one) => !choices.some(({ value }) => value === one));
  return [
    ...choices.map(({ value, label }) => ({ value, label: label[language] })),
    ...gone.map((value) => ({ value, label: isUuid(value) ? '…' : value })),
  ];
}

function Days({ days, onChange }: { readonly days: number; readonly onChange: (days: number) => void }) {
  const { t } = useWords();
  return (
    <label className="days">
      <TextInput
        kind="number"
        label={t('condition.days')}
        value={String(days)}
        onChange={(typed) => onChange(Math.min(99_999, Math.max(0, Math.round(Number(typed) || 0))))}
      />
      <span>{t('condition.days unit', { count: days })}</span>
    </label>
  );
}

type TicksProps = {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
};

const LONG = 8;

function Ticks({ choices, chosen, onChange }: TicksProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const found = choices.filter(
    ({ value, label }) => chosen.includes(value) || label.toLowerCase().includes(typed.toLowerCase()),
  );
  return (
    <div className="ticks">
      {choices.length > LONG ? (
        <TextInput
          kind="search"
          value={typed}
          onChange={setTyped}
          label={t('condition.find value')}
          placeholder={t('condition.find value')}
        />
      ) : null}
      {found.map(({ value, label }) => (
        <Check
          key={value}
          label={label}
          checked={chosen.includes(value)}
          onChange={(on) => onChange(on ? [...chosen, value] : chosen.filter((one) => one !== value))}
        />
      ))}
    </div>
  );
}

type PeopleProps = Omit<TicksProps, 'choices'> & { readonly fact: ListFact };

/** `me` and `my people` stay words: everyone who opens a shared view means somebody else by them. */
function People({ fact, chosen, onChange }: PeopleProps) {
  const { t, language } = useWords();
  const choices = [
    { value: 'me', label: t('condition.me') },
    { value: 'my people', label: t('condition.my people') },
    ...(fact.choices ?? []).map(({ value, label }) => ({ value, label: label[language] })),
  ];
  return <Ticks choices={choices} chosen={chosen} onChange={onChange} />;
}

type RecordsProps = Omit<TicksProps, 'choices'> & { readonly target: ReferenceTarget };

/** Records found by name, one after another: any of them will do. */
function Records({ target, chosen, onChange }: RecordsProps) {
  const { t } = useWords();
  const find = useMemo(() => finderOf(target), [target]);
  const names = useNames(target, chosen);
  return (
    <div className="rule-records">
      {chosen.map((id) => (
        <ChosenRecord
          key={id}
          name={names?.get(id) ?? '…'}
          clear={t('condition.remove named', { title: names?.get(id) ?? '…' })}
          onClear={() => onChange(chosen.filter((one) => one !== id))}
        />
      ))}
      <Finder
        find={find}
        placeholder={t(`shape.find ${target}`)}
        onChoose={({ id }) => onChange(chosen.includes(id) ? chosen : [...chosen, id])}
      />
    </div>
  );
}
