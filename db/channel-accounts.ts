/** Accounts through which messages go out: who sends, how fast, and whether the far side takes anything now. */
import { accountBackoff } from '../domain/effects/results.ts';
import type { Db, Tx } from './database.ts';
import { nudge } from './outbox.ts';

export type Account = {
  readonly id: string;
  readonly channel: string;
  readonly name: string;
  readonly senderName: string;
  readonly senderAddress: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly perHour: number;
  readonly perDomainPerHour: number;
  readonly connections: number;
  readonly active: boolean;
  readonly pausedUntil: string | null;
  readonly pausedBecause: string | null;
  readonly version: number;
};

const COLUMNS = `id, channel, name, coalesce(sender_name, '') as sender_name, coalesce(sender_address, '') as sender_address,
  settings, per_hour, per_domain_per_hour, connections, active,
  case when paused_until > coalesce($2::timestamptz, now()) then paused_until end as paused_until, paused_because, version`;

/** `now`: tests only, the virtual time instead of the database's clock (ISO). */
export async function accountById(db: Tx, id: string, now?: string): Promise<Account | undefined> {
  return db.maybe<Account>(`select ${COLUMNS} from channel_accounts where id = $1`, [id, now ?? null]);
}

/**
 * Which account sends: the order of `channel_accounts a` for one of our firms (SQL of its id; null: the default one). One that is
 * active before one that waits, then that of the firm, that of the whole organisation, that of another firm; the oldest first.
 */
export function sendersFirst(firm: string): string {
  return `a.active desc, case when a.legal_entity_id = coalesce(${firm}, (select id from legal_entities where is_default)) then 0
    when a.legal_entity_id is null then 1 else 2 end, a.created_at, a.id`;
}

/** The active account of what goes out for no campaign: letters, invitations, digests. */
export const HOUSE_SENDER = `select a.* from channel_accounts a where a.channel = 'email' and a.active
  order by ${sendersFirst('null::uuid')} limit 1`;

/** Nobody's mail leaves: there may be accounts for e-mail, but none is active. */
export async function isMailOff(tx: Tx): Promise<boolean> {
  return (await tx.maybe(`select 1 from channel_accounts where channel = 'email' and active limit 1`)) === undefined;
}

export type DefaultAccount = { readonly senderName: string; readonly senderAddress: string };

/**
 * Makes sure that there is an e-mail account, and that the one made by Nurt itself carries the sender of the environment
 * (`MAIL_FROM`). Called at start; answers its id.
 */
export async function seatDefaultAccount(db: Db, sender: DefaultAccount): Promise<string> {
  return db.transaction(async (tx) => {
    await tx.run('lock table channel_accounts in share row exclusive mode');
    const known = await tx.maybe<{ id: string }>(
      `select id from channel_accounts where channel = 'email' and created_by = 'system:setup' order by created_at limit 1`,
    );
    if (!known) {
      const { id } = await tx.one<{ id: string }>(
        `insert into channel_accounts (channel, plugin, name, sender_name, sender_address, legal_entity_id)
         values ('email', 'email', 'E-mail', $1, $2, (select id from legal_entities where is_default)) returning id`,
        [sender.senderName, sender.senderAddress],
      );
      return id;
    }
    await tx.run(
      `update channel_accounts set sender_name = $2, sender_address = $3, version = version + 1, updated_at = now()
       where id = $1 and (sender_name, sender_address) is distinct from ($2, $3)`,
      [known.id, sender.senderName, sender.senderAddress],
    );
    return known.id;
  });
}

/** Name and address of `Nurt <biuro@firma.pl>`, or of an address alone. */
export function readSender(text: string): DefaultAccount {
  const found = /^\s*"?([^"<]*?)"?\s*<([^<>\s]+@[^<>\s]+)>\s*$/.exec(text);
  return found ? { senderName: found[1]!, senderAddress: found[2]! } : { senderName: '', senderAddress: text.trim() };
}

/** The far side refuses the whole account: nothing is claimed for a while, longer each time. */
export async function pauseAccount(
  db: Tx,
  { id, because, now }: { readonly id: string; readonly because: string; readonly now?: string },
): Promise<void> {
  const { refusals } = await db.one<{ refusals: number }>(
    'update channel_accounts set refusals = refusals + 1 where id = $1 returning refusals',
    [id],
  );
  await db.run(
    `update channel_accounts set paused_until = coalesce($4::timestamptz, now()) + make_interval(secs => $2), paused_because = left($3, 500) where id = $1`,
    [id, accountBackoff(refusals), because.replaceAll('\0', ' '), now ?? null],
  );
}

/** Something went out again. */
export async function accountWorks(db: Tx, id: string): Promise<void> {
  await db.run(
    `update channel_accounts set refusals = 0, paused_until = null, paused_because = null where id = $1 and refusals > 0`,
    [id],
  );
}

/** Wakes the senders of every account, as after a thaw or when a copy is let loose. */
export async function wakeAccounts(tx: Tx): Promise<void> {
  for (const { id } of await tx.rows<{ id: string }>('select id from channel_accounts where active order by id'))
    await nudge(tx, `dispatch:${id}`);
}
