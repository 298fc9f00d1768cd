/** A crowd of participants under way, the world that they live in, and what must hold of them whatever has died. */
import { expect } from 'chai';
import type { Db } from '../../db/database.ts';
import { LEASE_SECONDS } from '../../db/effects.ts';
import { recordEvent, recordInput } from '../../db/inputs.ts';
import { newId } from '../../db/new-id.ts';
import { recomputeRun } from '../../db/run-explain.ts';
import type { Version } from '../../domain/scenario/shapes.ts';
import { gatherCrowd, mailAndCall, seatMail, type Crowd } from '../support/campaign.ts';
import { seatCast } from '../support/cast.ts';
import { allowAlways } from '../support/outgoing.ts';
import type { SmtpSink } from '../support/smtp-sink.ts';
import type { Chance } from './chance.ts';

const actor = { kind: 'system', id: 'test' } as const;

/** Days become seconds; everything else is the campaign of most tests. */
const hasty: Version = {
  ...mailAndCall,
  steps: {
    ...mailAndCall.steps,
    wait: {
      kind: 'wait',
      for: { unit: 'minutes', count: 0.1 },
      on: [{ event: 'reply', next: 'call' }],
      next: 'call',
    },
    call: { ...(mailAndCall.steps['call'] as object), due: { unit: 'minutes', count: 0.5 } } as never,
  },
};

export type Gathered = Crowd & { readonly addresses: number };

export type Gathering = {
  readonly count: number;
  /** Participants beyond this number share an address with an earlier one. */
  readonly addresses: number;
  readonly cohorts: number;
};

/** Seats the cast, mail that goes out at any hour, and a running campaign. */
export async function gather(db: Db, { count, addresses, cohorts }: Gathering): Promise<Gathered> {
  await db.transaction(async (tx) => {
    await seatCast(tx);
    await seatMail(tx);
    await allowAlways(tx);
  });
  const email = (n: number) => `biuro@firma${n % addresses}.example`;
  return { ...(await gatherCrowd(db, { count, version: hasty, cohorts, email })), addresses };
}

/** Customers reply and operators finish calls; what they do while a part is away they do again later. */
export function liveOn(db: Db, crowd: Crowd, random: Chance): { stop(): Promise<void> } {
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      await finishCalls(db, crowd, random).catch(() => {});
      await reply(db, crowd, random).catch(() => {});
      await pause(500);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await running;
    },
  };
}

async function finishCalls(db: Db, { campaignId }: Crowd, random: Chance): Promise<void> {
  await db.transaction(async (tx) => {
    const open = await tx.rows<{ key: string; runId: string }>(
      `select effect_key as key, run_id from tasks where campaign_id = $1 and state = 'open' limit 300 for update skip locked`,
      [campaignId],
    );
    for (const { key, runId } of open) {
      const code = random.next() < 0.5 ? 'yes' : 'no';
      await tx.run(`update tasks set state = 'done', outcome = $2, done_at = now() where effect_key = $1`, [key, code]);
      const what = { kind: 'outcome', key, code, answers: {} } as const;
      await recordInput(tx, { runId, source: 'task', sourceId: key, what, actor });
    }
  });
}

async function reply(db: Db, crowd: Crowd, random: Chance): Promise<void> {
  const id = random.pick(crowd.companyIds);
  const subject = { kind: 'company', id } as const;
  for (const _again of [1, 2])
    await db.transaction((tx) =>
      recordEvent(tx, { subject, event: 'reply', facts: {}, source: 'api', sourceId: `reply of ${id}`, actor }),
    );
}

/**
 * What a minute of waiting does: what the dead have claimed or put off is free again. A living sender renews its leases
 * each 15 seconds, so one that was not renewed for 25 belongs to nobody.
 */
export async function hasten(db: Db): Promise<void> {
  await db.run(
    `update outbox set claimed_until = null, available_at = least(available_at, now())
     where claimed_until > now() + interval '2 seconds' or available_at > now() + interval '10 seconds'`,
  );
  await db.run(
    `update effects set lease_until = now() where state = 'doing' and lease_until < now() + make_interval(secs => $1)`,
    [LEASE_SECONDS - 25],
  );
}

/** Each run has ended, or waits for a person to say what became of its mail. */
export async function isSettled(db: Db, { campaignId }: Crowd): Promise<boolean> {
  const { open, lying } = await db.one<{ open: number; lying: number }>(
    `select (select count(*) from runs r where r.campaign_id = $1 and r.state <> 'ended' and not exists (
         select 1 from effects e where e.run_id = r.id and e.state = 'unknown')) as open,
       (select count(*) from run_inputs where campaign_id = $1 and taken_rev is null and withdrawn_at is null) as lying`,
    [campaignId],
  );
  return open === 0 && lying === 0;
}

/** Has every run that was due by then been moved, and every input that lay there been taken? */
export async function isCaughtUp(db: Db, { campaignId }: Crowd, by: string): Promise<boolean> {
  const { behind } = await db.one<{ behind: boolean }>(
    `select exists (select 1 from runs where campaign_id = $1 and state = 'running' and due_at < $2)
       or exists (select 1 from run_inputs where campaign_id = $1 and taken_rev is null and withdrawn_at is null
         and coalesce(not_before, recorded_at) < $2) as behind`,
    [campaignId, by],
  );
  return !behind;
}

export async function expectWhole(db: Db, crowd: Gathered, sink: SmtpSink): Promise<void> {
  const found = await picture(db, crowd);
  const { runs, effects } = found;
  expect(runs['stuck'] ?? 0, JSON.stringify(found)).to.equal(0);
  expect((runs['ended'] ?? 0) + (runs['running'] ?? 0)).to.equal(crowd.runIds.length);
  expect(Object.keys(effects)).to.not.include.members(['doing']);
  expect(effects['planned'] ?? 0, JSON.stringify(found)).to.equal(0);
  expect(effects['refused'], JSON.stringify(found)).to.equal(crowd.runIds.length - crowd.addresses);
  expect(runs['running'] ?? 0).to.equal(effects['unknown'] ?? 0);

  const ids = sink.received.map(({ messageId }) => messageId);
  expect(new Set(ids).size, 'a second mail for a key').to.equal(ids.length);
  const addresses = sink.received.map(({ to }) => to);
  expect(new Set(addresses).size, 'a second mail for an address').to.equal(addresses.length);
  expect(sink.received.length).to.be.at.least(effects['done mail'] ?? 0);

  const due = await db.one<{ n: number }>(
    `select count(*) as n from runs where campaign_id = $1 and state = 'running' and due_at < now() - interval '2 minutes'`,
    [crowd.campaignId],
  );
  expect(due.n, 'runs that are due').to.equal(0);
  await expectOneStateEach(db, crowd);
  for (let n = 0; n < crowd.runIds.length; n += 40) {
    const { differs } = await recomputeRun(db, crowd.runIds[n]!);
    expect(differs, 'moves that come out differently').to.deep.equal([]);
  }
}

/** Each participant has one run, which has ended or waits for a person to say what became of its mail. */
async function expectOneStateEach(db: Db, { campaignId, runIds }: Crowd): Promise<void> {
  const found = await db.rows<{ what: string; n: number }>(
    `select p.state || ': ' || coalesce(r.standing, 'no run') as what, count(*) as n
     from participants p cross join lateral (
       select string_agg(case when r.state = 'ended' and r.result is not null then 'ended'
         when r.state = 'running' and exists (select 1 from effects e where e.run_id = r.id and e.state = 'unknown')
         then 'waits for a person' else r.state || ' for nothing' end, ', ') as standing
       from runs r where r.participant_id = p.id) r
     where p.campaign_id = $1 group by 1`,
    [campaignId],
  );
  for (const { what } of found)
    expect(what).to.be.oneOf(['active: ended', 'done: ended', 'active: waits for a person']);
  expect(found.reduce((sum, { n }) => sum + n, 0)).to.equal(runIds.length);
}

export async function picture(db: Db, { campaignId }: Crowd) {
  const count = async (sql: string): Promise<Record<string, number>> =>
    Object.fromEntries((await db.rows<{ what: string; n: number }>(sql, [campaignId])).map(({ what, n }) => [what, n]));
  return {
    runs: await count('select state as what, count(*) as n from runs where campaign_id = $1 group by 1'),
    effects: {
      ...(await count('select state as what, count(*) as n from effects where campaign_id = $1 group by 1')),
      ...(await count(
        `select 'done mail' as what, count(*) as n from effects where campaign_id = $1 and kind = 'message' and state = 'done'`,
      )),
    },
    outbox: (await db.one<{ n: number }>(`select count(*) as n from outbox where $1 <> ''`, [newId()])).n,
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
