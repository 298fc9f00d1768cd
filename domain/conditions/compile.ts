/**
 * Conditions as functions. There are two values, never a third: a missing fact (null, absent, empty text, or of another
 * type than the catalogue says) equals nothing, so `=`, `<`, `in`, `contains` … are false for it, and `!=` and `notIn`,
 * being their opposites, are true. `not` turns a group around. A group without rules holds.
 * `contains` and `beginsWith` do not tell capital letters from small ones.
 */
import type { Facts, Json } from '../scenario/shapes.ts';
import type { Catalogue, FactType } from './catalogue.ts';
import {
  checkCondition,
  dateFrom,
  instantFrom,
  isDate,
  readInstant,
  type CheckedGroup,
  type CheckedRule,
  type Moment,
  type Operand,
} from './check.ts';
import type { Condition } from './shapes.ts';

export type Test = (facts: Facts, moment: Moment) => boolean;

/** Throws `condition.…` when the condition asks what the catalogue does not know. */
export function compileCondition(condition: Condition, catalogue: Catalogue): Test {
  return groupTest(checkCondition(condition, catalogue));
}

function groupTest({ all, not, rules }: CheckedGroup): Test {
  const tests = rules.map((rule) => ('rules' in rule ? groupTest(rule) : ruleTest(rule)));
  const holds: Test =
    tests.length === 0
      ? () => true
      : all
        ? (facts, moment) => tests.every((test) => test(facts, moment))
        : (facts, moment) => tests.some((test) => test(facts, moment));
  return not ? (facts, moment) => !holds(facts, moment) : holds;
}

/** Of a fact of the type `many` a list. */
type Comparable = string | number | boolean | readonly string[];

function ruleTest({ fact, operator, operand }: CheckedRule): Test {
  const { name, type } = fact;
  const read = (facts: Facts) => valueOf(type, facts[name]);
  const against = comparedWith(type, operand);
  const compare =
    (holds: (value: Comparable, with_: Comparable) => boolean): Test =>
    (facts, moment) => {
      const value = read(facts);
      return value !== null && holds(value, against(moment));
    };
  const opposite =
    (test: Test): Test =>
    (facts, moment) =>
      !test(facts, moment);
  const equals = compare((value, other) => value === other);
  const listed = new Set<Comparable>(operand.is === 'list' ? operand.values : []);
  const isListed: Test = (facts) => {
    const value = read(facts);
    return value !== null && (Array.isArray(value) ? value.some((one: string) => listed.has(one)) : listed.has(value));
  };
  const tests: Record<CheckedRule['operator'], Test> = {
    '=': equals,
    '!=': opposite(equals),
    '<': compare((value, other) => value < other),
    '<=': compare((value, other) => value <= other),
    '>': compare((value, other) => value > other),
    '>=': compare((value, other) => value >= other),
    in: isListed,
    notIn: opposite(isListed),
    contains: compare((value, other) => fold(String(value)).includes(fold(String(other)))),
    beginsWith: compare((value, other) => fold(String(value)).startsWith(fold(String(other)))),
    null: (facts) => read(facts) === null,
    notNull: (facts) => read(facts) !== null,
  };
  return tests[operator];
}

/** What the fact is compared with at a moment. Instants are compared as numbers, dates as text. */
function comparedWith(type: FactType, operand: Operand): (moment: Moment) => Comparable {
  if (operand.is === 'days') {
    const { days } = operand;
    return type === 'date' ? (moment) => dateFrom(moment, days) : (moment) => instantFrom(moment, days);
  }
  if (operand.is !== 'value') return () => false;
  const value = type === 'instant' ? readInstant(operand.value)! : operand.value;
  return () => value;
}

function valueOf(type: FactType, value: Json | undefined): Comparable | null {
  switch (type) {
    case 'text':
      return typeof value === 'string' && value !== '' ? value : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'yes/no':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return isDate(value) ? value : null;
    case 'instant':
      return readInstant(value);
    case 'many': {
      const list = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string' && one !== '');
      return list.length > 0 ? (list as string[]) : null;
    }
  }
}

/** Letters that `fold` and its twin in SQL make small; a fixed list, so that both do exactly the same. */
export const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZĄĆĘŁŃÓŚŹŻÄÖÜÉÈÁÍÚÝČĎĚŇŘŠŤŮŽ';
export const smalls = 'abcdefghijklmnopqrstuvwxyząćęłńóśźżäöüéèáíúýčďěňřšťůž';
const smallOf = new Map([...capitals].map((letter, i) => [letter, smalls[i]!]));
const anyCapital = new RegExp(`[${capitals}]`, 'g');

/** Makes capital letters small for comparing. */
export function fold(text: string): string {
  return text.replace(anyCapital, (letter) => smallOf.get(letter)!);
}
