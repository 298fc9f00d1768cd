/** A campaign as the engine sees it: companies with addresses and consent, a stage with a scenario, a run for each. */
import type { Ref, Version } from '../../domain/scenario/shapes.ts';
import type { Db, Tx } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { startRuns } from '../../db/runs.ts';
import { users } from './cast.ts';

const by = 'system:test';

/** Stores a scenario version without asking whether it may be published. Answers its id. */
export async function storeVersion(tx: Tx, version: Version, code = `test-${newId()}`): Promise<string> {
  const id = newId();
  await tx.run(
    `with s as (insert into scenarios (code, name_pl, name_en, created_by, updated_by) values ($2, $2, $2, '${by}', '${by}') returning id)
     insert into scenario_versions (id, scenario_id, number, hash, graph, created_by) select $1, id, 1, $2, $3, '${by}' from s`,
    [id, code, JSON.stringify(version)],
  );
  return id;
}

/** The row that makes a database an installation, a template and an account to send from. */
export async function seatMail(tx: Tx, { connections = 5 } = {}): Promise<{ accountId: string }> {
  await tx.run(`insert into installation (id) values ($1) on conflict do nothing`, [newId()]);
  const accountId = newId();
  await tx.run(
    `insert into channel_accounts (id, channel, plugin, name, sender_name, sender_address, connections)
     values ($1, 'email', 'email', 'Test', 'Nurt', 'nurt@nurt.example', $2)`,
    [accountId, connections],
  );
  await tx.run(
    `with t as (insert into templates (code, name, purpose, created_by, updated_by)
       values ('invitation', 'Zaproszenie', 'marketing', '${by}', '${by}') returning id)
     insert into template_versions (template_id, number, subject, body_text, created_by)
     select id, 1, 'Zaproszenie', 'Dzień dobry, {{ company.name }}', '${by}' from t`,
  );
  return { accountId };
}

export type Crowd = {
  readonly campaignId: string;
  readonly stageId: string;
  readonly versionId: string;
  readonly runIds: readonly string[];
  readonly companyIds: readonly string[];
};

export type CrowdWish = {
  readonly count: number;
  readonly version: Version;
  readonly cohorts?: number;
  /** Address of the company with that number; default: one of its own. */
  readonly email?: (n: number) => string;
};

/** Makes a running campaign of `count` new companies that all agreed to be written to and called. */
export async function gatherCrowd(db: Db, { count, version, cohorts = 1, email }: CrowdWish): Promise<Crowd> {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const companyIds = numbers.map(() => newId());
  const participantIds = numbers.map(() => newId());
  const runIds = numbers.map(() => newId());
  const campaignId = newId();
  const stageId = newId();
  const addresses = numbers.map((n) => email?.(n) ?? `biuro@firma${n}.example`);

  return db.transaction(async (tx) => {
    const versionId = await storeVersion(tx, version);
    await tx.run(
      `insert into companies (id, name, owner_id, created_by, updated_by)
       select id, 'Firma ' || n, $3, '${by}', '${by}' from unnest($1::uuid[], $2::int[]) u(id, n)`,
      [companyIds, numbers, users.anna.id],
    );
    await tx.run(
      `insert into contact_points (company_id, kind, value, normalised, is_main, created_by, updated_by)
       select id, 'email', address, address, true, '${by}', '${by}' from unnest($1::uuid[], $2::text[]) u(id, address)
       union all
       select id, 'phone', '+48600' || lpad(n::text, 6, '0'), '+48600' || lpad(n::text, 6, '0'), true, '${by}', '${by}'
       from unnest($1::uuid[], $3::int[]) u(id, n)`,
      [companyIds, addresses, numbers],
    );
    await tx.run(
      `insert into consents (company_id, channel, purpose, status, evidence, created_by)
       select id, 'any', 'marketing', 'given', 'test', '${by}' from unnest($1::uuid[]) id`,
      [companyIds],
    );
    await tx.run(
      `insert into campaigns (id, name, supervisor_id, starts_on, ends_on, state, started_at, created_by, updated_by)
       values ($1, 'Kampania', $2, current_date - 1, current_date + 60, 'running', now(), '${by}', '${by}')`,
      [campaignId, users.maria.id],
    );
    await tx.run(
      `insert into campaign_stages (id, campaign_id, position, name, starts_on, ends_on, scenario_version_id, state, created_by, updated_by)
       values ($1, $2, 1, 'Etap', current_date - 1, current_date + 60, $3, 'open', '${by}', '${by}')`,
      [stageId, campaignId, versionId],
    );
    await tx.run(
      `insert into participants (id, campaign_id, company_id, cohort, state, created_by)
       select id, $3, company, n % $4, 'active', '${by}' from unnest($1::uuid[], $2::uuid[], $5::int[]) u(id, company, n)`,
      [participantIds, companyIds, campaignId, cohorts, numbers],
    );
    await startRuns(
      tx,
      numbers.map((n) => ({
        id: runIds[n]!,
        kind: 'participant',
        versionId,
        subject: { kind: 'participant', id: participantIds[n]! } satisfies Ref,
        companyId: companyIds[n]!,
        campaignId,
        stageId,
        participantId: participantIds[n]!,
        cohort: n % cohorts,
        actor: { kind: 'system', id: 'test' },
      })),
    );
    return { campaignId, stageId, versionId, runIds, companyIds };
  });
}

/** Mail, three working days or a reply, a call with outcomes: the campaign of most tests. */
export const mailAndCall: Version = {
  schema: 1,
  start: 'mail',
  steps: {
    mail: {
      kind: 'message',
      channel: 'email',
      template: 'invitation',
      atOnce: true,
      refused: 'left',
      failed: 'left',
      next: 'wait',
    },
    wait: {
      kind: 'wait',
      for: { unit: 'working days', count: 3 },
      on: [{ event: 'reply', next: 'call' }],
      next: 'call',
    },
    call: {
      kind: 'task',
      title: 'Zadzwoń',
      type: 'call',
      assignee: { to: 'owner' },
      due: { unit: 'working days', count: 2 },
      outcomes: [
        { code: 'yes', name: { pl: 'Tak', en: 'Yes' }, next: 'won' },
        { code: 'no', name: { pl: 'Nie', en: 'No' }, next: 'lost' },
      ],
      timeout: 'lost',
    },
    won: { kind: 'end', result: 'success' },
    lost: { kind: 'end', result: 'failure' },
    left: { kind: 'end', result: 'neutral', reason: 'left out' },
  },
};
