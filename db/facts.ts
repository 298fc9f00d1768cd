/** Facts that conditions and dates of scenarios read, for many runs in one query, and only those that are named. */
import type { Condition } from '../domain/conditions/shapes.ts';
import type { Facts, Json, Version } from '../domain/scenario/shapes.ts';
import type { Tx } from './database.ts';
import { factSql } from './fact-sql.ts';

/** Names of the facts that a version reads, sorted. What the run knows itself (answers, visits) is not among them. */
export function factNamesOf(version: Version): readonly string[] {
  const names = new Set<string>();
  for (const step of Object.values(version.steps)) {
    if (step.kind === 'branch') for (const { if: condition } of step.when) collect(condition, names);
    if (step.kind === 'wait' && step.until) names.add(step.until.fact);
    if (step.kind === 'task' && step.planned) names.add(step.planned.fact);
  }
  return [...names].filter((name) => !/^(answers|run\.visits)\./.test(name)).sort();
}

function collect(condition: Condition, names: Set<string>): void {
  if ('rules' in condition) for (const rule of condition.rules) collect(rule, names);
  else names.add(condition.field);
}

const OF_TASK = 'task.own.';

function isOfTask(name: string): boolean {
  return name.startsWith(OF_TASK);
}

/** Of the tasks of its steps the one that the run finished last. */
const LAST_TASK = `left join lateral (select x.own from tasks x where x.run_id = r.id and x.effect_key is not null
  and x.done_at is not null order by x.done_at desc, x.id desc limit 1) t on true`;

/** The facts of a run as they will be once it has finished this task. */
export async function factsOnceDone(tx: Tx, facts: Facts, effectKey: string): Promise<Facts> {
  const names = Object.keys(facts).filter(isOfTask);
  if (names.length === 0) return facts;
  const task = await tx.maybe<{ own: Facts }>('select own from tasks where effect_key = $1', [effectKey]);
  const told = names.map((name) => [name, task?.own[name.slice(OF_TASK.length)] ?? null] as const);
  return { ...facts, ...Object.fromEntries(told) };
}

/** The facts of each run by its id. A fact that nobody knows is null. No names, no query. */
export async function factsFor(
  tx: Tx,
  runIds: readonly string[],
  names: readonly string[],
): Promise<ReadonlyMap<string, Facts>> {
  if (names.length === 0 || runIds.length === 0) return new Map();
  const columns = names.map((name, at) => `${factSql(name)} as f${at}`);
  const rows = await tx.rows<{ id: string } & Record<string, Json>>(
    `select r.id, ${columns.join(', ')}
     from runs r
       left join companies c on c.id = r.company_id
       left join people p on p.id = r.person_id
       left join cases k on k.id = r.case_id
       left join campaigns m on m.id = r.campaign_id
       left join campaign_stages s on s.id = r.stage_id
       left join participants a on a.id = r.participant_id
       ${names.some(isOfTask) ? LAST_TASK : ''}
     where r.id = any($1::uuid[])`,
    [runIds],
  );
  return new Map(
    rows.map((row) => [row.id, Object.fromEntries(names.map((name, at) => [name, row[`f${at}`] ?? null]))]),
  );
}
