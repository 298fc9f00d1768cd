/** The ways of runs through their scenarios, with who did what on them. */
import { demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { pathOf, type Arrival, type DrawnPath, type PathStep } from '../domain/scenario/path.ts';
import type { Run, Version } from '../domain/scenario/shapes.ts';
import type { Tx } from './database.ts';
import { UNSETTLED } from './run-rows.ts';
import { visible } from './scope.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type DoneStep = PathStep & {
  /** Of a task: who finished it, else who has it. */
  readonly who: string | null;
  /** Of a task that the viewer sees. */
  readonly taskId: string | null;
};

export type RunPath = Omit<DrawnPath, 'steps'> & { readonly steps: readonly DoneStep[] };

/** A procedure of a case, or of a participant: its way, and where it is on it. */
export type ShownRun = {
  readonly id: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly number: number;
  readonly scenarioId: string;
  readonly state: 'running' | 'stuck' | 'ended';
  readonly result: string | null;
  /** Why it ended, in the words of whoever ended it. */
  readonly endedWhy: string | null;
  readonly startedAt: string;
  /** Who started it by hand. */
  readonly startedBy: string | null;
  readonly endedAt: string | null;
  readonly dueAt: string | null;
  /** People start and end it by themselves; what a campaign follows ends with it. */
  readonly alone: boolean;
  /** It waits for its first move, or for the one that ends it: seconds. */
  readonly unsettled: boolean;
  readonly path: RunPath;
};

type StoredRun = Omit<ShownRun, 'path'> & { readonly progress: Run | null; readonly graph: Version };

/** What a participant of a campaign goes through, for whoever sees the customer. Throws `participant.not_found`. */
export async function runsOfParticipant(tx: Tx, viewer: Viewer, id: string): Promise<ShownRun[]> {
  demand(viewer, 'run.read');
  demand(viewer, 'campaign.read');
  demand(viewer, 'company.read');
  const found = await tx.maybe(
    `select 1 from participants a join companies c on c.id = a.company_id where a.id = $1 and ${visible('companies', viewer, 'c')}`,
    [id],
  );
  if (!found) throw participantNotFound();
  return runsWithPath(tx, viewer, { of: 'participant', id });
}

const MOST_RUNS = 20;

/** The runs of a case or of a participant that the caller has shown to be the viewer's to see; those that go on first. */
export async function runsWithPath(
  tx: Tx,
  viewer: Viewer,
  { of, id }: { readonly of: 'case' | 'participant'; readonly id: string },
): Promise<ShownRun[]> {
  const runs = await tx.rows<StoredRun>(
    `select r.id, s.id as scenario_id, s.name_pl, s.name_en, v.number, r.state, r.result, r.started_at, r.ended_at, r.due_at,
       (select coalesce(i.what ->> 'reason', i.what #>> '{how,result,reason}') from run_inputs i
          where i.run_id = r.id and i.kind = 'control' and (i.what ->> 'what' = 'cancel' or i.what #>> '{how,do}' = 'end')
            and i.withdrawn_at is null and i.what::text !~ '\\\\u0000' order by i.seq desc limit 1) as ended_why,
       (select u.name from users u where 'user:' || u.id = r.created_by) as started_by,
       r.kind = 'procedure' and r.participant_id is null as alone,
       ${UNSETTLED} as unsettled, r.progress, v.graph
     from runs r join scenario_versions v on v.id = r.version_id join scenarios s on s.id = v.scenario_id
     where r.${of}_id = $1 order by (r.state = 'ended'), r.due_at nulls last, r.id limit ${MOST_RUNS}`,
    [id],
  );
  const ids = runs.map((run) => run.id);
  const [arrivals, tasks] = await Promise.all([arrivalsOf(tx, ids), tasksOf(tx, viewer, ids)]);
  return runs.map(({ progress, graph, ...run }) => {
    const ofRun = tasks.get(run.id) ?? [];
    const unseen = new Set(ofRun.flatMap(({ seen, step }) => (seen ? [] : [step])));
    const walked = { state: run.state, tokens: progress?.tokens ?? [], visits: progress?.visits ?? {}, unseen };
    const path = pathOf(graph, walked, arrivals.get(run.id) ?? []);
    const steps = path.steps.map((step) => {
      const task = ofRun.findLast((one) => one.seen && one.step === step.id);
      return { ...step, who: task?.who ?? null, taskId: task?.id ?? null };
    });
    return { ...run, path: { ...path, steps } };
  });
}

const MOST_ARRIVALS = 2_000;

async function arrivalsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Arrival[]>> {
  const rows = await tx.rows<Arrival>(
    `select run_id, step, visit, at, why ->> 'way' as way from run_events
     where run_id = any($1::uuid[]) and kind = 'entered' order by id limit ${MOST_ARRIVALS}`,
    [ids],
  );
  return Map.groupBy(rows, ({ runId }) => runId);
}

type TaskOfStep = { readonly id: string; readonly runId: string; readonly step: string; readonly seen: boolean } & {
  readonly who: string | null;
};

/** The tasks of each run, the latest of a step last: of those that the viewer does not see, that they are there. */
async function tasksOf(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<ReadonlyMap<string, TaskOfStep[]>> {
  const params = parameters();
  const rows = await tx.rows<TaskOfStep>(
    `select t.id, t.run_id, e.step, coalesce(${visibleTasks(viewer, params)}, false) as seen,
       coalesce(d.name, o.name, q.name) as who
     from tasks t join effects e on e.key = t.effect_key left join users o on o.id = t.owner_id
       left join users d on d.id = t.done_by left join teams q on q.code = t.queue
     where t.run_id = any(${params.add(ids)}::uuid[]) order by e.visit`,
    params.list,
  );
  return Map.groupBy(rows, ({ runId }) => runId);
}

function participantNotFound(): DomainError {
  return new DomainError('participant.not_found', {
    pl: 'Nie ma takiego uczestnika albo nie widzisz tego klienta. Wróć do listy uczestników.',
    en: 'There is no such participant, or you do not see this customer. Go back to the list of participants.',
  });
}
