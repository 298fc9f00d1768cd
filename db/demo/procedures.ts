import { randomUUID } from 'node:crypto';
import { actorText, type Actor } from '../../domain/actor.ts';
import { advance, begin, type Context } from '../../domain/scenario/advance.ts';
import type { InputWhat, Run, RunEvent, Version } from '../../domain/scenario/shapes.ts';
import { loadCalendars } from '../calendars.ts';
import type { Db, Tx } from '../database.ts';
import { by, insertRows } from './insert.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type DemoCase = { readonly id: string; readonly companyId: string; readonly ownerId: string };
type Followed = { readonly id: string; readonly scenarioId: string; readonly graph: Version };

/** The welcome of a customer, followed in a few cases as far as the fortnight after the first call. */
export async function followCases(db: Db, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    const version = await tx.maybe<Followed>(
      `select v.id, v.scenario_id, v.graph from scenario_versions v join scenarios s on s.id = v.scenario_id
       where s.code = 'welcome' order by v.number desc limit 1`,
    );
    const cases = await tx.rows<DemoCase>(
      `select id, company_id, owner_id from cases where state = 'open' and company_id is not null
       order by name like 'Wdrożenie%' desc, number limit 4`,
    );
    if (version) for (const one of cases) await follow(tx, { one, version, now });
  });
}

type Following = { readonly one: DemoCase; readonly version: Followed; readonly now: number };

async function follow(tx: Tx, { one, version, now }: Following): Promise<void> {
  const id = randomUUID();
  const user: Actor = { kind: 'user', id: one.ownerId };
  const startedAt = Math.floor((now - 9 * DAY) / DAY) * DAY + 8 * HOUR;
  const { run, events } = play(version, { id, companyId: one.companyId, calendars: await loadCalendars(tx) }, [
    { at: () => startedAt },
    { at: () => startedAt + 60_000, what: { kind: 'settled', key: `${id}:hello:1`, as: 'done' } },
    { at: ({ dueAt }) => dueAt! },
    {
      at: ({ tokens }) => tokens[0]!.enteredAt + 2 * HOUR,
      what: { kind: 'outcome', key: `${id}:first-call:1`, code: 'talked', answers: {} },
      by: user,
    },
  ]);
  const doneAt = new Date(run.tokens[0]!.enteredAt).toISOString();
  await insertRows(tx, 'runs', [
    {
      id,
      kind: 'procedure',
      version_id: version.id,
      subject_kind: 'company',
      subject_id: one.companyId,
      company_id: one.companyId,
      case_id: one.id,
      progress: run,
      rev: run.rev,
      due_at: run.dueAt === null ? null : new Date(run.dueAt).toISOString(),
      started_at: new Date(startedAt).toISOString(),
      created_by: by,
    },
  ]);
  await insertRows(
    tx,
    'run_events',
    events.map((event) => rowOf(id, event)),
  );
  await insertRows(tx, 'effects', [
    {
      key: `${id}:first-call:1`,
      run_id: id,
      kind: 'task',
      step: 'first-call',
      visit: 1,
      company_id: one.companyId,
      state: 'done',
    },
  ]);
  await insertRows(tx, 'tasks', [
    {
      type: 'call',
      title: 'Telefon powitalny',
      company_id: one.companyId,
      case_id: one.id,
      run_id: id,
      effect_key: `${id}:first-call:1`,
      owner_id: one.ownerId,
      state: 'done',
      outcome: 'talked',
      done_by: one.ownerId,
      done_at: doneAt,
      due_at: doneAt,
      created_by: `run:${id}`,
      updated_by: actorText(user),
    },
  ]);
}

type Happening = { readonly at: (run: Run) => number; readonly what?: InputWhat; readonly by?: Actor };
type Subject = { readonly id: string; readonly companyId: string; readonly calendars: Context['calendars'] };

/** Moves a run through what happened, each at its time, as the engine would have. */
function play(
  version: Followed,
  { id, companyId, calendars }: Subject,
  happenings: readonly Happening[],
): { readonly run: Run; readonly events: readonly RunEvent[] } {
  let run = begin({
    id,
    versionId: version.id,
    chance: version.scenarioId,
    subject: { kind: 'company', id: companyId },
  });
  const events: RunEvent[] = [];
  happenings.forEach(({ at, what, by: actor = { kind: 'run', id } }, seq) => {
    const now = at(run);
    const inputs = what ? [{ seq: seq + 1, recordedAt: now, by: actor, ...what }] : [];
    const context: Context = {
      now,
      calendars,
      facts: {},
      priority: 2,
      zone: 'Europe/Warsaw',
      by: { kind: 'run', id },
    };
    const move = advance(version.graph, run, inputs, context);
    run = move.run;
    events.push(...move.events);
  });
  return { run, events };
}

function rowOf(runId: string, { at, step, visit, kind, why, by: actor }: RunEvent): Readonly<Record<string, unknown>> {
  return {
    run_id: runId,
    at: new Date(at).toISOString(),
    step,
    visit,
    kind,
    why,
    actor: actorText(actor),
  };
}
