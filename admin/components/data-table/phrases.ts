/** What people can say about a fact, by its type: each phrase is an operator with a kind of value. */
import type { Operator, Rule, Value } from '../../../domain/conditions/shapes.ts';
import type { FieldType, ListFact } from '../../../domain/lists/shapes.ts';

/** What has to be filled in behind the phrase. */
export type Blank = 'none' | 'text' | 'number' | 'money' | 'date' | 'days' | 'choices' | 'people' | 'records';

export type Phrase = {
  /** Key of its words: `condition.<id>`. */
  readonly id: string;
  readonly operator: Operator;
  readonly blank: Blank;
  /** Days ago are kept as a negative number. */
  readonly sign?: 1 | -1;
  /** The whole value is in the phrase: yes, no, today. */
  readonly value?: Value;
};

/** Of these several are chosen. */
const listed: readonly Blank[] = ['choices', 'people', 'records'];

const phrase = (id: string, operator: Operator, blank: Blank = 'none'): Phrase => ({ id, operator, blank });
const unknown = [phrase('is empty', 'null'), phrase('is not empty', 'notNull')];
const compared = (blank: Blank) => [
  phrase('more than', '>', blank),
  phrase('at least', '>=', blank),
  phrase('less than', '<', blank),
  phrase('at most', '<=', blank),
  phrase('equals', '=', blank),
  phrase('differs', '!=', blank),
  ...unknown,
];
const oneOf = (blank: Blank) => [phrase('is one of', 'in', blank), phrase('is none of', 'notIn', blank), ...unknown];
const dates: readonly Phrase[] = [
  { id: 'longer ago than', operator: '<', blank: 'days', sign: -1 },
  { id: 'in the last', operator: '>=', blank: 'days', sign: -1 },
  { id: 'in at most', operator: '<=', blank: 'days', sign: 1 },
  { id: 'later than in', operator: '>', blank: 'days', sign: 1 },
  phrase('before', '<', 'date'),
  phrase('on or after', '>=', 'date'),
  ...unknown,
];

const byType: Readonly<Record<FieldType, readonly Phrase[]>> = {
  text: [
    phrase('contains', 'contains', 'text'),
    phrase('begins with', 'beginsWith', 'text'),
    phrase('is', '=', 'text'),
    phrase('is not', '!=', 'text'),
    ...unknown,
  ],
  number: compared('number'),
  percent: compared('number'),
  money: compared('money'),
  date: [{ id: 'today', operator: '=', blank: 'none', value: { days: 0 } }, ...dates],
  instant: dates,
  'yes/no': [
    { id: 'yes', operator: '=', blank: 'none', value: true },
    { id: 'no', operator: '=', blank: 'none', value: false },
    phrase('is empty', 'null'),
  ],
  choice: oneOf('choices'),
  many: oneOf('choices'),
  user: oneOf('people'),
  reference: oneOf('records'),
};

/** What people can say about the fact, and what a rule says that was kept before there was something to choose from. */
export function phrasesFor(fact: ListFact, rule?: Rule): readonly Phrase[] {
  const offered = byType[typeOf(fact)].filter(({ operator }) => fact.operators.includes(operator));
  const kept = rule && !phraseOf(rule, offered) && phraseOf(rule, byType[fact.type]);
  return kept ? [kept, ...offered] : offered;
}

/** How its values are written: text may be a choice or a person, a number an amount in minor units. */
export function typeOf({ type, isUser, reference, choices, currency, name }: ListFact): FieldType {
  if (isUser) return 'user';
  if (reference) return 'reference';
  if (choices) return 'choice';
  return type === 'number' && (currency !== undefined || name.endsWith('Minor')) ? 'money' : type;
}

/** The phrase that a rule was made with; the first that fits its operator and value. */
export function phraseOf(rule: Rule, phrases: readonly Phrase[]): Phrase | undefined {
  return phrases.find((one) => one.operator === rule.operator && fits(one, rule.value));
}

/** What is chosen from a list is one of a list, of one entry at least: so people see one way to say it. */
export function asListed(rule: Rule, fact: ListFact): Rule {
  const { field, operator, value } = rule;
  const isListed = fact.isUser === true || fact.choices !== undefined || fact.reference !== undefined;
  if (!isListed || typeof value !== 'string' || (operator !== '=' && operator !== '!=')) return rule;
  return { field, operator: operator === '=' ? 'in' : 'notIn', value: [value] };
}

function fits({ blank, sign, value: whole }: Phrase, value: Value | undefined): boolean {
  if (whole !== undefined) return JSON.stringify(whole) === JSON.stringify(value);
  const days = daysOf(value);
  if (blank === 'days') return days !== undefined && (days === 0 || Math.sign(days) === sign);
  if (days !== undefined) return false;
  if (listed.includes(blank)) return value === undefined || Array.isArray(value);
  return !Array.isArray(value);
}

export function daysOf(value: Value | undefined): number | undefined {
  return typeof value === 'object' && !Array.isArray(value) ? (value as { days: number }).days : undefined;
}

/** The rule with another phrase: what was filled in stays where it still fits. */
export function rephrase(rule: Rule, next: Phrase): Rule {
  const { field } = rule;
  if (next.value !== undefined) return { field, operator: next.operator, value: next.value };
  if (next.blank === 'none') return { field, operator: next.operator };
  if (next.blank === 'days') {
    const days = Math.abs(daysOf(rule.value) ?? 30);
    return { field, operator: next.operator, value: { days: days * (next.sign ?? 1) } };
  }
  const kept = keptValue(rule.value, next.blank);
  return { field, operator: next.operator, ...(kept === undefined ? {} : { value: kept }) };
}

function keptValue(value: Value | undefined, blank: Blank): Value | undefined {
  if (listed.includes(blank)) return Array.isArray(value) ? value : [];
  if (blank === 'number' || blank === 'money') return typeof value === 'number' ? value : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** A rule can be asked when its blank is filled in. */
export function isWhole({ operator, value }: Rule): boolean {
  if (operator === 'null' || operator === 'notNull') return true;
  if (value === undefined || value === '') return false;
  return !Array.isArray(value) || value.length > 0;
}
