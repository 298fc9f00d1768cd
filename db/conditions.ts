/**
 * Conditions as SQL, with the same two values as `domain/conditions/compile.ts`: a missing fact equals nothing, so every
 * rule ends as true or false and never as null. A test holds the two equal on PostgreSQL.
 */
import type { Catalogue, FactType } from '../domain/conditions/catalogue.ts';
import {
  checkCondition,
  dateFrom,
  instantFrom,
  readInstant,
  type CheckedGroup,
  type CheckedRule,
  type Moment,
} from '../domain/conditions/check.ts';
import { capitals, fold, smalls } from '../domain/conditions/compile.ts';
import type { Condition } from '../domain/conditions/shapes.ts';
import { factSql, isInJson, ownFactSql } from './fact-sql.ts';

/** What a condition is asked of: facts by their usual aliases (`factSql`), or by a function of one's own. */
export type Asked = {
  readonly catalogue: Catalogue;
  readonly moment: Moment;
  /** Parameters that the statement has already; those of the condition are added behind. */
  readonly params: unknown[];
  /** Expression of a fact; `factSql` unless given. */
  readonly expression?: (name: string) => string;
};

/** The condition as a boolean SQL expression that is never null. Throws `condition.…` as the compiled function does. */
export function conditionSql(condition: Condition, asked: Asked): string {
  return groupSql(checkCondition(condition, asked.catalogue), asked);
}

function groupSql({ all, not, rules }: CheckedGroup, asked: Asked): string {
  const parts = rules.map((rule) => ('rules' in rule ? groupSql(rule, asked) : ruleSql(rule, asked)));
  const joined = parts.length === 0 ? 'true' : parts.map((part) => `(${part})`).join(all ? ' and ' : ' or ');
  return not ? `not (${joined})` : joined;
}

const casts: Readonly<Record<FactType, string>> = {
  text: 'text',
  number: 'numeric',
  'yes/no': 'boolean',
  // Dates are compared as text, as the function does: an impossible one in a JSON answer must not break the query.
  date: 'text',
  instant: 'timestamptz',
  many: 'jsonb',
};

type Bound = Omit<Asked, 'catalogue'>;

/** One rule as a boolean expression that is never null. */
export function ruleSql(rule: CheckedRule, asked: Bound): string {
  const { fact, operator } = rule;
  const value = valueSql(rule, asked);
  switch (operator) {
    case 'null':
      return `${value} is null`;
    case 'notNull':
      return `${value} is not null`;
    case 'in':
    case 'notIn': {
      const found = listedSql(rule, asked, value);
      return operator === 'in' ? found : `not ${found}`;
    }
    case 'contains':
    case 'beginsWith': {
      const text = likePattern(String(rule.operand.is === 'value' ? rule.operand.value : ''));
      const pattern = operator === 'contains' ? `%${text}%` : `${text}%`;
      return `coalesce(${folded(value)} like ${bind(asked, pattern)}, false)`;
    }
    default: {
      const other = `${bind(asked, otherSide(rule, asked.moment))}::${casts[fact.type]}`;
      if (operator === '!=') return `${value} is distinct from ${other}`;
      return `coalesce(${value} ${operator} ${other}, false)`;
    }
  }
}

function valueSql({ fact }: CheckedRule, asked: Bound): string {
  const own = asked.expression ? undefined : ownFactSql(fact);
  if (own) return comparable(fact.type, own);
  const expression = (asked.expression ?? factSql)(fact.name);
  return comparable(fact.type, isInJson(fact.name) ? fromJson(fact.type, expression) : expression);
}

function listedSql({ fact, operand }: CheckedRule, asked: Bound, value: string): string {
  const list = bind(asked, operand.is === 'list' ? operand.values : []);
  if (fact.type === 'many') return `coalesce(${value} ?| ${list}::text[], false)`;
  return `coalesce(${value} = any(${list}::${casts[fact.type]}[]), false)`;
}

/** The expression in the form in which it is compared: empty text is missing, instants have no microseconds. */
function comparable(type: FactType, expression: string): string {
  if (type === 'text') return `nullif((${expression})::text, '')`;
  if (type === 'instant') return `date_trunc('milliseconds', (${expression})::timestamptz)`;
  if (type === 'date') return `(${expression})::text collate "C"`;
  if (type === 'many') return `nullif(${expression}, 'null')`;
  return `(${expression})::${casts[type]}`;
}

const jsonTypes: Readonly<Record<FactType, string>> = {
  text: 'string',
  number: 'number',
  'yes/no': 'boolean',
  date: 'string',
  instant: 'string',
  many: 'array',
};
const DATE = '^\\d{4}-\\d{2}-\\d{2}$';
const INSTANT = '^\\d{4}-\\d{2}-\\d{2}(T[\\d:.]+(Z|[+-]\\d{2}:?\\d{2}))?$';

/** A value of another type than was asked for is missing, as for the function; a cast of it would break the query. */
function fromJson(type: FactType, expression: string): string {
  if (type === 'many') return `case when jsonb_typeof(${expression}) = 'array' then ${expression} end`;
  const text = `(${expression} #>> '{}')`;
  const shape = type === 'date' ? ` and ${text} ~ '${DATE}'` : type === 'instant' ? ` and ${text} ~ '${INSTANT}'` : '';
  return `case when jsonb_typeof(${expression}) = '${jsonTypes[type]}'${shape} then ${text} end`;
}

function otherSide({ fact, operand }: CheckedRule, moment: Moment): unknown {
  if (operand.is === 'days')
    return fact.type === 'date'
      ? dateFrom(moment, operand.days)
      : new Date(instantFrom(moment, operand.days)).toISOString();
  if (operand.is !== 'value') return null;
  return fact.type === 'instant' ? new Date(readInstant(operand.value)!).toISOString() : operand.value;
}

function bind({ params }: Pick<Asked, 'params'>, value: unknown): string {
  params.push(value);
  return `$${params.length}`;
}

/** `%`, `_` and the backslash mean themselves; capital letters are made small as on the other side. */
function likePattern(text: string): string {
  return fold(text).replace(/[\\%_]/g, '\\$&');
}

function folded(value: string): string {
  return `translate(${value}, '${capitals}', '${smalls}') collate "C"`;
}
