import { DomainError } from '../domain-error.ts';
import type { Catalogue, Fact, FactType } from './catalogue.ts';
import type { Condition, Group, Operator, Rule, Value } from './shapes.ts';

/** The moment at which a condition is asked: `today` is the date in the zone that counts. */
export type Moment = { readonly now: number; readonly today: string };

/** What a checked rule compares with: a value, a list, or so many days from the moment of asking. */
export type Operand =
  | { readonly is: 'nothing' }
  | { readonly is: 'value'; readonly value: string | number | boolean }
  | { readonly is: 'list'; readonly values: readonly (string | number)[] }
  | { readonly is: 'days'; readonly days: number };

export type CheckedRule = { readonly fact: Fact; readonly operator: Operator; readonly operand: Operand };
export type CheckedGroup = {
  readonly all: boolean;
  readonly not: boolean;
  readonly of?: string;
  readonly rules: readonly (CheckedRule | CheckedGroup)[];
};

const ordered: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>='];
/** What a fact of each type may be asked with. */
export const operators: Readonly<Record<FactType, readonly Operator[]>> = {
  text: ['=', '!=', 'in', 'notIn', 'contains', 'beginsWith', 'null', 'notNull'],
  number: [...ordered, 'in', 'notIn', 'null', 'notNull'],
  date: [...ordered, 'null', 'notNull'],
  instant: [...ordered, 'null', 'notNull'],
  'yes/no': ['=', '!=', 'null', 'notNull'],
  many: ['in', 'notIn', 'null', 'notNull'],
};
const MOST_RULES = 200;
const MOST_DEPTH = 20;

/**
 * Reads a condition against the catalogue. Throws `condition.…` with the place of what is wrong. Everything that compiles
 * conditions starts here, so what one compiler refuses, the other does too.
 */
export function checkCondition(condition: Condition, catalogue: Catalogue, related?: Related): CheckedGroup {
  let count = 0;
  const group = (from: Group, known: Catalogue, depth: number): CheckedGroup => {
    if (depth > MOST_DEPTH || !Array.isArray(from.rules) || !['and', 'or'].includes(from.combinator))
      throw wrongShape(from);
    const inside = from.of === undefined ? known : known === catalogue ? related?.(from.of) : undefined;
    if (!inside) throw unknownFact(String(from.of));
    const rules = from.rules.map((one: Condition) => {
      if (++count > MOST_RULES || typeof one !== 'object' || one === null) throw wrongShape(one);
      return isGroup(one) ? group(one, inside, depth + 1) : checkRule(one, inside);
    });
    const of = from.of === undefined ? {} : { of: from.of };
    return { all: from.combinator === 'and', not: from.not === true, ...of, rules };
  };
  if (typeof condition !== 'object' || condition === null) throw wrongShape(condition);
  return group(isGroup(condition) ? condition : { combinator: 'and', rules: [condition] }, catalogue, 0);
}

/** What may be asked of records beside the row, by the name of their kind; lists have such, scenarios have not. */
export type Related = (of: string) => Catalogue | undefined;

function isGroup(condition: Condition): condition is Group {
  return 'combinator' in condition;
}

function checkRule({ field, operator, value }: Rule, catalogue: Catalogue): CheckedRule {
  const named = typeof field === 'string' ? catalogue(field) : undefined;
  if (!named) throw unknownFact(String(field));
  const fact = named.open ? { ...named, type: typeByValue(operator, value) } : named;
  if (!operators[fact.type].includes(operator)) throw wrongOperator(fact, operator);
  const operand = operandOf(fact, operator, value);
  if (!operand) throw wrongValue(fact, operator, value);
  return { fact, operator, operand };
}

/** What nobody has defined is read as what it is compared with; without a value as anything that is there. */
function typeByValue(operator: Operator, value: Value | undefined): FactType {
  if (operator === 'in' || operator === 'notIn')
    return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number')
      ? 'number'
      : 'many';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'yes/no';
  return isDate(value) || (typeof value === 'object' && !Array.isArray(value)) ? 'date' : 'text';
}

function operandOf({ type }: Fact, operator: Operator, value: Value | undefined): Operand | undefined {
  if (operator === 'null' || operator === 'notNull') return { is: 'nothing' };
  if (operator === 'in' || operator === 'notIn') {
    if (!Array.isArray(value) || value.length > 1000 || !value.every((one) => fits(type, one))) return undefined;
    return { is: 'list', values: value };
  }
  if (typeof value === 'object' && !Array.isArray(value)) {
    const days = (value as { days?: unknown } | null)?.days;
    const reckons = (type === 'date' || type === 'instant') && Number.isInteger(days) && Math.abs(days as number) < 1e5;
    return reckons ? { is: 'days', days: days as number } : undefined;
  }
  if (!fits(type, value)) return undefined;
  return { is: 'value', value: value as string | number | boolean };
}

function fits(type: FactType, value: unknown): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'yes/no':
      return typeof value === 'boolean';
    case 'date':
      return isDate(value);
    case 'instant':
      return readInstant(value) !== null;
    case 'text':
    case 'many':
      return typeof value === 'string' && value !== '' && !value.includes('\0');
  }
}

export function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** Epoch milliseconds of an ISO instant (a bare date is its midnight UTC); null for anything else. */
export function readInstant(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2}))?$/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

const DAY = 86_400_000;

/** The date so many days from today. */
export function dateFrom({ today }: Moment, days: number): string {
  return new Date(Date.parse(today) + days * DAY).toISOString().slice(0, 10);
}

export function instantFrom({ now }: Moment, days: number): number {
  return now + days * DAY;
}

function unknownFact(name: string): DomainError {
  return new DomainError('condition.unknown_fact', {
    pl: `Warunek pyta o „${name}”, a takiego pola nie ma. Wybierz pole z listy.`,
    en: `The condition asks about "${name}", and there is no such field. Choose a field from the list.`,
  });
}

function wrongOperator({ name, type }: Fact, operator: string): DomainError {
  const allowed = operators[type].join(', ');
  return new DomainError('condition.wrong_operator', {
    pl: `Warunek na polu „${name}” używa „${operator}”. Dla tego pola można użyć: ${allowed}.`,
    en: `The condition on "${name}" uses "${operator}". This field allows: ${allowed}.`,
  });
}

function wrongValue({ name, type }: Fact, operator: string, value: unknown): DomainError {
  const given = JSON.stringify(value) ?? '–';
  return new DomainError('condition.wrong_value', {
    pl: `Warunek „${name} ${operator}” ma wartość ${given}, która nie pasuje do pola typu „${type}”. Popraw wartość.`,
    en: `The condition "${name} ${operator}" has the value ${given}, which does not fit a field of type "${type}". Correct the value.`,
  });
}

function wrongShape(part: unknown): DomainError {
  const given = (JSON.stringify(part) ?? String(part)).slice(0, 100);
  return new DomainError('condition.wrong_shape', {
    pl: `Warunek jest źle zbudowany albo zbyt duży: ${given}. Potrzebna jest grupa { combinator, rules } z najwyżej ${MOST_RULES} regułami.`,
    en: `The condition is badly built or too large: ${given}. It takes a group { combinator, rules } with ${MOST_RULES} rules at most.`,
  });
}
