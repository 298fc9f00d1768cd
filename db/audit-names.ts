/** What ids and codes in the audit are called, as far as the reader may know it. */
import { may, type Right, type Viewer } from '../domain/access.ts';
import { isUuid } from '../domain/ids/uuid.ts';
import { ownRecords, type OwnChoice } from '../domain/own/shapes.ts';
import type { Changes } from './audit.ts';
import { visibleCases } from './case-scope.ts';
import type { Tx } from './database.ts';
import { categoryName } from './file-scope.ts';
import { industryEntries } from './industries.ts';
import { visibleMessages } from './message-scope.ts';
import { seenOpportunities } from './opportunity-scope.ts';
import { activeFields } from './own-fields.ts';
import { nameableFiles } from './own-files.ts';
import { visible } from './scope.ts';
import { parameters, visibleTasks, type Params } from './task-scope.ts';

export type Written = { readonly noun: string; readonly recordId: string; readonly changes: Changes };
type Named = { readonly name: string; readonly currency: string | null };

/** Names by id, with the currency in which a record counts its money. */
export async function namesOfIds(
  tx: Tx,
  viewer: Viewer,
  page: readonly Written[],
): Promise<ReadonlyMap<string, Named>> {
  const ids = new Set(
    page
      .flatMap(({ recordId, changes }) => [recordId, ...valuesOf(changes)])
      .filter((one) => typeof one === 'string')
      .filter(isUuid),
  );
  if (ids.size === 0) return new Map();
  const params = parameters();
  const sources = namesSql({ viewer, params, among: `= any(${params.add([...ids])}::uuid[])` });
  const rows = await tx.rows<Named & { id: string }>(sources.join(' union all '), params.list);
  return new Map(rows.map(({ id, ...named }) => [id, named]));
}

type Naming = { readonly viewer: Viewer; readonly params: Params; readonly among: string };

function namesSql({ viewer, params, among }: Naming): string[] {
  const inTongue = (alias: string) => `${alias}.name_${viewer.language}`;
  const open = (table: string, name = 'x.name') => `select x.id, ${name}, null from ${table} x where x.id ${among}`;
  const ifMay = (right: Right, sql: () => string) => (may(viewer, right) ? [sql()] : []);
  // Whoever sees everything is told of what has been deleted as well.
  const isWhole = (right: Right) => may(viewer, right) && viewer.scope === 'all' && viewer.customers !== 'own';
  const customers = (table: 'companies' | 'people', alias: string) =>
    isWhole('company.read') ? 'true' : visible(table, viewer, alias);
  return [
    `select u.id, u.name as name, null as currency from users u where u.id ${among}`,
    ...['teams', 'groups', 'task_categories', 'resources', 'legal_entities', 'channel_accounts', 'tokens', 'views'].map(
      (table) => open(table),
    ),
    open('imports', 'x.file_name'),
    open('own_fields', inTongue('x')),
    open('classes', inTongue('x')),
    open('file_categories', categoryName(viewer, 'x')),
    ...['absences', 'calendar_feeds'].map(
      (table) => `select x.id, u.name, null from ${table} x join users u on u.id = x.user_id where x.id ${among}`,
    ),
    ...ifMay('template.read', () => open('templates')),
    ...ifMay('scenario.read', () => open('scenarios', inTongue('x'))),
    ...ifMay('run.read', () => runs(inTongue('s'), among)),
    ...ifMay('campaign.read', () => `select x.id, x.name, x.currency from campaigns x where x.id ${among}`),
    ...ifMay(
      'company.read',
      () => `select c.id, c.name, c.currency from companies c where c.id ${among} and ${customers('companies', 'c')}
        union all select p.id, concat_ws(' ', p.first_name, p.last_name), null from people p where p.id ${among} and ${customers('people', 'p')}`,
    ),
    ...ifMay(
      'task.read',
      () => `select t.id, t.title, null from tasks t where t.id ${among} and ${visibleTasks(viewer, params)}`,
    ),
    ...ifMay(
      'case.read',
      () =>
        `select k.id, k.number || ' ' || k.name, null from cases k where k.id ${among} and ${visibleCases(viewer, params)}`,
    ),
    ...ifMay(
      'opportunity.read',
      () =>
        `select o.id, o.name, o.currency from opportunities o where o.id ${among} and ${seenOpportunities(viewer, params)}`,
    ),
    ...ifMay(
      'message.read',
      () =>
        `select m.id, m.subject, null from messages m where m.id ${among} and m.subject is not null and ${visibleMessages(viewer, params)}`,
    ),
    ...ifMay(
      'file.read',
      () => `select f.id, f.name, null from files f where f.id ${among} and ${nameableFiles(viewer, params)}`,
    ),
  ];
}

function runs(name: string, among: string): string {
  return `select r.id, ${name}, null from runs r join scenario_versions v on v.id = r.version_id
    join scenarios s on s.id = v.scenario_id where r.id ${among}`;
}

/** Where the codes of a field are kept with their names. */
const keptIn: Readonly<Record<string, string>> = {
  'case.stage': 'case_stages',
  'case.kind': 'case_kinds',
  'company.industry': `${industryEntries} e`,
  'opportunity.stage': 'opportunity_stages',
  'opportunity.lostReason': 'lost_reasons',
  'task.type': 'task_types',
  'user.profiles': 'profiles',
};
/** Nouns whose records are known by a code. */
const namedByCode: Readonly<Record<string, string>> = {
  'task type': 'task_types',
  profile: 'profiles',
  dictionary: 'dictionaries',
};

/** What codes are called, by `noun.field code`, and by `noun code` for records that are known by one. */
export async function namesOfCodes(
  tx: Tx,
  viewer: Viewer,
  page: readonly Written[],
): Promise<ReadonlyMap<string, string>> {
  const inTongue = `name_${viewer.language}`;
  const asked = new Set(page.flatMap(({ noun, changes }) => Object.keys(changes).map((field) => `${noun}.${field}`)));
  const nouns = new Set(page.map(({ noun }) => noun));
  const parts = [
    ...Object.entries(keptIn).filter(([field]) => asked.has(field)),
    ...Object.entries(namedByCode).filter(([noun]) => nouns.has(noun)),
  ].map(([of, table]) => `select '${of} ' || code as code, ${inTongue} as name from ${table}`);
  if (asked.has('task.queue')) parts.push(`select 'task.queue ' || code as code, name from teams`);
  const params = parameters();
  const ended = page
    .filter(({ noun, changes }) => noun === 'task' && 'outcome' in changes)
    .map(({ recordId }) => recordId);
  if (ended.length > 0 && may(viewer, 'task.read')) parts.push(outcomes(viewer, params, ended));
  if (parts.length === 0) return new Map();
  const rows = await tx.rows<{ code: string; name: string }>(parts.join(' union all '), params.list);
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** A task of a scenario has outcomes of its own; of any other its type says what may come of it. */
function outcomes(viewer: Viewer, params: Params, ids: readonly string[]): string {
  return `select distinct 'task.outcome ' || (o ->> 'code'), o -> 'name' ->> '${viewer.language}'
    from tasks t join task_types y on y.code = t.type,
      jsonb_array_elements(case when t.outcomes = '[]'::jsonb then y.outcomes else t.outcomes end) o
    where t.id = any(${params.add(ids)}::uuid[]) and ${visibleTasks(viewer, params)}`;
}

/** How own values are said: what each choice is called, and the currency of an amount, by `noun own.<code>`. */
export type OwnWords = {
  readonly choices: ReadonlyMap<string, readonly OwnChoice[]>;
  readonly currencies: ReadonlyMap<string, string>;
};

/** What is said of the own fields on a page of entries: their choices and currencies. */
export async function wordsOfOwn(tx: Tx, page: readonly Written[]): Promise<OwnWords> {
  const choices = new Map<string, readonly OwnChoice[]>();
  const currencies = new Map<string, string>();
  for (const record of ownRecords) {
    const isAsked = page.some(
      ({ noun, changes }) => noun === record && Object.keys(changes).some((field) => field.startsWith('own.')),
    );
    if (!isAsked) continue;
    for (const { code, kind, options, choices: known } of await activeFields(tx, record)) {
      const key = `${record} own.${code}`;
      if (known) choices.set(key, known);
      if (kind === 'money' || options.formulaType === 'money') currencies.set(key, options.currency ?? 'PLN');
    }
  }
  return { choices, currencies };
}

function valuesOf(changes: Changes): unknown[] {
  return Object.values(changes).flat(2);
}
