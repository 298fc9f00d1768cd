/** What a procedure would do if it were started now, and what stands in its way. */
import { demand, type Viewer } from '../domain/access.ts';
import { askGovernor } from '../domain/governor/ask.ts';
import {
  asksOwner,
  contactSteps,
  obstaclesOf,
  subjectOn,
  type ContactStep,
  type Ground,
  type Obstacle,
  type Verdict,
} from '../domain/scenario/procedure.ts';
import { pathOf } from '../domain/scenario/path.ts';
import { loadCalendars } from './calendars.ts';
import { contactFacts, touchesOf } from './contact-facts.ts';
import type { Tx } from './database.ts';
import { loadRuleBook } from './governor.ts';
import { findStartable, groundOf, type Startable, type Starting } from './procedures.ts';
import { organisationZone } from './run-context.ts';
import type { RunPath } from './run-path.ts';
import { clock, IS_FROZEN } from './run-rows.ts';

export type ProcedurePreview = Startable & {
  /** All its steps, none of them done. */
  readonly path: RunPath;
  readonly obstacles: readonly Obstacle[];
};

/** For whoever may start it. Throws `procedure.not_found`, and what is wrong with the place. */
export async function previewProcedure(
  tx: Tx,
  viewer: Viewer,
  { place, scenarioId }: Starting,
): Promise<ProcedurePreview> {
  demand(viewer, 'run.start');
  demand(viewer, 'scenario.read');
  const ground = await groundOf(tx, viewer, { place });
  const { graph, versionId: _, ...startable } = await findStartable(tx, ground, scenarioId);
  const { steps, ...drawn } = pathOf(graph, { state: 'running', tokens: [], visits: {} }, []);
  const { frozen, owned } = await standing(tx, ground);
  return {
    ...startable,
    path: { ...drawn, steps: steps.map((step) => ({ ...step, who: null, taskId: null })) },
    obstacles: obstaclesOf({
      noSubject: subjectOn(startable.subjectKind, ground) === undefined,
      runsAlready: startable.runsAlready,
      frozen,
      ownerless: !owned && asksOwner(graph),
      contacts: await judged(tx, ground, contactSteps(graph)),
    }),
  };
}

/** Whether a freeze covers what runs there, and whether anybody would get the tasks for the owner. */
async function standing(
  tx: Tx,
  { caseId, companyId }: Ground,
): Promise<{ readonly frozen: boolean; readonly owned: boolean }> {
  return tx.one(
    `select ${IS_FROZEN} as frozen, exists (select 1 from companies where id = r.company_id and owner_id is not null)
         or r.company_id is null and exists (select 1 from cases where id = r.case_id and owner_id is not null) as owned
     from (select $1::uuid as company_id, $2::uuid as case_id, null::uuid as campaign_id) r`,
    [companyId, caseId],
  );
}

type Judged = ContactStep & { readonly verdict: Verdict };

/** As when the step is entered, but that hours do not matter: what they put off comes to pass. */
async function judged(tx: Tx, { companyId }: Ground, steps: readonly ContactStep[]): Promise<readonly Judged[]> {
  if (steps.length === 0) return [];
  const meant = await meantBy(tx, steps);
  const contacts = meant.flatMap(({ step, channel, purpose }) =>
    channel === null || purpose === null ? [] : [{ key: step.step, companyId, personId: null, channel, purpose }],
  );
  const [book, now, calendars, zone] = await Promise.all([
    loadRuleBook(tx),
    clock(tx),
    loadCalendars(tx),
    organisationZone(tx),
  ]);
  const facts = await contactFacts(tx, contacts);
  const touches = await touchesOf(tx, companyId ? [companyId] : [], { cap: book.cap, now });
  return meant.flatMap(({ step, channel, purpose, sendable }): Judged[] => {
    // A task whose type reaches nobody is work like any other.
    if (channel === null) return [];
    if (purpose === null) return [{ ...step, verdict: 'no template' }];
    if (!sendable) return [{ ...step, verdict: 'no sender' }];
    const verdict = askGovernor(book, {
      ...facts.get(step.step)!,
      ...{ now: Date.parse(now), channel, purpose, atOnce: true, calendars, frozen: false },
      zone: facts.get(step.step)!.zone ?? zone,
      touches: touches.get(companyId ?? '') ?? [],
    });
    return [{ ...step, verdict }];
  });
}

type Meant = {
  readonly step: ContactStep;
  /** Null for a task that is no contact. */
  readonly channel: string | null;
  /** Null where the template of a message is gone. */
  readonly purpose: string | null;
  /** An account sends through the channel; calls need none. */
  readonly sendable: boolean;
};

async function meantBy(tx: Tx, steps: readonly ContactStep[]): Promise<readonly Meant[]> {
  const messages = steps.filter((step) => step.kind === 'message');
  const rows = await tx.rows<{ kind: string; code: string; means: string }>(
    `select 'template' as kind, code, purpose as means from templates where code = any($1::text[])
     union all select 'sender', channel, channel from channel_accounts where active and channel = any($2::text[])
     union all select 'type', code, channel from task_types where channel is not null and code = any($3::text[])`,
    [
      messages.map(({ template }) => template),
      messages.map(({ channel }) => channel),
      steps.flatMap((step) => (step.kind === 'task' ? [step.type] : [])),
    ],
  );
  const known = new Map(rows.map(({ kind, code, means }) => [`${kind} ${code}`, means]));
  return steps.map((step) =>
    step.kind === 'message'
      ? {
          step,
          channel: step.channel,
          purpose: known.get(`template ${step.template}`) ?? null,
          sendable: known.has(`sender ${step.channel}`),
        }
      : { step, channel: known.get(`type ${step.type}`) ?? null, purpose: step.purpose, sendable: true },
  );
}
