/** Who belongs to which class of customers: asked whenever a customer changes, and of all of them by a job. */
import type { Viewer } from '../domain/access.ts';
import type { Condition } from '../domain/conditions/shapes.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { classifier, classList, classMoment, fitsSql, membersSql, type Belonging } from './class-conditions.ts';
import type { Db, Tx } from './database.ts';
import type { EntryColor } from '../domain/own/entries.ts';
import { joinsSql } from './lists/condition.ts';
import { notFound, visible } from './scope.ts';
import { parameters } from './task-scope.ts';

type ActiveClass = {
  readonly id: string;
  readonly namePl: string;
  readonly condition: Condition;
  readonly active: boolean;
  readonly version: number;
};
type Context = Omit<Belonging, 'condition'>;

/** Whoever asks customers about their classes in the audit. */
const BY = 'system:classes';
/** Customers that the job asks in one transaction. */
const CHUNK = 20_000;

/** Asks these customers anew, after something about them has changed. Without classes it costs one look. */
export async function refreshClasses(tx: Tx, companyIds: readonly string[]): Promise<void> {
  const classes = await tx.prepared<ActiveClass>(
    'active-classes',
    'select id, name_pl, condition, active, version from classes where active order by position, id',
    [],
  );
  if (classes.length === 0 || companyIds.length === 0) return;
  const context = await contextOf(tx);
  for (const one of classes) await classify(tx, { one, context, ids: companyIds });
}

/** Asks all customers about every class. Goes chunk by chunk, so it may be killed. Answers how many came or went. */
export async function classifyAll(db: Db): Promise<number> {
  const classes = await db.rows<ActiveClass>(
    'select id, name_pl, condition, active, version from classes order by position, id',
  );
  let changes = 0;
  for (const one of classes) {
    let problem: Said | undefined;
    for (let after: string | null = null; ;) {
      const chunk = await db.transaction((tx) => nextChunk(tx, one, after));
      changes += chunk.changes;
      problem ??= chunk.problem;
      if (chunk.last === null || problem) break;
      after = chunk.last;
    }
    await db.run(
      'update classes set problem = $3, classified_at = case when $3::jsonb is null then now() else classified_at end where id = $1 and version = $2',
      [one.id, one.version, problem ? JSON.stringify(problem) : null],
    );
  }
  return changes;
}

type Chunk = { readonly last: string | null; readonly changes: number; readonly problem?: Said };

async function nextChunk(tx: Tx, one: ActiveClass, after: string | null): Promise<Chunk> {
  const rows = await tx.rows<{ id: string }>(
    `select id from companies where ($1::uuid is null or id > $1) order by id limit ${CHUNK}`,
    [after],
  );
  const ids = rows.map(({ id }) => id);
  const last = ids.length < CHUNK ? null : ids.at(-1)!;
  const done = await classify(tx, { one, context: await contextOf(tx), ids });
  return typeof done === 'number' ? { last, changes: done } : { last, changes: 0, problem: done };
}

async function contextOf(tx: Tx): Promise<Context> {
  const viewer = await classifier(tx);
  return { viewer, list: await classList(tx, viewer), moment: await classMoment(tx) };
}

type Classifying = { readonly one: ActiveClass; readonly context: Context; readonly ids: readonly string[] };

/**
 * Who has come to fit comes in, who does not any more goes, each with a line in the audit. Answers how many, or why nobody
 * can be asked: then everything stays as it is.
 */
async function classify(tx: Tx, { one, context, ids }: Classifying): Promise<number | Said> {
  try {
    const mode = ids.length > 100 ? 'set' : 'row';
    const { sql, params } = membersSql({ ...context, condition: one.condition }, ids, mode);
    const [id, name, among] = [params.add(one.id), params.add(one.namePl), params.add(ids)];
    return await tx.run(
      `with fits as materialized (${one.active ? sql : `${sql} and false`}),
       come as (insert into class_members (class_id, company_id) select ${id}::uuid, id from fits on conflict do nothing returning company_id),
       gone as (delete from class_members m where m.class_id = ${id}::uuid and m.company_id = any(${among}::uuid[])
         and not exists (select 1 from fits f where f.id = m.company_id) returning m.company_id)
       insert into audit (actor, noun, record_id, verb, changes)
       select '${BY}', 'company', company_id::text, 'classify', jsonb_build_object('classes', jsonb_build_array(null, ${name}::text)) from come
       union all
       select '${BY}', 'company', company_id::text, 'classify', jsonb_build_object('classes', jsonb_build_array(${name}::text, null)) from gone`,
      params.list,
    );
  } catch (error) {
    if (error instanceof DomainError) return error.said;
    throw error;
  }
}

/** A class that a customer belongs to. */
export type CompanyClass = {
  readonly id: string;
  readonly code: string;
  readonly name: Said;
  readonly color: EntryColor | null;
  readonly since: string;
};

/** The classes of a customer, for whoever sees the customer. */
export async function classesOf(tx: Tx, companyId: string): Promise<CompanyClass[]> {
  return tx.rows<CompanyClass>(
    `select k.id, k.code, jsonb_build_object('pl', k.name_pl, 'en', k.name_en) as name, k.color, m.since
     from class_members m join classes k on k.id = m.class_id and k.active where m.company_id = $1 order by k.position, k.id`,
    [companyId],
  );
}

/** One rule of a condition, and whether the customer fits it; both null where the viewer may not know. */
export type Reason = { readonly rule: Condition | null; readonly holds: boolean | null };

/** A class, since when the customer belongs to it, and what came of each of its rules. */
export type ClassReasons = Omit<CompanyClass, 'since'> & {
  readonly since: string | null;
  /** Without rules that the viewer may not know; null where none is left. */
  readonly condition: Condition | null;
  readonly reasons: readonly Reason[];
};

/** Why a customer belongs to a class, or does not: every class with each of its rules. Throws `company.not_found`. */
export async function classReasons(tx: Tx, viewer: Viewer, companyId: string): Promise<ClassReasons[]> {
  const seen = await tx.maybe(`select 1 from companies c where c.id = $1 and ${visible('companies', viewer, 'c')}`, [
    companyId,
  ]);
  if (!seen) throw notFound('company');
  const classes = await tx.rows<Explained>(
    `select k.id, k.code, jsonb_build_object('pl', k.name_pl, 'en', k.name_en) as name, k.color, k.condition, m.since
     from classes k left join class_members m on m.class_id = k.id and m.company_id = $1
     where k.active order by m.since is null, k.position, k.id`,
    [companyId],
  );
  const context = await contextOf(tx);
  const forViewer = { ...context, viewer, list: await classList(tx, viewer) };
  const explained: ClassReasons[] = [];
  for (const one of classes)
    explained.push({
      ...one,
      condition: toldOf(one.condition, forViewer),
      reasons: await reasonsOf(tx, { one, context, forViewer, companyId }),
    });
  return explained;
}

type Explained = Omit<ClassReasons, 'condition' | 'reasons'> & { readonly condition: Condition };

type Explaining = {
  readonly one: Pick<Explained, 'condition'>;
  readonly context: Context;
  readonly forViewer: Context;
  readonly companyId: string;
};

/** Asked as the class asks; told only of what the viewer could have asked. */
async function reasonsOf(tx: Tx, { one, context, forViewer, companyId }: Explaining): Promise<Reason[]> {
  const rules = leavesOf(one.condition);
  const params = parameters();
  const needs = new Set<string>();
  const columns = rules.map((rule, at) => {
    const isReadable = canAsk(forViewer, rule) && canAsk(context, rule);
    const fits = isReadable ? fitsSql({ ...context, condition: rule }, { params, needs, mode: 'row' }) : 'null';
    return `${isReadable ? `(${fits}) is true` : 'null::boolean'} as r${at}`;
  });
  if (columns.length === 0) return [];
  const row = await tx.maybe<Record<string, boolean | null>>(
    `select ${columns.join(', ')} from companies c ${joinsSql(context.list, needs)} where c.id = ${params.add(companyId)}::uuid`,
    params.list,
  );
  return rules.map((rule, at) => ({
    rule: canAsk(forViewer, rule) ? rule : null,
    holds: row?.[`r${at}`] ?? null,
  }));
}

/** The condition without what the viewer could not ask: a rule tells by its value what stands in the field. */
function toldOf(condition: Condition, forViewer: Context): Condition | null {
  if (!('rules' in condition) || condition.of !== undefined) return canAsk(forViewer, condition) ? condition : null;
  const rules = condition.rules.flatMap((rule) => toldOf(rule, forViewer) ?? []);
  return rules.length === 0 && condition.rules.length > 0 ? null : { ...condition, rules };
}

/** Rules, and groups about related records as one. */
function leavesOf(condition: Condition): readonly Condition[] {
  return 'rules' in condition && condition.of === undefined ? condition.rules.flatMap(leavesOf) : [condition];
}

function canAsk(context: Context, condition: Condition): boolean {
  try {
    fitsSql({ ...context, condition }, { params: parameters(), needs: new Set(), mode: 'row' });
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
