/** A message that only tries an account. It goes the way of every other: through the ledger and `dispatch`. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { newId } from './new-id.ts';
import { nudge } from './outbox.ts';

export type Tried = {
  readonly state: 'planned' | 'doing' | 'done' | 'failed' | 'refused' | 'unknown' | 'withdrawn';
  /** What the far side said, or why the account rests. */
  readonly reason: string | null;
};

const HOUR = "interval '1 hour'";

/** Plans it at once and before everything else; after an hour nobody waits for it any more. Answers its key. */
export async function tryAccount(
  tx: Tx,
  viewer: Viewer,
  { accountId, to }: { readonly accountId: string; readonly to: string },
): Promise<{ key: string }> {
  demand(viewer, 'settings.edit');
  const account = await tx.maybe<{ name: string; channel: string; active: boolean }>(
    'select name, channel, active from channel_accounts where id = $1',
    [accountId],
  );
  if (!account?.active) throw notActive();
  const key = `${newId()}:try:1`;
  const { subject, text } = letter(account.name);
  await tx.run(
    `insert into effects (key, kind, priority, channel_account_id, domain, expires_at, epoch)
     values ($1, 'message', 1, $2, split_part($3, '@', 2), now() + ${HOUR}, coalesce((select epoch from installation), 1))`,
    [key, accountId, to],
  );
  await tx.run(
    `insert into messages (effect_key, direction, channel, channel_account_id, purpose, address, subject, body_text, created_by, updated_by)
     values ($1, 'out', $2, $3, 'service', $4, $5, $6, $7, $7)`,
    [key, account.channel, accountId, to, subject[viewer.language], text[viewer.language], actorText(actorOf(viewer))],
  );
  const changes = { to: [null, to] } as const;
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'channel account', recordId: accountId, verb: 'try', changes });
  // Somebody waits for the answer now: an account that rests tries at once.
  await tx.run('update channel_accounts set paused_until = null where id = $1', [accountId]);
  await nudge(tx, `dispatch:${accountId}`);
  return { key };
}

/** What has become of it. */
export async function readTried(db: Tx, viewer: Viewer, key: string): Promise<Tried> {
  demand(viewer, 'settings.edit');
  const tried = await db.maybe<Tried>(
    `select e.state, coalesce(e.reason, case when a.paused_until > now() then a.paused_because end) as reason
     from effects e join channel_accounts a on a.id = e.channel_account_id where e.key = $1 and e.key like '%:try:1'`,
    [key],
  );
  if (tried) return tried;
  throw new DomainError('effect.not_found', {
    pl: 'Tej wiadomości nie ma. Odśwież stronę i spróbuj ponownie.',
    en: 'There is no such message. Reload the page and try again.',
  });
}

function letter(account: string): { readonly subject: Said; readonly text: Said } {
  return {
    subject: { pl: `Próba konta „${account}”`, en: `Test of the account "${account}"` },
    text: {
      pl: `Dzień dobry,\n\nto wiadomość próbna z Nurtu. Skoro ją czytasz, konto „${account}” działa.\n`,
      en: `Hello,\n\nthis is a test message from Nurt. Since you are reading it, the account "${account}" works.\n`,
    },
  };
}

function notActive(): DomainError {
  return new DomainError('account.not_active', {
    pl: 'To konto jest wyłączone. Włącz je, zapisz i wyślij próbę ponownie.',
    en: 'This account is switched off. Switch it on, save, and send the test again.',
  });
}
