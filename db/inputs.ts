/** What happens to runs. An input is a row and a nudge; the next move reads it. Writing one never waits for a run. */
import { actorText, type Actor } from '../domain/actor.ts';
import type { InputWhat, Json, RefKind } from '../domain/scenario/shapes.ts';
import type { Target } from '../domain/target.ts';
import type { Tx } from './database.ts';
import { nudge, nudgeAll, nudgeAtOnce } from './outbox.ts';

export type NewInput = {
  readonly runId: string;
  /** Where it comes from (`task`, `mail`, `campaign`, ...) and its id there: the same one twice is one row. */
  readonly source: string;
  readonly sourceId: string;
  readonly what: InputWhat;
  readonly actor: Actor;
  /** What the outside world says about time (ISO); the order of inputs is the order of recording. */
  readonly occurredAt?: string;
  /** The run does not see it before (ISO): until then it can be taken back. */
  readonly notBefore?: string;
};

/** Records what happened to one run, once. A run that does not exist is a defect of the caller. */
export async function recordInput(tx: Tx, input: NewInput): Promise<'recorded' | 'known'> {
  const [written] = await tx.prepared<{ target: Target }>(
    'record-input',
    `insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, occurred_at, not_before, actor)
     select id, campaign_id, cohort, $2, $3, $4, $5::json, $6, $7, $8 from runs where id = $1
     on conflict (run_id, source, source_id) do nothing
     returning ${TARGET} as target`,
    [
      input.runId,
      input.what.kind,
      input.source,
      input.sourceId,
      JSON.stringify(input.what),
      input.occurredAt ?? null,
      input.notBefore ?? null,
      actorText(input.actor),
    ],
  );
  if (written) {
    if (input.what.kind === 'control') await nudgeAtOnce(tx, [written.target]);
    else await nudge(tx, written.target, input.notBefore);
    return 'recorded';
  }
  await tx.one('select id from runs where id = $1', [input.runId]);
  return 'known';
}

/** Who moves the run of an input (or of a run: the columns have the same names). */
export const TARGET = `case when campaign_id is not null and cohort is not null
  then 'pump:' || campaign_id || ':' || cohort else 'run:' || run_id end`;

/**
 * Takes back an input that no move has read yet. False when it is too late: the run has gone on.
 */
export async function withdrawInput(
  tx: Tx,
  { runId, source, sourceId }: Pick<NewInput, 'runId' | 'source' | 'sourceId'>,
): Promise<boolean> {
  const count = await tx.run(
    `update run_inputs set withdrawn_at = now()
     where run_id = $1 and source = $2 and source_id = $3 and taken_rev is null and withdrawn_at is null`,
    [runId, source, sourceId],
  );
  return count > 0;
}

export type NewEvent = {
  readonly subject: { readonly kind: RefKind; readonly id: string };
  readonly event: string;
  readonly facts: Readonly<Record<string, Json>>;
  readonly source: string;
  readonly sourceId: string;
  readonly actor: Actor;
};

/**
 * Records an event for every run that it concerns: those that wait for it now, and those of the subject whose scenario
 * waits for it somewhere, for it may come while they are still on the way there (engine rule 2). Answers how many.
 */
export async function recordEvent(tx: Tx, event: NewEvent): Promise<number> {
  const what: InputWhat = { kind: 'happened', event: event.event, facts: event.facts };
  const { kind, id } = event.subject;
  const written = await tx.rows<{ target: Target }>(
    `with concerned as (
       select run_id from run_waits where subject_kind = $1 and subject_id = $2 and event = $3
       union
       select r.id from runs r join scenario_versions v on v.id = r.version_id
       where r.state <> 'ended' and (${ofSubject[kind]})
         and jsonb_path_exists(v.graph, '$.steps.*.on[*] ? (@.event == $event)', jsonb_build_object('event', $3::text)))
     insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, actor)
     select r.id, r.campaign_id, r.cohort, 'happened', $4, $5, $6::json, $7
     from runs r join concerned c on c.run_id = r.id where r.state <> 'ended'
     on conflict (run_id, source, source_id) do nothing
     returning ${TARGET} as target`,
    [kind, id, event.event, event.source, event.sourceId, JSON.stringify(what), actorText(event.actor)],
  );
  await nudgeAll(
    tx,
    written.map((row) => row.target),
  );
  return written.length;
}

const itself = 'r.participant_id is null and r.subject_kind = $1 and r.subject_id = $2';
const ofSubject: Readonly<Record<RefKind, string>> = {
  company: `r.company_id = $2 or (${itself})`,
  person: `r.person_id = $2 or (${itself})`,
  case: `r.case_id = $2 or (${itself})`,
  participant: 'r.participant_id = $2',
  invoice: itself,
  visit: itself,
};
