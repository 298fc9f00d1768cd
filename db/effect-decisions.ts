/** Messages that may or may not have gone out, and what a person decides about them (engine rule 7). */
import { actorOf, demand, demandEverybody, seesEverybody, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { reasonCode } from '../domain/reasons.ts';
import { recordAudit } from './audit.ts';
import { readdressPlanned, isStill, type Corrected } from './corrected-addresses.ts';
import type { Db, Tx } from './database.ts';
import { recordInput } from './inputs.ts';
import { reachableMessages } from './message-scope.ts';
import { nudge } from './outbox.ts';
import { parameters } from './task-scope.ts';

/** `done`: it went out. `not done`: it did not, and shall not. `again`: a second attempt under the same key. */
export type Decision = 'done' | 'not done' | 'again';

type Doubtful = {
  readonly key: string;
  readonly state: string;
  readonly attempt: number;
  readonly runId: string | null;
  readonly accountId: string | null;
  readonly messageId: string | null;
};

/** A doubtful message as whoever decides has seen it. */
export type SeenAttempt = { readonly key: string; readonly attempt: number };

/**
 * Decides these doubtful messages, all or none; on record with who decided. Throws `effect.not_doubtful` for a settled one,
 * and `effect.changed` for one that has been sent again since it was seen: what is known of one attempt says nothing of the
 * next.
 */
export async function decideDoubtful(
  tx: Tx,
  viewer: Viewer,
  asked: { readonly messages: readonly SeenAttempt[]; readonly decision: Decision },
): Promise<void> {
  demand(viewer, 'message.settle');
  // In one order, so that two people who decide the same ones wait for each other instead of crossing.
  const seen = new Map(asked.messages.map(({ key, attempt }) => [key, attempt]));
  for (const [key, attempt] of [...seen].sort(([a], [b]) => (a < b ? -1 : 1)))
    await decideOne(tx, viewer, { key, attempt, decision: asked.decision });
}

type Deciding = SeenAttempt & { readonly decision: Decision };

async function decideOne(tx: Tx, viewer: Viewer, asked: Deciding): Promise<void> {
  const effect = await lockDoubtful(tx, viewer, asked.key);
  if (effect.attempt !== asked.attempt) throw sentAgain(effect.attempt);
  const by = actorText(actorOf(viewer));
  if (asked.decision === 'again') await planAgain(tx, viewer, effect);
  else await settle(tx, effect, { as: asked.decision === 'done' ? 'done' : 'failed', viewer, by });
  // A list that was opened before shows another version: what is chosen on it is skipped.
  await tx.run('update messages set version = version + 1 where effect_key = $1', [effect.key]);
  await recordAudit(tx, {
    actor: actorOf(viewer),
    noun: 'message',
    recordId: effect.messageId ?? effect.key,
    verb: 'settle',
    changes: { state: ['unknown', asked.decision] },
  });
}

/** Only among what the viewer sees: of others' customers' messages nobody learns that they are there. */
async function lockDoubtful(tx: Tx, viewer: Viewer, key: string): Promise<Doubtful> {
  const params = parameters();
  const effect = await tx.maybe<Doubtful>(
    `select e.key, e.state, e.attempt, e.run_id, e.channel_account_id as account_id, m.id as message_id
     from effects e left join messages m on m.effect_key = e.key
     where e.key = ${params.add(key)} and ${seesEverybody(viewer) ? 'true' : `m.id is not null and ${reachableMessages(viewer, params)}`}
     for no key update of e`,
    params.list,
  );
  if (!effect) {
    throw new DomainError('effect.not_found', {
      pl: 'Tej wiadomości nie ma. Odśwież listę.',
      en: 'There is no such message. Refresh the list.',
    });
  }
  if (effect.state === 'unknown') return effect;
  throw new DomainError('effect.not_doubtful', {
    pl: `Ta wiadomość nie jest już wątpliwa (stan: ${effect.state}). Odśwież listę.`,
    en: `This message is no longer doubtful (state: ${effect.state}). Refresh the list.`,
  });
}

function sentAgain(attempt: number): DomainError {
  return new DomainError('effect.changed', {
    pl: `Tę wiadomość ktoś tymczasem wysłał jeszcze raz (próba ${attempt}). Odśwież listę i zdecyduj o tej próbie.`,
    en: `Somebody has sent this message again since (attempt ${attempt}). Refresh the list and decide about that attempt.`,
  });
}

/** To where the address has been corrected meanwhile. */
async function planAgain(tx: Tx, viewer: Viewer, { key, accountId }: Doubtful): Promise<void> {
  await tx.run(
    `update effects set state = 'planned', not_before = null, reason = null, withdrawn_while_doing = false,
       expires_at = case when expires_at < now() + interval '1 day' then now() + interval '1 day' else expires_at end
     where key = $1`,
    [key],
  );
  const corrected = await tx.maybe<Corrected>(
    `select p.id, p.company_id, p.value, p.normalised from messages m join contact_points p on p.id = m.contact_point_id
     where m.effect_key = $1 and p.state = 'good' and p.company_id = m.company_id and not ${isStill('p')}`,
    [key],
  );
  if (corrected) await readdressPlanned(tx, actorOf(viewer), corrected);
  if (accountId) await nudge(tx, `dispatch:${accountId}`);
}

type Settling = { readonly as: 'done' | 'failed'; readonly viewer: Viewer; readonly by: string };

async function settle(tx: Tx, { key, runId }: Doubtful, { as, viewer, by }: Settling): Promise<void> {
  const reason = as === 'failed' ? reasonCode('a person said that it did not go out') : null;
  await tx.run(
    `update effects set state = $2, reason = coalesce($3, reason), settled_at = now(), settled_by = $4 where key = $1`,
    [key, as, reason, by],
  );
  if (as === 'done') {
    await tx.run(
      `update messages set sent_at = coalesce(sent_at, now()), updated_at = now(), updated_by = $2 where effect_key = $1`,
      [key, by],
    );
  }
  if (!runId) return;
  await recordInput(tx, {
    runId,
    source: 'effect',
    sourceId: key,
    what: { kind: 'settled', key, as, ...(reason ? { reason } : {}) },
    actor: actorOf(viewer),
  });
}

/** Of effects: what was planned before this installation was restored from a copy, and waits for a person. */
export const HELD = `kind = 'message' and state = 'planned' and epoch < coalesce((select epoch from installation), 1)`;

/** How much was planned before this copy was restored and waits for somebody who may let it go; nothing for anybody else. */
export async function countHeld(db: Tx, viewer: Viewer): Promise<number> {
  if (!seesEverybody(viewer)) return 0;
  const { count } = await db.one<{ count: number }>(`select count(*) as count from effects where ${HELD}`);
  return count;
}

/** Lets go, or drops, what had been planned before this installation was restored from a copy. Answers how many. */
export async function decideHeld(db: Db, viewer: Viewer, decision: 'send' | 'drop'): Promise<number> {
  demand(viewer, 'message.settle');
  demandEverybody(viewer);
  return db.transaction(async (tx) => {
    const by = actorText(actorOf(viewer));
    const rows =
      decision === 'send'
        ? await tx.rows<HeldRow>(
            `update effects set epoch = (select epoch from installation) where ${HELD} returning key, run_id, channel_account_id`,
          )
        : await tx.rows<HeldRow>(
            `update effects set state = 'refused', reason = '${DROPPED}', settled_at = now(), settled_by = $1
             where ${HELD} returning key, run_id, channel_account_id`,
            [by],
          );
    if (decision === 'drop') await tellDropped(tx, rows, viewer);
    const accounts = new Set(rows.flatMap((row) => (row.channelAccountId ? [row.channelAccountId] : [])));
    if (decision === 'send') for (const id of accounts) await nudge(tx, `dispatch:${id}`);
    await recordAudit(tx, {
      actor: actorOf(viewer),
      noun: 'message',
      recordId: 'held',
      verb: decision,
      changes: { count: [rows.length, 0] },
    });
    return rows.length;
  });
}

const DROPPED = reasonCode('dropped after a restore');

type HeldRow = { readonly key: string; readonly runId: string | null; readonly channelAccountId: string | null };

async function tellDropped(tx: Tx, rows: readonly HeldRow[], viewer: Viewer): Promise<void> {
  await tx.run('delete from touches where effect_key = any($1::text[])', [rows.map((row) => row.key)]);
  for (const { key, runId } of rows) {
    if (!runId) continue;
    const what = { kind: 'settled', key, as: 'refused', reason: DROPPED } as const;
    await recordInput(tx, { runId, source: 'effect', sourceId: key, what, actor: actorOf(viewer) });
  }
}
