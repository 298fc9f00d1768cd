/**
 * Merge fields that are read only for texts that name them: own fields, and those of the case, the opportunity and the task that
 * a text is about. Which there are, and what they say.
 */
import type { Viewer } from '../domain/access.ts';
import type { Language } from '../domain/domain-error.ts';
import type { OwnTarget, OwnValues, ReadableField } from '../domain/own/shapes.ts';
import { bookOf, type FieldBook, type MergeFacts, type MergeField } from '../texts/fields.ts';
import { mergeRecords, ownInWords, ownMergeField, type MergeRecord } from '../texts/own-words.ts';
import { visibleCases } from './case-scope.ts';
import type { Tx } from './database.ts';
import { visibleOpportunities } from './opportunity-scope.ts';
import { activeFields, mayKnowFields, ownFieldsOf } from './own-fields.ts';
import { namesOf } from './own-references.ts';
import { visible } from './scope.ts';
import { parameters, visibleTasks, type Params } from './task-scope.ts';

/** Own fields that somebody may put into a text: those that they read themselves. */
export async function ownMergeFields(tx: Tx, viewer: Viewer): Promise<MergeField[]> {
  const found: MergeField[] = [];
  for (const record of mergeRecords.filter((each) => mayKnowFields(viewer, each)))
    found.push(...(await ownFieldsOf(tx, viewer, record)).map((field) => ownMergeField(record, field)));
  return found;
}

/** Every field that this person's texts may name. */
export async function fieldBook(tx: Tx, viewer: Viewer): Promise<FieldBook> {
  return bookOf(await ownMergeFields(tx, viewer));
}

/** For whom a text is filled in, what it is about, and which fields it names, as `company.own.<code>` or `case.number`. */
export type Naming = {
  readonly companyId?: string | null;
  readonly personId?: string | null;
  readonly campaignId?: string | null;
  readonly caseId?: string | null;
  readonly opportunityId?: string | null;
  readonly taskId?: string | null;
  readonly language: Language;
  readonly uses: ReadonlySet<string>;
};

/** Whether a text names any of them: others cost nothing. */
export function namesAny(uses: ReadonlySet<string>): boolean {
  return [...uses].some((path) => path.includes('.own.') || subjects.some((record) => isOf(path, record)));
}

/** Records that a text may be about: all their fields are read here. Those of the others come with whom it goes to. */
const subjects = ['case', 'opportunity', 'task'] as const satisfies readonly MergeRecord[];

/**
 * What the named fields say, for each text in its place: `{ company: { own: { … } } }`. With a viewer only what they may
 * read: of a customer, a person, a case, an opportunity or a task that they do not see, nothing.
 */
export async function namedFacts(tx: Tx, texts: readonly Naming[], viewer?: Viewer): Promise<MergeFacts[]> {
  const said = texts.map(() => ({}) as Record<MergeRecord, object>);
  for (const record of mergeRecords) {
    const asked = texts.flatMap((text, at) => {
      const [id, named] = [idOf(text, record), namedOf(text, record)];
      return id && named.length > 0 ? [{ at, id, codes: codesOf(named, record), language: text.language }] : [];
    });
    if (asked.length === 0 || (viewer && !mayKnowFields(viewer, record))) continue;
    const fields = viewer ? await ownFieldsOf(tx, viewer, record) : await activeFields(tx, record);
    const byCode = new Map<string, ReadableField>(fields.map((field) => [field.code, field]));
    const rows = await recordsOf(tx, { record, ids: [...new Set(asked.map(({ id }) => id))], viewer });
    const values = [...rows.values()].map(({ own }) => own);
    const names = await namesIn(tx, byCode, { values, viewer });
    for (const { at, id, codes, language } of asked) {
      const row = rows.get(id);
      if (!row) continue;
      const own: Record<string, string> = {};
      for (const code of codes) {
        const field = byCode.get(code);
        const word = field && ownInWords(field, row.own[code], { language, names });
        if (word) own[code] = word;
      }
      said[at]![record] = { ...row.plain, own };
    }
  }
  return said;
}

/** Facts with what `namedFacts` says in their place. */
export function withNamed(facts: MergeFacts, named: MergeFacts): MergeFacts {
  const merged: Record<string, unknown> = { ...facts };
  for (const [record, said] of Object.entries(named))
    if (merged[record] || subjects.some((one) => one === record))
      merged[record] = { ...(merged[record] as object | undefined), ...(said as object) };
  return merged;
}

/** Of each run the task that was finished last: what its mails are about. */
export async function lastTasksOf(tx: Tx, runIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (runIds.length === 0) return new Map();
  const rows = await tx.rows<{ runId: string; id: string }>(
    `select distinct on (run_id) run_id, id from tasks where run_id = any($1::uuid[]) and done_at is not null
     order by run_id, done_at desc, id desc`,
    [runIds],
  );
  return new Map(rows.map(({ runId, id }) => [runId, id]));
}

/** Of each letter the task that it was written from; it may have been tied to others since. */
export async function tasksOfLetters(tx: Tx, messageIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (messageIds.length === 0) return new Map();
  const rows = await tx.rows<{ messageId: string; id: string }>(
    `select distinct on (record_id) record_id as message_id, task_id as id from task_links
     where noun = 'message' and record_id = any($1::uuid[]) order by record_id, created_at, task_id`,
    [messageIds],
  );
  return new Map(rows.map(({ messageId, id }) => [messageId, id]));
}

/** Whether a text says something of a task. */
export function namesTask(uses: ReadonlySet<string>): boolean {
  return [...uses].some((path) => isOf(path, 'task'));
}

function idOf(text: Naming, record: MergeRecord): string | null | undefined {
  const { companyId: company, personId: person, campaignId: campaign, opportunityId: opportunity } = text;
  return { company, person, campaign, opportunity, case: text.caseId, task: text.taskId }[record];
}

/** Of a subject every field counts, of other records the own ones. */
function namedOf({ uses }: Naming, record: MergeRecord): string[] {
  const start = subjects.some((one) => one === record) ? record : `${record}.own`;
  return [...uses].filter((path) => isOf(path, start));
}

function isOf(path: string, start: string): boolean {
  return path === start || path.startsWith(`${start}.`);
}

function codesOf(named: readonly string[], record: MergeRecord): string[] {
  const start = `${record}.own.`;
  return named.flatMap((path) => (path.startsWith(start) ? [path.slice(start.length)] : []));
}

type Wanted = { readonly record: MergeRecord; readonly ids: readonly string[]; readonly viewer: Viewer | undefined };
type Row = { readonly own: OwnValues; readonly plain: object | null };

async function recordsOf(tx: Tx, { record, ids, viewer }: Wanted): Promise<Map<string, Row>> {
  const params = parameters();
  const where = `= any(${params.add(ids)}::uuid[])`;
  const rows = await tx.rows<Row & { id: string }>(statementFor({ record, where, viewer }, params), params.list);
  return new Map(rows.map(({ id, own, plain }) => [id, { own, plain }]));
}

type Asked = { readonly record: MergeRecord; readonly where: string; readonly viewer: Viewer | undefined };

function statementFor({ record, where, viewer }: Asked, params: Params): string {
  switch (record) {
    case 'case':
      return `select k.id, k.own, json_build_object('number', k.number, 'name', k.name, 'dueOn', k.due_on, 'owner', w.name) as plain
        from cases k left join users w on w.id = k.owner_id
        where k.id ${where} and ${viewer ? visibleCases(viewer, params) : 'true'}`;
    case 'opportunity':
      return `select o.id, o.own, json_build_object('name', o.name, 'expectedOn', o.expected_on, 'owner', w.name) as plain
        from opportunities o left join users w on w.id = o.owner_id
        where o.id ${where} and ${viewer ? visibleOpportunities(viewer, params) : 'true'}`;
    case 'task': {
      const dayOf = (at: string) =>
        `to_char(t.${at} at time zone ${params.add(viewer?.timeZone ?? 'Europe/Warsaw')}, 'YYYY-MM-DD')`;
      return `select t.id, t.own, json_build_object('title', t.title, 'plannedOn', ${dayOf('planned_at')}, 'dueOn', ${dayOf('due_at')},
          'owner', w.name) as plain
        from tasks t left join users w on w.id = t.owner_id
        where t.id ${where} and ${viewer ? visibleTasks(viewer, params) : 'true'}`;
    }
    case 'company':
    case 'person': {
      const table = record === 'company' ? 'companies' : 'people';
      return `select r.id, r.own, null as plain from ${table} r where r.id ${where} and ${viewer ? visible(table, viewer, 'r') : 'true'}`;
    }
    case 'campaign':
      return `select id, own, null as plain from campaigns where id ${where}`;
  }
}

const nameSql: Readonly<Record<OwnTarget | 'file', string>> = {
  company: 'select id, name from companies where id = any($1::uuid[])',
  person: `select id, concat_ws(' ', first_name, last_name) as name from people where id = any($1::uuid[])`,
  user: 'select id, name from users where id = any($1::uuid[])',
  task: 'select id, title as name from tasks where id = any($1::uuid[])',
  case: `select id, concat_ws(' ', number, name) as name from cases where id = any($1::uuid[])`,
  opportunity: 'select id, name from opportunities where id = any($1::uuid[])',
  file: 'select id, name from files where id = any($1::uuid[]) and deleted_at is null',
};

type Referring = { readonly values: readonly OwnValues[]; readonly viewer: Viewer | undefined };

/**
 * Whoever wrote the text decided to name them: a letter that goes out is not read by one of ours. Its draft and a script are,
 * and name what that person sees.
 */
async function namesIn(
  tx: Tx,
  fields: ReadonlyMap<string, ReadableField>,
  { values, viewer }: Referring,
): Promise<Map<string, string>> {
  const ids = new Map<OwnTarget | 'file', Set<string>>();
  for (const { code, kind, options } of fields.values()) {
    if (kind !== 'reference' && kind !== 'file') continue;
    const target = kind === 'file' ? 'file' : (options.target ?? 'company');
    const found = values.flatMap((own) => (typeof own[code] === 'string' ? [own[code]] : []));
    ids.set(target, new Set([...(ids.get(target) ?? []), ...found]));
  }
  const names = new Map<string, string>();
  for (const [target, wanted] of ids) {
    if (wanted.size === 0) continue;
    const found = viewer
      ? await namesOf(tx, viewer, { target, ids: [...wanted] })
      : await tx.rows<{ id: string; name: string }>(nameSql[target], [[...wanted]]);
    for (const { id, name } of found) names.set(id, name);
  }
  return names;
}
