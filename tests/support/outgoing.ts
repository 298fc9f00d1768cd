/** Planned messages as runs and people plan them, for tests of sending. */
import { newId } from '../../db/new-id.ts';
import type { Db, Tx } from '../../db/database.ts';
import { companies } from './cast.ts';

export type Planned = {
  readonly key?: string;
  readonly address?: string;
  readonly companyId?: string | null;
  readonly runId?: string;
  readonly purpose?: string;
  readonly priority?: number;
  readonly notBefore?: string;
  readonly expiresAt?: string;
  readonly templateVersionId?: string;
  readonly campaignId?: string;
};

/** A default account through which mail goes out, with as many connections as asked for. */
export async function seatAccount(tx: Tx, connections = 5): Promise<string> {
  const { id } = await tx.one<{ id: string }>(
    `insert into channel_accounts (channel, plugin, name, sender_name, sender_address, connections, per_hour, per_domain_per_hour)
     values ('email', 'email', 'E-mail', 'Nurt', 'nurt@nurt.example', $1, 10000000, 10000000) returning id`,
    [connections],
  );
  return id;
}

/** No quiet hours and no cap, so that tests pass at night as well. */
export async function allowAlways(tx: Tx): Promise<void> {
  const loose = { needsConsent: false, capped: false, offer: false };
  const book = {
    purposes: { marketing: { needsConsent: true, capped: true, offer: true }, service: loose },
    hours: {},
    cap: null,
  };
  await tx.run('insert into governor_rules (book) values ($1) on conflict (singleton) do update set book = $1', [
    JSON.stringify(book),
  ]);
}

/** Plans one message; answers its key. Without a template it is one that a person wrote. */
export async function planMessage(tx: Tx, accountId: string, planned: Planned = {}): Promise<string> {
  const key = planned.key ?? `${newId()}:mail:1`;
  const address = planned.address ?? companies.drewPol.email;
  const companyId = planned.companyId === undefined ? companies.drewPol.id : planned.companyId;
  await tx.run(
    `insert into effects (key, run_id, kind, priority, company_id, campaign_id, channel_account_id, domain, not_before, expires_at)
     values ($1, $2, 'message', $3, $4, $5, $6, split_part($7, '@', 2), $8, $9)`,
    [
      key,
      planned.runId ?? null,
      planned.priority ?? 2,
      companyId,
      planned.campaignId ?? null,
      accountId,
      address,
      planned.notBefore ?? null,
      planned.expiresAt ?? null,
    ],
  );
  await tx.run(
    `insert into messages (effect_key, direction, channel, channel_account_id, company_id, contact_point_id, purpose, address,
       template_version_id, subject, body_text, run_id, created_by, updated_by)
     values ($1, 'out', 'email', $2, $3, (select id from contact_points where company_id = $3 and normalised = $4 limit 1),
       $5, $4, $6, $7, $8, $9, 'system:test', 'system:test')`,
    [
      key,
      accountId,
      companyId,
      address,
      planned.purpose ?? 'service',
      planned.templateVersionId ?? null,
      planned.templateVersionId ? null : 'Dzień dobry',
      planned.templateVersionId ? null : 'Treść',
      planned.runId ?? null,
    ],
  );
  return key;
}

/** A run that waits, of a scenario that does nothing, so that inputs have somewhere to go. */
export async function seatRun(db: Db, companyId: string = companies.drewPol.id): Promise<string> {
  return db.transaction(async (tx) => {
    const scenario = await tx.one<{ id: string }>(
      `insert into scenarios (code, name_pl, name_en, created_by, updated_by)
       values ('test-' || gen_random_uuid(), 'Próba', 'Trial', 'system:test', 'system:test') returning id`,
    );
    const version = await tx.one<{ id: string }>(
      `insert into scenario_versions (scenario_id, number, hash, graph, created_by)
       values ($1, 1, 'x', '{"schema":1,"start":"end","steps":{"end":{"kind":"end","result":"success"}}}', 'system:test') returning id`,
      [scenario.id],
    );
    const id = newId();
    await tx.run(
      `insert into runs (id, kind, version_id, subject_kind, subject_id, company_id, created_by)
       values ($1, 'procedure', $2, 'company', $3, $3, 'system:test')`,
      [id, version.id, companyId],
    );
    return id;
  });
}

export async function stateOf(db: Tx, key: string): Promise<{ state: string; reason: string | null; attempt: number }> {
  return db.one('select state, reason, attempt from effects where key = $1', [key]);
}
