/** Everything that work mode shows about one task, read in one go. */
import { demand, may, type Viewer } from '../domain/access.ts';
import type { Said } from '../domain/domain-error.ts';
import { reasons } from '../domain/governor/rule-book.ts';
import type { Json } from '../domain/scenario/shapes.ts';
import { foretell } from '../domain/tasks/foretell.ts';
import type { TaskOutcome } from '../domain/tasks/outcome.ts';
import { mayCorrect } from '../domain/tasks/record.ts';
import { isOpenElsewhere } from '../domain/tasks/state.ts';
import { balancesOf, type Balance } from './balances.ts';
import { judgeCall } from './call-rules.ts';
import { standingOf, type Standing } from './company-card.ts';
import { companyTimeline, type TimelineEntry } from './company-timeline.ts';
import type { Db, Tx } from './database.ts';
import { factsOnceDone } from './facts.ts';
import { ownForViewer } from './own-values.ts';
import { progressOf, surroundings } from './run-context.ts';
import { readRun } from './run-rows.ts';
import { namedCampaign } from './scope.ts';
import { aroundTask, type Around } from './task-around.ts';
import { scriptOf, type Piece } from './task-facts.ts';
import { notesOfTask, type TaskNote } from './task-notes.ts';
import { mayTake } from './task-receivers.ts';
import { findTask, type Task } from './task-rows.ts';
import { because, saidBecause, type Because, type RawBecause } from './timeline-sources.ts';
import { workCustomer, type Customer } from './work-customer.ts';

export type Source = {
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  /** Null with what follows of it where no scenario put it on the desk, and without the right to read runs. */
  readonly scenarioPl: string | null;
  readonly scenarioEn: string | null;
  readonly scenarioNumber: number | null;
  readonly stepName: string | null;
  readonly typePl: string;
  readonly typeEn: string;
  readonly ownerName: string | null;
  readonly byName: string | null;
  /** Which scenario put it on the desk, and why; null for work that people planned. */
  readonly because: Because | null;
};

export type OutcomeShown = TaskOutcome & {
  /** What will happen after it is saved; empty for work that no scenario follows. */
  readonly then: readonly Said[];
};

export type WorkScreen = {
  readonly task: Omit<Task, 'outcomes' | 'script'>;
  readonly customer: Customer | null;
  /** What the customer owes, by currency; empty without the right to read transactions. */
  readonly balances: readonly Balance[];
  /** Null where the customer is not the viewer's to see. */
  readonly standing: Standing | null;
  readonly source: Source;
  readonly script: readonly Piece[];
  readonly outcomes: readonly OutcomeShown[];
  readonly history: readonly TimelineEntry[];
  readonly warnings: readonly Said[];
  readonly openElsewhere: string | null;
  /** Whether what is recorded of it, once it is finished, is the viewer's to put right. */
  readonly correctable: boolean;
  /** Whether an open one is the viewer's to make their own. */
  readonly takeable: boolean;
  readonly around: Around;
  readonly notes: readonly TaskNote[];
};

/** Reads only; the lease is taken by whoever opens the task for work. */
export async function workScreen(db: Db, viewer: Viewer, taskId: string): Promise<WorkScreen> {
  const found = await findTask(db, viewer, taskId);
  const { outcomes, script, ...task } = found;
  const theirs = workCustomer(db, viewer, task);
  const owes = may(viewer, 'transaction.read');
  const [own, customer, balances, standing, source, said, history, then, warnings, around, notes] = await Promise.all([
    ownForViewer(db, viewer, { record: 'task', own: task.own }),
    theirs,
    theirs.then((known) => (known?.seen && owes ? balancesOf(db, viewer, known.id) : [])),
    theirs.then((known) => (known?.seen ? standingOf(db, viewer, known.id) : null)),
    sourceOf(db, viewer, taskId),
    scriptOf(db, viewer, { ...task, script }),
    theirs.then((known) => (known?.seen ? lastContacts(db, viewer, { companyId: known.id, now: task.now }) : [])),
    foretellAll(db, task, outcomes),
    warningsOf(db, task),
    aroundTask(db, viewer, found),
    notesOfTask(db, taskId),
  ]);
  return {
    task: { ...task, own },
    customer,
    balances,
    standing,
    source,
    script: said,
    outcomes: outcomes.map((outcome) => ({ ...outcome, then: then.get(outcome.code) ?? [] })),
    history: history.filter(({ id }) => id !== taskId).slice(0, 8),
    warnings,
    openElsewhere: isOpenElsewhere(task, viewer.userId, task.now) ? task.leasedByName : null,
    correctable: mayCorrect(task, viewer),
    takeable: task.state === 'open' && may(viewer, 'task.edit') && mayTake(task, viewer),
    around,
    notes,
  };
}

export type Supposing = {
  readonly taskId: string;
  readonly outcome: string;
  readonly answers: Readonly<Record<string, Json>>;
};

/** What will happen after this outcome with these answers. */
export async function foretellOutcome(
  db: Db,
  viewer: Viewer,
  { taskId, outcome, answers }: Supposing,
): Promise<Said[]> {
  demand(viewer, 'task.read');
  const task = await findTask(db, viewer, taskId);
  return (await foretellAll(db, task, [{ code: outcome }], answers)).get(outcome) ?? [];
}

// eslint-disable-next-line max-params -- the answers are only known once somebody types
async function foretellAll(
  tx: Tx,
  { runId, effectKey, now }: Pick<Task, 'runId' | 'effectKey' | 'now'>,
  outcomes: readonly { readonly code: string }[],
  answers: Readonly<Record<string, Json>> = {},
): Promise<Map<string, Said[]>> {
  const row = runId && effectKey ? await readRun(tx, runId) : undefined;
  if (!row || !effectKey || row.state !== 'running') return new Map();
  const around = await surroundings(tx, [row], now);
  const run = progressOf(row, around);
  const { version } = around.versions.get(row.versionId)!;
  const known = around.contextOf(row);
  const context = { ...known, facts: await factsOnceDone(tx, known.facts, effectKey) };
  return new Map(
    outcomes.map(({ code }) => [code, foretell({ version, run, context, key: effectKey, outcome: code, answers })]),
  );
}

async function warningsOf(
  tx: Tx,
  task: Pick<Task, 'id' | 'typeChannel' | 'state' | 'now' | 'stateReason'>,
): Promise<Said[]> {
  if (task.state !== 'open' || task.typeChannel !== 'phone') return [];
  const answer = await judgeCall(tx, task.id, task.now);
  if (answer.may === 'go') return [];
  const { pl, en } = reasons[answer.reason];
  return [{ pl: `Teraz nie dzwoń: ${pl}.`, en: `Do not call now: ${en}.` }];
}

async function sourceOf(tx: Tx, viewer: Viewer, taskId: string): Promise<Source> {
  const [row] = await tx.prepared<Omit<Source, 'because'> & { readonly because: RawBecause | null }>(
    `work-source-${may(viewer, 'campaign.read')}-${may(viewer, 'run.read')}`,
    `select g.id as campaign_id, g.name as campaign_name, s.name_pl as scenario_pl, s.name_en as scenario_en,
       v.number as scenario_number, v.graph -> 'steps' -> e.step ->> 'name' as step_name, y.name_pl as type_pl,
       y.name_en as type_en, o.name as owner_name, b.name as by_name,
       ${because('t.effect_key')} as because
     from tasks t join task_types y on y.code = t.type ${namedCampaign(viewer, 'g', 't.campaign_id')}
       left join users o on o.id = t.owner_id left join users b on 'user:' || b.id = split_part(t.created_by, ' ', 1)
       left join runs r on ${may(viewer, 'run.read') ? 'r.id = t.run_id' : 'false'} left join scenario_versions v on v.id = r.version_id
       left join scenarios s on s.id = v.scenario_id left join effects e on e.key = t.effect_key
     where t.id = $1`,
    [taskId],
  );
  return { ...row!, because: saidBecause(viewer, row!.because) };
}

/** What has been: a task that comes again would fill the page with what is still to come. */
async function lastContacts(
  db: Tx,
  viewer: Viewer,
  { companyId, now }: { readonly companyId: string; readonly now: string },
): Promise<readonly TimelineEntry[]> {
  const kinds = ['contact', 'task', 'message', 'consent', 'note'] as const;
  const after = [now, '00000000-0000-0000-0000-000000000000'] as const;
  return (await companyTimeline(db, viewer, { companyId, kinds, after, limit: 9 })).rows;
}
