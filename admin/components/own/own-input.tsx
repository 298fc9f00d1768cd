import React, { useEffect, useState } from 'react';
import { parseMoney, parseNumber } from '../../../domain/import/parse.ts';
import type { Dictionary } from '../../../db/dictionaries.ts';
import type { Entry } from '../../../domain/own/entries.ts';
import type { OwnChoice, UsableField } from '../../../domain/own/shapes.ts';
import { DateInput } from '../date-input.tsx';
import { DictionarySelect, EntryPlus } from '../dictionary-select.tsx';
import { Check, Select, TextInput } from '../field.tsx';
import { useRead } from '../read.ts';
import { useWords } from '../words.ts';
import { FileInput } from './file-input.tsx';
import { OwnText } from './own-text.tsx';
import { ReferenceInput } from './reference-input.tsx';

type OwnInputProps = {
  readonly field: UsableField;
  readonly value: unknown;
  /** The value as the API takes it; null empties the field. */
  readonly onChange: (value: unknown) => void;
};

/** The control of one own field, by its kind. What somebody may only read is shown as text. */
export function OwnInput(props: OwnInputProps) {
  const { field, value, onChange } = props;
  if (!field.writable) return <OwnText field={field} value={value} />;
  switch (field.kind) {
    case 'text':
      return (
        <TextInput
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => onChange(text === '' ? null : text)}
          lines={field.options.lines ?? 1}
        />
      );
    case 'number':
    case 'money':
      return <NumberInput {...props} />;
    case 'date':
      return <DateInput value={typeof value === 'string' ? value : ''} onChange={(date) => onChange(date || null)} />;
    case 'yes/no':
      return <YesNoInput {...props} />;
    case 'choice':
      return <ChoiceInput {...props} />;
    case 'many':
      return <ManyInput {...props} />;
    case 'reference':
      return <ReferenceInput {...props} />;
    case 'file':
      return <FileInput {...props} />;
    default:
      return <OwnText field={field} value={value} />;
  }
}

function YesNoInput({ value, onChange }: OwnInputProps) {
  const { t } = useWords();
  return (
    <Select
      value={value === true ? 'yes' : value === false ? 'no' : ''}
      onChange={(choice) => onChange(choice === '' ? null : choice === 'yes')}
      none={t('shape.not set')}
      choices={[
        { value: 'yes', label: t('shape.yes') },
        { value: 'no', label: t('shape.no') },
      ]}
    />
  );
}

function ChoiceInput({ field, value, onChange }: OwnInputProps) {
  const { t } = useWords();
  return (
    <DictionarySelect
      dictionary={field.options.dictionary ?? ''}
      value={typeof value === 'string' ? value : ''}
      onChange={(code) => onChange(code || null)}
      none={t('shape.not set')}
    />
  );
}

/** Typed as people write numbers; what cannot be read stays as it was typed, and the server says what is wrong. */
function NumberInput({ field, value, onChange }: OwnInputProps) {
  const { language } = useWords();
  const currency = field.kind === 'money' ? (field.options.currency ?? 'PLN') : undefined;
  const isMoney = currency !== undefined;
  const read = (typed: string) => (isMoney ? readAmount(typed, currency) : readNumber(typed, language));
  const [text, setText] = useState(writtenNumber(value, isMoney, language));
  useEffect(() => {
    if (read(text) !== value) setText(writtenNumber(value, isMoney, language));
  }, [value]);
  return (
    <span className="with-unit">
      <TextInput
        value={text}
        onChange={(typed) => {
          setText(typed);
          onChange(read(typed));
        }}
      />
      {isMoney ? <span className="unit">{currency}</span> : null}
    </span>
  );
}

/** In minor units; of another currency than the field's it is none. */
function readAmount(text: string, currency: string): unknown {
  if (text.trim() === '') return null;
  const money = parseMoney(text);
  return money && (money.currency ?? currency) === currency ? money.minor : text;
}

/** In Polish a dot before three digits is that of thousands, as in imports; in English it never is. */
function readNumber(text: string, language: string): unknown {
  if (text.trim() === '') return null;
  const plain = text.trim();
  const found = language === 'en' && /^-?\d+\.\d+$/.test(plain) ? Number(plain) : parseNumber(plain);
  return found ?? text;
}

function writtenNumber(value: unknown, isMoney: boolean, language: string): string {
  if (typeof value !== 'number') return typeof value === 'string' ? value : '';
  const text = isMoney ? (value / 100).toFixed(2) : String(value);
  return language === 'pl' ? text.replace('.', ',') : text;
}

/** Every entry as a tick of its own, and `+` for one that is missing. */
function ManyInput({ field, value, onChange }: OwnInputProps) {
  const { language } = useWords();
  const path = `/dictionaries/${encodeURIComponent(field.options.dictionary ?? '')}`;
  const { value: dictionary } = useRead<Dictionary>(field.options.dictionary ? path : undefined);
  const [added, setAdded] = useState<readonly OwnChoice[]>([]);
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const known = field.choices ?? [];
  const choices = [...known, ...added.filter((one) => !known.some(({ value: code }) => code === one.value))].filter(
    ({ active, value: code }) => active || chosen.includes(code),
  );
  const add = ({ code, name, color, active }: Entry) => {
    setAdded([...added, { value: code, label: name, color, active }]);
    onChange([...chosen.filter((one) => one !== code), code]);
  };
  return (
    <EntryPlus dictionary={dictionary} onAdded={add}>
      <span className="bar ticks" role="group" aria-label={field.title[language]}>
        {choices.map(({ value: code, label }) => (
          <Check
            key={code}
            label={label[language]}
            checked={chosen.includes(code)}
            onChange={(on) => {
              const codes = on ? [...chosen, code] : chosen.filter((one) => one !== code);
              onChange(codes.length > 0 ? codes : null);
            }}
          />
        ))}
      </span>
    </EntryPlus>
  );
}
