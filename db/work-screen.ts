/** Everything that work mode shows about one task, read in one go. */
import { demand, may, type Viewer } from '../domain/access.ts';
import type { Said } from '../domain/domain-error.ts';
import { reasons } from '../domain/governor/rule-book.ts';
import type { Json } from '../domain/scenario/shapes.ts';
import { foretell } from '../domain/tasks/foretell.ts';
import type { TaskOutcome } from '../domain/tasks/outcome.ts';
import { isOpenElsewhere } from '../domain/tasks/state.ts';
import { judgeCall } from './call-rules.ts';
import { companyTimeline, type TimelineEntry } from './company-timeline.ts';
import type { Db, Tx } from './database.ts';
import { ownForViewer } from './own-values.ts';
import { progressOf, surroundings } from './run-context.ts';
import { readRun } from './run-rows.ts';
import { aroundTask, type Around } from './task-around.ts';
import { scriptOf, type Piece } from './task-facts.ts';
import { findTask, type Task } from './task-rows.ts';

export type Customer = {
  readonly id: string;
  readonly name: string;
  readonly nip: string | null;
  readonly class: string | null;
  readonly city: string | null;
  readonly notes: string | null;
  readonly turnoverMinor: number | null;
  readonly currency: string;
  readonly ownerName: string | null;
  readonly personName: string | null;
  readonly personPosition: string | null;
  readonly lastContactAt: string | null;
  /** Those of the person first, the main ones first. */
  readonly phones: readonly { readonly value: string; readonly normalised: string; readonly who: string | null }[];
  readonly emails: readonly { readonly value: string; readonly who: string | null }[];
  /** In force, by channel and purpose. */
  readonly consents: readonly { readonly channel: string; readonly purpose: string; readonly status: string }[];
};

export type Source = {
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly scenarioPl: string | null;
  readonly scenarioEn: string | null;
  readonly scenarioNumber: number | null;
  readonly stepName: string | null;
  readonly typePl: string;
  readonly typeEn: string;
  readonly ownerName: string | null;
  readonly byName: string | null;
};

export type OutcomeShown = TaskOutcome & {
  /** What will happen after it is saved; empty for work that no scenario follows. */
  readonly then: readonly Said[];
};

export type WorkScreen = {
  readonly task: Omit<Task, 'outcomes' | 'script'>;
  readonly customer: Customer | null;
  readonly source: Source;
  readonly script: readonly Piece[];
  readonly outcomes: readonly OutcomeShown[];
  readonly history: readonly TimelineEntry[];
  readonly warnings: readonly Said[];
  readonly openElsewhere: string | null;
  readonly around: Around;
};

/** Reads only; the lease is taken by whoever opens the task for work. */
export async function workScreen(db: Db, viewer: Viewer, taskId: string): Promise<WorkScreen> {
  const found = await findTask(db, viewer, taskId);
  const { outcomes, script, ...task } = found;
  const companyId = may(viewer, 'company.read') ? task.companyId : null;
  const [own, customer, source, said, history, then, warnings, around] = await Promise.all([
    ownForViewer(db, viewer, { record: 'task', own: task.own }),
    companyId ? customerOf(db, task) : null,
    sourceOf(db, taskId),
    scriptOf(db, viewer, { ...task, script }),
    companyId ? lastContacts(db, viewer, { companyId, now: task.now }) : [],
    foretellAll(db, task, outcomes),
    warningsOf(db, task),
    aroundTask(db, viewer, found),
  ]);
  return {
    task: { ...task, own },
    customer,
    source,
    script: said,
    outcomes: outcomes.map((outcome) => ({ ...outcome, then: then.get(outcome.code) ?? [] })),
    history: history.filter(({ id }) => id !== taskId).slice(0, 8),
    warnings,
    openElsewhere: isOpenElsewhere(task, viewer.userId, task.now) ? task.leasedByName : null,
    around,
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
  const context = around.contextOf(row);
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

async function customerOf(
  tx: Tx,
  { companyId, personId }: Pick<Task, 'companyId' | 'personId'>,
): Promise<Customer | null> {
  const [row] = await tx.prepared<Customer>(
    'work-customer',
    `select c.id, c.name, c.nip, c.class, c.city, c.notes, c.turnover_minor, c.currency, o.name as owner_name,
       nullif(concat_ws(' ', p.first_name, p.last_name), '') as person_name, p.position as person_position,
       greatest((select max(done_at) from tasks t where t.company_id = c.id and t.state = 'done'),
         (select max(coalesce(sent_at, received_at)) from messages m where m.company_id = c.id)) as last_contact_at,
       (select coalesce(json_agg(json_build_object('value', n.value, 'normalised', n.normalised, 'who', w.name)
          order by (n.person_id is not distinct from $2) desc, (n.person_id is null) desc, n.is_main desc, n.id), '[]') from contact_points n
        left join lateral (select nullif(concat_ws(' ', first_name, last_name), '') as name from people where id = n.person_id) w on true
        where n.company_id = c.id and n.kind = 'phone' and n.state = 'good') as phones,
       (select coalesce(json_agg(json_build_object('value', n.value, 'who', w.name)
          order by (n.person_id is not distinct from $2) desc, (n.person_id is null) desc, n.is_main desc, n.id), '[]') from contact_points n
        left join lateral (select nullif(concat_ws(' ', first_name, last_name), '') as name from people where id = n.person_id) w on true
        where n.company_id = c.id and n.kind = 'email' and n.state = 'good') as emails,
       (select coalesce(json_agg(json_build_object('channel', k.channel, 'purpose', k.purpose, 'status', k.status)), '[]')
        from (select distinct on (channel, purpose) channel, purpose, status from consents
              where company_id = c.id and (person_id is null or person_id = $2)
              order by channel, purpose, recorded_at desc, id desc) k) as consents
     from companies c left join users o on o.id = c.owner_id left join people p on p.id = $2 where c.id = $1`,
    [companyId, personId],
  );
  return row ?? null;
}

async function sourceOf(tx: Tx, taskId: string): Promise<Source> {
  const [row] = await tx.prepared<Source>(
    'work-source',
    `select t.campaign_id, g.name as campaign_name, s.name_pl as scenario_pl, s.name_en as scenario_en,
       v.number as scenario_number, v.graph -> 'steps' -> e.step ->> 'name' as step_name, y.name_pl as type_pl,
       y.name_en as type_en, o.name as owner_name, b.name as by_name
     from tasks t join task_types y on y.code = t.type left join campaigns g on g.id = t.campaign_id
       left join users o on o.id = t.owner_id left join users b on 'user:' || b.id = split_part(t.created_by, ' ', 1)
       left join runs r on r.id = t.run_id left join scenario_versions v on v.id = r.version_id
       left join scenarios s on s.id = v.scenario_id left join effects e on e.key = t.effect_key
     where t.id = $1`,
    [taskId],
  );
  return row!;
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
