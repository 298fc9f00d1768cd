/** What may be chosen in conditions and cells, where it is kept in tables. */
import { may, type Viewer } from '../../domain/access.ts';
import type { Choice, Tone } from '../../domain/lists/shapes.ts';
import type { Said } from '../../domain/domain-error.ts';
import type { Tx } from '../database.ts';
import { heldValues } from '../held-values.ts';
import { knownImports } from '../imports.ts';

type Named = { readonly value: string; readonly name: string };

export async function users(tx: Tx): Promise<Choice[]> {
  return named(
    await tx.rows<Named>(
      'select id as value, name from users where active order by name collate "pl-x-icu", id limit 1000',
    ),
  );
}

export async function teams(tx: Tx): Promise<Choice[]> {
  return named(
    await tx.rows<Named>('select id as value, name from teams order by name collate "pl-x-icu", id limit 500'),
  );
}

/** Profiles of rights, in the order in which they are offered. */
export async function profiles(tx: Tx): Promise<Choice[]> {
  return tx.rows<Choice>(
    `select code as value, jsonb_build_object('pl', name_pl, 'en', name_en) as label from profiles
     order by position, plain_text(name_pl), code limit 500`,
  );
}

export async function groups(tx: Tx): Promise<Choice[]> {
  return named(
    await tx.rows<Named>('select id as value, name from groups order by name collate "pl-x-icu", id limit 1000'),
  );
}

export async function groupCategories(tx: Tx): Promise<Choice[]> {
  return named(
    await tx.rows<Named>(
      'select distinct category as value, category as name from groups where category is not null order by 1 limit 200',
    ),
  );
}

export async function campaigns(tx: Tx): Promise<Choice[]> {
  return named(await tx.rows<Named>('select id as value, name from campaigns order by id desc limit 500'));
}

/** Those whose participants may still change; none for who may not read campaigns. */
export async function changeableCampaigns(tx: Tx, viewer: Viewer): Promise<Choice[]> {
  if (!may(viewer, 'campaign.read')) return [];
  return named(
    await tx.rows<Named>(
      `select id as value, name from campaigns where state not in ('draft', 'ending', 'ended', 'cancelled') order by id desc limit 500`,
    ),
  );
}

/** The newest stages, by the name of their campaign too: stages of different campaigns are often called alike. */
export async function campaignStages(tx: Tx): Promise<Choice[]> {
  return named(
    await tx.rows<Named>(
      `select h.id as value, concat(g.name, ' · ', h.name) as name from campaign_stages h join campaigns g on g.id = h.campaign_id
       order by h.campaign_id desc, h.position limit 500`,
    ),
  );
}

export async function templates(tx: Tx): Promise<Choice[]> {
  return named(
    await tx.rows<Named>('select id as value, name from templates order by name collate "pl-x-icu", id limit 500'),
  );
}

export async function imports(tx: Tx, viewer: Viewer): Promise<Choice[]> {
  const rows = await knownImports(tx, viewer);
  return named(
    rows.map(({ id, fileName, createdAt }) => ({ value: id, name: `${fileName} (${createdAt.slice(0, 10)})` })),
  );
}

/** Queues by the names of their teams. */
export async function queues(tx: Tx): Promise<Choice[]> {
  return named(
    await tx.rows<Named>('select code as value, name from teams order by name collate "pl-x-icu", id limit 500'),
  );
}

/** Those in whose work the viewer takes part. */
export async function ownQueues(tx: Tx, viewer: Viewer): Promise<Choice[]> {
  const all = await queues(tx);
  return viewer.scope === 'all' ? all : all.filter(({ value }) => viewer.queues.includes(value));
}

export async function taskCategories(tx: Tx): Promise<Choice[]> {
  return named(await tx.rows<Named>('select id as value, name from task_categories order by name limit 500'));
}

export async function scenarios(tx: Tx): Promise<Choice[]> {
  return tx.rows<Choice>(
    `select id as value, jsonb_build_object('pl', name_pl, 'en', name_en) as label from scenarios
     order by name_pl collate "pl-x-icu", id limit 500`,
  );
}

export const taskTypes = entriesOf('task_types');
/** Those that new work may have. */
export const offeredTaskTypes = entriesOf('(select * from task_types where active) y');

const MOST_VERSIONS = 500;

/** Of the types of tasks, then of the steps of procedures: each code once, by all that it is called there. */
export async function taskOutcomes(tx: Tx): Promise<Choice[]> {
  const rows = await tx.rows<{ code: string; pl: string; en: string }>(
    `select o ->> 'code' as code, o #>> '{name,pl}' as pl, o #>> '{name,en}' as en from (
       select each as o, y.position, n, 0 as newest from task_types y, jsonb_array_elements(y.outcomes) with ordinality named(each, n)
       union all select each, 1000000, n, age from
         (select graph, row_number() over (order by id desc) as age from scenario_versions order by id desc limit ${MOST_VERSIONS}) v,
         jsonb_path_query(v.graph, '$.steps.*.outcomes[*]') with ordinality named(each, n)) made
     order by position, newest, n`,
  );
  const called = new Map<string, Said[]>();
  for (const { code, pl, en } of rows) {
    const names = called.get(code) ?? [];
    if (!names.some((one) => one.pl === pl)) called.set(code, [...names, { pl, en: en || pl }]);
  }
  return [...called].map(([value, names]) => ({ value, label: inOneLine(names) }));
}

const MOST_NAMES = 3;

function inOneLine(names: readonly Said[]): Said {
  const line = (language: keyof Said) => {
    const each = [...new Set(names.map((name) => name[language]))];
    return each.slice(0, MOST_NAMES).join(' / ') + (each.length > MOST_NAMES ? ' …' : '');
  };
  return { pl: line('pl'), en: line('en') };
}

export const caseStages = entriesOf('case_stages');
export const caseKinds = entriesOf('case_kinds', `case when code <> 'case' then color end`);
export const opportunityStages = entriesOf('opportunity_stages');
export const lostReasons = entriesOf('lost_reasons', 'null');
/** Classes with conditions; the text column is `companyClasses`. */
export const classes = entriesOf('(select * from classes where active) k');

export async function fileCategories(tx: Tx): Promise<Choice[]> {
  return tx.rows<Choice>(
    `select id as value, jsonb_build_object('pl', name, 'en', coalesce(name_en, name)) as label from file_categories order by position, name`,
  );
}

/** By their codes, as amounts show them. */
export async function currencies(tx: Tx): Promise<Choice[]> {
  const rows = await tx.rows<{ code: string }>('select code from currencies order by position, code');
  return named(rows.map(({ code }) => ({ value: code, name: code })));
}

/** The classes in use. */
export async function companyClasses(tx: Tx): Promise<Choice[]> {
  return named(await tx.rows<Named>(`select value, value as name from (${heldValues('class')}) h limit 100`));
}

function named(rows: readonly Named[]): Choice[] {
  return rows.map(({ value, name }) => ({ value, label: { pl: name, en: name } }));
}

type Entry = { readonly code: string; readonly namePl: string; readonly nameEn: string; readonly color: string | null };

/** A dictionary whose entries have a code, a name in both languages and, mostly, a colour. */
function entriesOf(table: string, color = 'color') {
  return async (tx: Tx): Promise<Choice[]> => {
    const rows = await tx.rows<Entry>(
      `select code, name_pl, name_en, ${color} as color from ${table} order by position, code`,
    );
    return rows.map(({ code, namePl, nameEn, color: tone }) => ({
      value: code,
      label: { pl: namePl, en: nameEn },
      ...(tone && isTone(tone) ? { tone } : {}),
    }));
  };
}

const tones: readonly string[] = ['accent', 'violet', 'green', 'orange', 'red'];

function isTone(color: string): color is Tone {
  return tones.includes(color);
}
