/**
 * Conditions of lists as SQL. They mean what `db/conditions.ts` makes of them, but are written for a million rows: a column
 * is compared as it is, so that its index can be used; records beside the row are asked by EXISTS; and where one of several
 * ways suffices ("or"), hits are gathered as one set of ids (rule 12).
 */
import { DomainError } from '../../domain/domain-error.ts';
import {
  checkCondition,
  dateFrom,
  instantFrom,
  readInstant,
  type CheckedGroup,
  type CheckedRule,
  type Moment,
} from '../../domain/conditions/check.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import { isUuid } from '../../domain/ids/uuid.ts';
import { withoutSymbols } from '../../domain/lists/symbols.ts';
import { ruleSql } from '../conditions.ts';
import { likeable } from '../search-text.ts';
import {
  written,
  type Asking,
  type Comparison,
  type FactDefinition,
  type ListDefinition,
  type Mode,
} from './definition.ts';
import type { Readable } from './readable.ts';

export type Conditioned = Asking & {
  readonly list: ListDefinition;
  readonly readable: Readable;
  readonly moment: Moment;
  readonly mode: Mode;
  /** Names of the joins that the expressions lean on; filled while compiling. */
  readonly needs: Set<string>;
};

/** The condition over the rows of the list. Throws `condition.…` for what the viewer may not ask or nobody can. */
export function listConditionSql(condition: Condition, asked: Conditioned): string {
  const { viewer, readable } = asked;
  const plain = withoutSymbols(condition, (name) => readable.facts.get(name) ?? readable.relatedFact(name), viewer);
  const catalogue = (name: string) => readable.facts.get(name);
  const related = (of: string) => {
    const facts = readable.related.get(of)?.facts;
    return facts && ((name: string) => facts.get(name));
  };
  const inside = { facts: readable.facts, isNot: false, gathers: asked.mode === 'set' };
  return groupSql(checkCondition(plain, catalogue, related), { ...asked, ...inside });
}

type Inside = Conditioned & {
  readonly facts: ReadonlyMap<string, FactDefinition>;
  /** Denials are carried down to the rules: below them nothing may turn an unknown into a yes. */
  readonly isNot: boolean;
  /** All hits are gathered, if in the end by way of records beside them: what an index answers is said as well. */
  readonly gathers: boolean;
};

function groupSql(group: CheckedGroup, inside: Inside): string {
  const isNot = inside.isNot !== group.not;
  if (group.of !== undefined) return relatedSql(group, { ...inside, isNot });
  if (group.rules.length === 0) return isNot ? 'false' : 'true';
  const all = group.all !== isNot;
  const parts = (from: Inside) =>
    group.rules.map((rule) => ('rules' in rule ? groupSql(rule, from) : leafSql(rule, from)));
  if (all || inside.mode === 'row' || !asksBeside(group, inside))
    return `(${parts({ ...inside, isNot }).join(all ? ' and ' : ' or ')})`;
  return asOneSet(group, { ...inside, isNot });
}

/** `id in (… union all …)`: under "or", the planner would else look every row up in every table. */
function asOneSet(group: CheckedGroup, inside: Inside): string {
  const { alias, table } = inside.list;
  const sets = group.rules.map((rule) => {
    const needs = new Set<string>();
    const own = { ...inside, needs };
    const where = 'rules' in rule ? groupSql(rule, own) : leafSql(rule, own);
    return `select ${alias}.id from ${table} ${alias} ${joinsSql(inside.list, needs)} where ${where}`;
  });
  return `${alias}.id in (${sets.join(' union all ')})`;
}

/** Whether a rule of the group looks at other records than the row. */
function asksBeside(group: CheckedGroup, { facts }: Inside): boolean {
  return group.rules.some((rule) =>
    'rules' in rule
      ? rule.of !== undefined || asksBeside(rule, { facts } as Inside)
      : 'from' in (facts.get(rule.fact.name)?.is ?? {}),
  );
}

function relatedSql({ of, all, rules }: CheckedGroup, inside: Inside): string {
  const related = inside.readable.related.get(of!)!;
  const from = written(related.from, inside);
  const within: Inside = { ...inside, facts: related.facts, isNot: false, mode: 'row' };
  const where = rules.length === 0 ? '' : ` and ${groupSql({ all, not: false, rules }, within)}`;
  return `${inside.isNot ? 'not ' : ''}exists (select 1 from ${from}${where}${oneByOne(inside)})`;
}

function leafSql(rule: CheckedRule, inside: Inside): string {
  const fact = inside.facts.get(rule.fact.name)!;
  if ('from' in fact.is) return setSql(rule, { ...fact, is: fact.is }, inside);
  for (const need of fact.is.needs ?? []) inside.needs.add(need);
  const value = written(fact.is.value, inside);
  if (rule.operator === '!=' || rule.operator === 'notIn')
    return compared(opposite(rule), { fact, value }, { ...inside, isNot: !inside.isNot });
  return compared(rule, { fact, value }, inside);
}

type SetFact = FactDefinition & { readonly is: Extract<FactDefinition['is'], { readonly from: unknown }> };

/** Of several values: one that fits is enough; "is not" means that none does. */
function setSql(asked: CheckedRule, fact: SetFact, inside: Inside): string {
  const rule = saidOfTrue(asked);
  const none = ['!=', 'notIn', 'null'].includes(rule.operator) !== inside.isNot;
  const from = written(fact.is.from, inside);
  const asks =
    rule.operator === 'null' || rule.operator === 'notNull'
      ? ''
      : ` and ${compared(opposite(rule), { fact, value: fact.is.value }, { ...inside, isNot: false })}`;
  return `${none ? 'not ' : ''}exists (select 1 from ${from}${asks}${oneByOne(inside)})`;
}

/** Where few rows are looked at, `offset` keeps the planner from reading the other table as a whole for them. */
function oneByOne({ mode }: Inside): string {
  return mode === 'row' ? ' offset 0' : '';
}

/** Records beside the row can only be there: that none is, is the denial of it. */
function saidOfTrue(rule: CheckedRule): CheckedRule {
  if (rule.operand.is !== 'value' || rule.operand.value !== false) return rule;
  const operator = rule.operator === '=' ? '!=' : rule.operator === '!=' ? '=' : rule.operator;
  return { ...rule, operator, operand: { is: 'value', value: true } };
}

/** `!=` and `notIn` as the rule that they deny; any other as it is. */
function opposite(rule: CheckedRule): CheckedRule {
  if (rule.operator === '!=') return { ...rule, operator: '=' };
  return rule.operator === 'notIn' ? { ...rule, operator: 'in' } : rule;
}

type Compared = { readonly fact: FactDefinition; readonly value: string };

function compared(rule: CheckedRule, { fact, value }: Compared, inside: Inside): string {
  if (fact.known && rule.operator === 'null')
    return compared({ ...rule, operator: 'notNull' }, { fact, value }, { ...inside, isNot: !inside.isNot });
  const sql = `(${fact.known ? `${fact.known} and ` : ''}${positive(rule, { fact, value }, inside)})`;
  return inside.isNot ? `${sql} is not true` : sql;
}

const casts = {
  text: 'text',
  number: 'numeric',
  'yes/no': 'boolean',
  date: 'date',
  instant: 'timestamptz',
  many: 'jsonb',
} as const;

function positive(rule: CheckedRule, { fact, value }: Compared, inside: Inside): string {
  switch (rule.operator) {
    case 'null':
    case 'notNull': {
      const isMissing = `${value} is null`;
      const isEmpty = fact.type === 'text' && castOf(fact) === 'text' ? `(${isMissing} or ${value} = '')` : isMissing;
      return rule.operator === 'null'
        ? isEmpty
        : `${value} is not null${isEmpty === isMissing ? '' : ` and ${value} <> ''`}`;
    }
    case 'contains':
    case 'beginsWith':
      return withinText(rule, { fact, value }, inside);
    case 'in':
      return oneOf(rule, { fact, value }, inside);
    default:
      return comparedWith(rule, { fact, value }, inside);
  }
}

/** What holds the text is found by the index of the search, or looked for as the locale does; what it found is compared exactly. */
function withinText(rule: CheckedRule, { fact, value }: Compared, { params, moment }: Inside): string {
  // Of an own field the value has been taken out of its JSON already: by its name it would be taken out once more.
  const taken = { ...rule, fact: { ...rule.fact, name: 'list.value' } };
  const exact = ruleSql(taken, { moment, params: params.list, expression: () => value });
  if (rule.operand.is !== 'value') return exact;
  const typed = String(rule.operand.value);
  if (!fact.within && isPolish.test(typed)) {
    const like = params.add(`${rule.operator === 'contains' ? '%' : ''}${likeable(typed)}%`);
    // As text: an id may be asked so too, in a view that was kept before it was chosen by name.
    return `((${value})::text ilike ${like} collate "pl-x-icu" and ${exact})`;
  }
  if (!fact.within) return exact;
  return `(${fact.within} like '%' || plain_text(${params.add(likeable(typed))}) || '%' and ${exact})`;
}

/** Of these letters the locale makes capitals small as the exact comparison does, ten times as fast. */
const isPolish = /^[ -~ĄĆĘŁŃÓŚŹŻąćęłńóśźż]*$/;

function oneOf({ operand }: CheckedRule, { fact, value }: Compared, { params, gathers }: Inside): string {
  const values = operand.is === 'list' ? operand.values : [];
  if (fact.type === 'many') return `${value} ?| ${params.add(values)}::text[]`;
  for (const each of values) demandFitting(fact, each);
  const list = `${params.add(values)}::${castOf(fact)}[]`;
  return `${fact.hint && gathers ? `${fact.hint(list)} and ` : ''}${value} = any(${list})`;
}

function comparedWith(rule: CheckedRule, { fact, value }: Compared, { params, moment, gathers }: Inside): string {
  const other = otherSide(rule, moment);
  demandFitting(fact, other);
  const side = `${params.add(other)}::${numberCast(castOf(fact), other)}`;
  const bounds = gathers ? boundsOf(rule, fact, side) : '';
  // Only where 0 may fit is the column looked at for what it does not hold.
  const maybeZero = fact.zeroAs && !(Number(other) > 0 && ['>', '>=', '='].includes(rule.operator));
  return `${bounds}${maybeZero ? `coalesce(${value}, 0)` : value} ${rule.operator} ${side}`;
}

/** What else is true of every row that fits: an index may answer that, while it does not hold the value. */
function boundsOf({ operator }: CheckedRule, { hint, bound }: FactDefinition, side: string): string {
  const bounds = [
    ...(hint && operator === '=' ? [hint(`array[${side}]`)] : []),
    ...(bound ? [bound(operator as Comparison, side)] : []),
  ];
  return bounds.map((sql) => `${sql} and `).join('');
}

function castOf({ cast, type }: FactDefinition): string {
  return cast ?? casts[type];
}

/** A whole number is compared as one, else the column would be cast for each row and its index be of no use. */
function numberCast(cast: string, value: unknown): string {
  return cast === 'numeric' && Number.isSafeInteger(value) ? 'bigint' : cast;
}

function otherSide({ fact, operand }: CheckedRule, moment: Moment): string | number | boolean {
  if (operand.is === 'days')
    return fact.type === 'date'
      ? dateFrom(moment, operand.days)
      : new Date(instantFrom(moment, operand.days)).toISOString();
  if (operand.is !== 'value') return '';
  return fact.type === 'instant' ? new Date(readInstant(operand.value)!).toISOString() : operand.value;
}

function demandFitting({ name, cast }: FactDefinition, value: unknown): void {
  if (cast !== 'uuid' || isUuid(String(value))) return;
  throw new DomainError('condition.wrong_value', {
    pl: `Warunek na polu „${name}” ma wartość „${String(value).slice(0, 50)}”, która nie wskazuje żadnego wpisu. Wybierz wartość z listy.`,
    en: `The condition on "${name}" has the value "${String(value).slice(0, 50)}", which names no record. Choose a value from the list.`,
  });
}

/** The joins of these names, in the order in which the definition lists them. */
export function joinsSql({ joins }: ListDefinition, needs: ReadonlySet<string>): string {
  return joinsOf({ joins }, needs).join(' ');
}

/** As `joinsSql`, so that no row is lost by them. */
export function outerJoinsSql({ joins }: ListDefinition, needs: ReadonlySet<string>): string {
  return joinsOf({ joins }, needs)
    .map((sql) => sql.replace(/^join /, 'left join '))
    .join(' ');
}

function joinsOf({ joins }: Pick<ListDefinition, 'joins'>, needs: ReadonlySet<string>): string[] {
  return Object.entries(joins)
    .filter(([name]) => needs.has(name))
    .map(([, sql]) => sql);
}
