/** Campaigns of the cast: the scenario "e-mail, wait or reply, call", its text, and drafts that follow it. */
import type { CampaignDraft } from '../../db/campaigns.ts';
import { nobody, type Sources } from '../../db/candidates.ts';
import type { Db, Tx } from '../../db/database.ts';
import { recordInput } from '../../db/inputs.ts';
import { newId } from '../../db/new-id.ts';
import { moveRun } from '../../db/runs.ts';
import { dateAt } from '../../domain/campaigns/days.ts';
import type { RefKind, Version } from '../../domain/scenario/shapes.ts';
import { users } from './cast.ts';

const by = 'system:test';

/** An invitation, three working days or a reply, then a call. Who may not be written to is not invited at all. */
export const invitation: Version = {
  schema: 1,
  start: 'invite',
  steps: {
    invite: { kind: 'message', name: 'Zaproszenie', channel: 'email', template: 'invitation', next: 'listen' },
    listen: {
      kind: 'wait',
      for: { unit: 'working days', count: 3 },
      on: [{ event: 'reply', next: 'won' }],
      next: 'call',
    },
    call: {
      kind: 'task',
      title: 'Telefon po zaproszeniu',
      type: 'call',
      assignee: { to: 'owner' },
      purpose: 'marketing',
      due: { unit: 'working days', count: 2 },
      outcomes: [
        { code: 'interested', name: { pl: 'Zainteresowany', en: 'Interested' }, next: 'won' },
        { code: 'refused', name: { pl: 'Odmówił', en: 'Refused' }, next: 'lost' },
      ],
    },
    won: { kind: 'end', result: 'success' },
    lost: { kind: 'end', result: 'failure', reason: 'Bez zainteresowania' },
  },
};

/** A call at once, and nothing else. */
export const calling: Version = {
  schema: 1,
  start: 'call',
  steps: { call: invitation.steps['call']!, won: invitation.steps['won']!, lost: invitation.steps['lost']! },
};

/** Somebody looks at the pallets, then somebody fetches them. */
export const complaint: Version = {
  schema: 1,
  start: 'look',
  steps: {
    look: {
      kind: 'task',
      title: 'Oględziny palet',
      type: 'errand',
      assignee: { to: 'owner' },
      outcomes: [{ code: 'bad', name: { pl: 'Uszkodzone', en: 'Broken' }, next: 'fetch' }],
    },
    fetch: {
      kind: 'task',
      title: 'Odbiór palet',
      type: 'errand',
      assignee: { to: 'owner' },
      outcomes: [{ code: 'done', name: { pl: 'Odebrane', en: 'Fetched' }, next: 'done' }],
    },
    done: { kind: 'end', result: 'success' },
  },
};

/** Its open task is finished with an outcome that its step does not know: the run is stuck. */
export async function stopAtOutcome(db: Db, runId: string): Promise<void> {
  await moveRun(db, { runId });
  const { key } = await db.one<{ key: string }>(
    `with closed as (update tasks set state = 'done', done_at = now() where run_id = $1 returning effect_key)
     update effects set state = 'done', settled_at = now() where key = (select effect_key from closed) returning key`,
    [runId],
  );
  await db.transaction((tx) =>
    recordInput(tx, {
      ...{ runId, source: 'test', sourceId: runId, actor: { kind: 'system', id: 'test' } },
      what: { kind: 'outcome', key, code: 'lost', answers: {} },
    }),
  );
  await moveRun(db, { runId });
}

/** Writes a scenario as publishing would leave it. Answers the id of its version. */
export async function placeScenario(tx: Tx, code: string, version: Version): Promise<string> {
  await tx.run(
    `insert into task_types (code, name_pl, name_en, channel) values ('call', 'Telefon', 'Call', 'phone') on conflict do nothing`,
  );
  await tx.run(
    `insert into templates (code, name, purpose, created_by, updated_by) values ('invitation', 'Zaproszenie', 'marketing', $1, $1)
     on conflict do nothing`,
    [by],
  );
  await tx.run(
    `insert into template_versions (template_id, number, subject, body_text, created_by)
     select id, 1, 'Zaproszenie', 'Zapraszamy na seminarium', $1 from templates where code = 'invitation' on conflict do nothing`,
    [by],
  );
  const [scenarioId, versionId] = [newId(), newId()];
  await tx.run(
    `insert into scenarios (id, code, name_pl, name_en, created_by, updated_by) values ($1, $2, $2, $2, $3, $3)`,
    [scenarioId, code, by],
  );
  await tx.run(
    `insert into scenario_versions (id, scenario_id, number, hash, graph, created_by) values ($1, $2, 1, $3, $4, $5)`,
    [versionId, scenarioId, code, JSON.stringify(version), by],
  );
  return versionId;
}

/** The same for a scenario that people start by themselves, about cases or customers. Answers the id of the scenario. */
export async function placeProcedure(
  tx: Tx,
  code: string,
  { version, subject }: { readonly version: Version; readonly subject: RefKind },
): Promise<string> {
  const versionId = await placeScenario(tx, code, version);
  const { id } = await tx.one<{ id: string }>(
    `update scenarios set subject_kind = $2 where id = (select scenario_id from scenario_versions where id = $1) returning id`,
    [versionId, subject],
  );
  return id;
}

/** A date so many days from today, in Warsaw. */
export function inDays(days: number, from = Date.now()): string {
  return dateAt(from + days * 86_400_000, 'Europe/Warsaw');
}

/** A draft of one stage that opens today, for everyone, overseen by Maria. */
export function draftOf(scenarioVersionId: string, over: Partial<CampaignDraft> = {}): CampaignDraft {
  return {
    name: 'Seminarium KSeF',
    kind: 'marketing',
    description: null,
    goalText: '2 zapisane firmy',
    goalMeasure: 'success',
    goalCount: 2,
    budgetMinor: 1_500_000,
    currency: 'PLN',
    supervisorId: users.maria.id,
    legalEntityId: null,
    startsOn: inDays(0),
    endsOn: inDays(30),
    leaveOutBusy: false,
    stages: [
      {
        name: 'Zaproszenie',
        startsOn: inDays(0),
        endsOn: inDays(30),
        budgetMinor: null,
        goalCount: null,
        scenarioVersionId,
        tasksOnClose: 'finish',
        entry: 'everyone',
      },
    ],
    audience: everyone,
    ...over,
  };
}

export const everyone: Sources = { ...nobody, everyone: true };

/** Links lead to this machine, and so do mails. */
export const outside = { publicUrl: 'http://127.0.0.1:3000', mailIsReal: false } as const;
