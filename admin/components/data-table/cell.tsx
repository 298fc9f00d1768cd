import React from 'react';
import { Link } from 'react-router-dom';
import type { Said } from '../../../domain/domain-error.ts';
import type { Choice, ListField, ListRow } from '../../../domain/lists/shapes.ts';
import { Face, Tag } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { useWords, type Words } from '../words.ts';
import { sayCount } from './count-line.tsx';

/** A cell that a page draws in its own way. Undefined leaves it to its type. */
export type DrawCell = (row: ListRow, words: Words) => React.ReactNode | undefined;

type Named = { readonly id: string; readonly name: string };
type Amount = { readonly minor: number; readonly currency: string };

/** The value of a field, as its type is shown everywhere. */
export function CellValue({ field, value }: { readonly field: ListField; readonly value: unknown }) {
  const words = useWords();
  if (value === null || value === undefined || value === '') return <span className="muted">–</span>;
  return <>{drawn(field, value, words)}</>;
}

function drawn(field: ListField, value: unknown, words: Words): React.ReactNode {
  const { date, day, moment, money, number, percent, t } = words;
  switch (field.type) {
    case 'number':
      return number(Number(value));
    case 'percent':
      return percent(Number(value) / 100);
    case 'money': {
      const { minor, currency } = value as Amount;
      return money(minor, currency);
    }
    case 'date':
      return <span title={date(String(value))}>{day(String(value))}</span>;
    case 'instant':
      return <span title={`${date(String(value))}, ${words.time(String(value))}`}>{moment(String(value))}</span>;
    case 'yes/no':
      return value ? (
        <>
          <Icon name="check" /> {t('table.yes')}
        </>
      ) : (
        <span className="muted">{t('table.no')}</span>
      );
    case 'choice':
      if (isSaid(value)) return <Tag>{value[words.language]}</Tag>;
      return <ChoiceTag choices={field.choices} value={String(value)} words={words} />;
    case 'many':
      return (value as readonly unknown[]).map((one) => (
        <ManyTag key={keyOf(one)} one={one} field={field} words={words} />
      ));
    case 'user':
      return <Person name={(value as Named).name} />;
    case 'reference':
      return isSaid(value) ? value[words.language] : (value as Named).name;
    case 'text':
      return String(value);
  }
}

/** Names that are kept in both languages. */
function isSaid(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && 'pl' in value && 'en' in value;
}

type ChoiceTagProps = {
  readonly choices: readonly Choice[] | undefined;
  readonly value: string;
  readonly words: Words;
};

function ChoiceTag({ choices, value, words }: ChoiceTagProps) {
  const choice = choices?.find((one) => one.value === value);
  return <Tag {...(choice?.tone ? { tone: choice.tone } : {})}>{choice?.label[words.language] ?? value}</Tag>;
}

function ManyTag({ one, field, words }: { readonly one: unknown; readonly field: ListField; readonly words: Words }) {
  if (typeof one === 'object' && one !== null) return <Tag>{(one as Named).name}</Tag>;
  return <ChoiceTag choices={field.choices} value={String(one)} words={words} />;
}

function keyOf(one: unknown): string {
  return typeof one === 'object' && one !== null ? (one as Named).id : String(one);
}

function Person({ name }: { readonly name: string }) {
  return (
    <span className="person">
      <Face name={name} />
      <bdi>{name}</bdi>
    </span>
  );
}

/** A name that leads to its record. */
export function RecordLink({ to, value }: { readonly to: string; readonly value: unknown }) {
  const named = value as Named | null | undefined;
  return named ? <Link to={`${to}/${named.id}`}>{named.name}</Link> : <span className="muted">–</span>;
}

/** A number that opens exactly its rows; it is counted as far as the first beyond ten thousand. */
export function CountLink({ to, count }: { readonly to: string; readonly count: number }) {
  const words = useWords();
  const most = 10_000;
  if (count === 0) return <span className="muted">{words.number(0)}</span>;
  return (
    <Link className="num" to={to}>
      {sayCount({ count: Math.min(count, most), isMore: count > most }, words)}
    </Link>
  );
}

/** Text of a cell, for places that cannot draw: the name of a row, a tooltip. */
export function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'name' in value) return (value as Named).name;
  return value === null || value === undefined ? '' : String(value);
}

export function isNumeric({ type }: ListField): boolean {
  return type === 'number' || type === 'money' || type === 'percent';
}
