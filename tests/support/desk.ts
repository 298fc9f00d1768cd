/** Viewers of the cast and a run that waits on a task: what tests of work need. */
import { rightsOf, scopeOf, type Viewer } from '../../domain/access.ts';
import type { Version } from '../../domain/scenario/shapes.ts';
import { newId } from '../../db/new-id.ts';
import type { Tx } from '../../db/database.ts';
import { users } from './cast.ts';

type Name = keyof typeof users;

const seen: Readonly<Record<Name, readonly string[]>> = {
  anna: [users.anna.id],
  pawel: [users.pawel.id],
  maria: [users.maria.id, users.anna.id, users.pawel.id],
  jan: [users.jan.id],
};

/** Somebody of the cast as a viewer, with what `over` changes. */
export function viewer(name: Name, over: Partial<Viewer> = {}): Viewer {
  const { id, name: fullName, email, role } = users[name];
  return {
    userId: id,
    name: fullName,
    email,
    role,
    language: 'pl',
    timeZone: 'Europe/Warsaw',
    rights: rightsOf(role),
    scope: scopeOf(role),
    seesUsers: seen[name],
    queues: [],
    ...over,
  };
}

/** A call with a deadline, then an end for each outcome. */
const callScenario: Version = {
  schema: 1,
  start: 'call',
  steps: {
    call: {
      kind: 'task',
      title: 'Telefon powitalny',
      type: 'call',
      assignee: { to: 'owner' },
      due: { unit: 'working days', count: 2 },
      timeout: 'lost',
      outcomes: [
        { code: 'interested', name: { pl: 'Zainteresowany', en: 'Interested' }, next: 'won' },
        { code: 'call-back', name: { pl: 'Oddzwonić', en: 'Call back' }, next: 'pause', asks: 'date' },
        { code: 'refused', name: { pl: 'Odmówił', en: 'Refused' }, next: 'lost' },
      ],
    },
    pause: { kind: 'wait', for: { unit: 'calendar days', count: 3 }, next: 'call' },
    won: { kind: 'end', result: 'success' },
    lost: { kind: 'end', result: 'failure', reason: 'Bez zainteresowania' },
  },
};

export type Placed = { readonly taskId: string; readonly runId: string; readonly key: string };

/** A run of `callScenario` that waits on its task, written as the engine would leave it. */
export async function placeRunTask(
  tx: Tx,
  { companyId, ownerId }: { readonly companyId: string; readonly ownerId: string },
): Promise<Placed> {
  const by = 'system:test';
  const [scenarioId, versionId, runId, taskId] = [newId(), newId(), newId(), newId()];
  const key = `${runId}:call:1`;
  const dueAt = new Date(Date.now() + 2 * 86_400_000);
  await tx.run(
    `insert into scenarios (id, code, name_pl, name_en, created_by, updated_by) values ($1, $2, 'Powitanie', 'Welcome', $3, $3)`,
    [scenarioId, `welcome-${scenarioId}`, by],
  );
  await tx.run(
    `insert into scenario_versions (id, scenario_id, number, hash, graph, created_by) values ($1, $2, 1, 'x', $3, $4)`,
    [versionId, scenarioId, JSON.stringify(callScenario), by],
  );
  const progress = {
    id: runId,
    engine: 1,
    versionId,
    chance: scenarioId,
    subject: { kind: 'company', id: companyId },
    state: 'running',
    tokens: [
      {
        id: 1,
        step: 'call',
        visit: 1,
        enteredAt: Date.now(),
        before: Date.now(),
        forks: [],
        wait: { key, until: dueAt.getTime(), rule: { unit: 'working days', count: 2 } },
      },
    ],
    forks: {},
    visits: { call: 1 },
    answers: {},
    kept: [],
    messages: { on: '2026-11-23', count: 0 },
    nextToken: 2,
    rev: 1,
    dueAt: dueAt.getTime(),
  };
  await tx.run(
    `insert into runs (id, kind, version_id, subject_kind, subject_id, company_id, progress, rev, due_at, created_by)
     values ($1, 'procedure', $2, 'company', $3, $3, $4, 1, $5, $6)`,
    [runId, versionId, companyId, JSON.stringify(progress), dueAt.toISOString(), by],
  );
  await tx.run(
    `insert into effects (key, run_id, kind, step, visit, company_id) values ($1, $2, 'task', 'call', 1, $3)`,
    [key, runId, companyId],
  );
  const { outcomes } = callScenario.steps['call'] as Extract<Version['steps'][string], { kind: 'task' }>;
  await tx.run(
    `insert into tasks (id, type, title, company_id, run_id, effect_key, owner_id, due_at, purpose, script, outcomes, search_text, created_by, updated_by)
     values ($1, 'call', 'Telefon powitalny', $2, $3, $4, $5, $6, 'marketing', 'Dzień dobry, {{ company.name }}.', $7, 'telefon powitalny', $8, $8)`,
    [
      taskId,
      companyId,
      runId,
      key,
      ownerId,
      dueAt.toISOString(),
      JSON.stringify(outcomes.map(({ next: _, ...outcome }) => outcome)),
      `run:${runId}`,
    ],
  );
  return { taskId, runId, key };
}
