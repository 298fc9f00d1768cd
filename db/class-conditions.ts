/** Conditions of classes: those of the list of customers, asked in the name of everybody. */
import { rights, type Viewer } from '../domain/access.ts';
import type { Moment } from '../domain/conditions/check.ts';
import type { Condition, Rule } from '../domain/conditions/shapes.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';
import { joinsSql, listConditionSql } from './lists/condition.ts';
import type { ListDefinition, Mode } from './lists/definition.ts';
import { companies } from './lists/kinds/companies.ts';
import { withOwnFields } from './lists/own.ts';
import { readableBy } from './lists/readable.ts';
import { parameters, type Params } from './task-scope.ts';

/** What stands for whoever looks, or leads back to classes: a class must be the same for everyone, and not depend on itself. */
const personal: readonly string[] = ['list.clipboard', 'company.classes'];
const symbols: readonly unknown[] = ['me', 'my people'];

/** The list of customers as conditions of classes ask it. */
export async function classList(tx: Tx, viewer: Viewer): Promise<ListDefinition> {
  const list = await withOwnFields(tx, viewer, companies);
  const mayAsk = ({ name }: { readonly name: string }) => !personal.includes(name);
  return {
    ...list,
    fields: list.fields.filter(({ fact }) => !fact || mayAsk(fact)),
    facts: list.facts.filter(mayAsk),
  };
}

/** Throws `class.personal_condition` for what would put other customers into the class for each who looks. */
export function demandSameForAll(condition: Condition): void {
  for (const rule of rulesOf(condition)) {
    const values: readonly unknown[] = Array.isArray(rule.value) ? rule.value : [rule.value];
    if (!personal.includes(rule.field) && !values.some((value) => symbols.includes(value))) continue;
    throw new DomainError(
      'class.personal_condition',
      {
        pl: 'Klasa jest taka sama dla każdego, więc nie może zależeć od „ja”, „moi ludzie”, schowka ani innych klas. Wybierz konkretną osobę albo inny warunek.',
        en: 'A class is the same for everyone, so it cannot depend on "me", "my people", the clipboard or other classes. Choose a person by name, or another condition.',
      },
      'condition',
    );
  }
}

function rulesOf(condition: Condition): readonly Rule[] {
  return 'rules' in condition ? condition.rules.flatMap(rulesOf) : [condition];
}

/** Nurt itself, which asks in the name of everybody: what it finds is told to those who may see the customer. */
export async function classifier(tx: Tx): Promise<Viewer> {
  const { codes } = await tx.one<{ codes: string[] }>('select array(select code from profiles) as codes');
  return {
    ...{ userId: '00000000-0000-0000-0000-000000000000', name: 'Nurt', email: '', role: 'administrator' },
    ...{ language: 'pl', timeZone: 'Europe/Warsaw', scope: 'all', seesUsers: [], queues: [] },
    rights: new Set(rights),
    profiles: codes,
  };
}

export type Belonging = {
  readonly condition: Condition;
  readonly list: ListDefinition;
  readonly viewer: Viewer;
  readonly moment: Moment;
};

export type Members = { readonly sql: string; readonly params: Params };

/** The ids of the customers that fit, among `ids` where given. Throws `condition.…` where nobody can be asked. */
export function membersSql(belonging: Belonging, ids?: readonly string[], mode: Mode = 'set'): Members {
  const params = parameters();
  const needs = new Set<string>();
  const fits = fitsSql(belonging, { params, needs, mode });
  const among = ids ? `c.id = any(${params.add(ids)}::uuid[]) and ` : '';
  return {
    sql: `select c.id from companies c ${joinsSql(belonging.list, needs)} where c.deleted_at is null and ${among}${fits}`,
    params,
  };
}

type Building = { readonly params: Params; readonly needs: Set<string>; readonly mode: Mode };

/** Whether the customer `c` fits. */
export function fitsSql({ condition, list, viewer, moment }: Belonging, building: Building): string {
  return listConditionSql(condition, { list, viewer, moment, readable: readableBy(viewer, list), ...building });
}

/** Now, and the day that it is in the house: relative dates of classes begin at one midnight for all. */
export async function classMoment(tx: Tx): Promise<Moment> {
  return tx.one<Moment>(
    `select (extract(epoch from now()) * 1000)::float8 as now, to_char(now() at time zone coalesce((select time_zone from installation), 'Europe/Warsaw'), 'YYYY-MM-DD') as today`,
  );
}
