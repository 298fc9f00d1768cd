/** Unsubscribing by a link that nobody can guess: no login, one click, and it holds for every later message. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import type { Language } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { bareMail } from './corrected-addresses.ts';
import type { Db, Tx } from './database.ts';

/** Address of the page (and of the one-click POST) for a message. */
export function unsubscribeUrl(
  house: { readonly publicUrl: string; readonly secretKey: string },
  messageId: string,
): string {
  return `${house.publicUrl}/u/${unsubscribeToken(house.secretKey, messageId)}`;
}

/** The id of the message and an HMAC of it: whoever has not got the mail cannot make one. */
export function unsubscribeToken(secretKey: string, messageId: string): string {
  const id = Buffer.from(messageId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, signature(secretKey, id)]).toString('base64url');
}

/** The message's id, or undefined if the token is not one of ours. */
export function readUnsubscribeToken(secretKey: string, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 32) return undefined;
  const id = bytes.subarray(0, 16);
  if (!timingSafeEqual(bytes.subarray(16), signature(secretKey, id))) return undefined;
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function signature(secretKey: string, id: Buffer): Buffer {
  return createHmac('sha256', secretKey).update('unsubscribe').update(id).digest().subarray(0, 16);
}

export type Subscription = {
  readonly messageId: string;
  readonly companyId: string | null;
  readonly personId: string | null;
  readonly contactPointId: string | null;
  readonly address: string;
  readonly normalised: string;
  /** The contact point has another address since: whoever holds this one speaks for themselves alone. */
  readonly corrected: boolean;
  readonly purpose: string;
  readonly language: Language;
  readonly senderName: string;
  /** Whether the address is suppressed for this purpose already. */
  readonly ended: boolean;
};

/** What a token stands for; undefined for a message that is gone. */
export async function subscriptionOf(db: Tx, messageId: string): Promise<Subscription | undefined> {
  return db.maybe<Subscription>(
    `select s.*, exists (select 1 from suppressions u where u.kind = 'email' and u.normalised = s.normalised
       and (u.purpose is null or u.purpose = s.purpose)) as ended
     from (
       select m.id as message_id, m.company_id, m.person_id, m.contact_point_id, m.address,
         ${bareMail('m.address')} as normalised, coalesce(cp.normalised <> ${bareMail('m.address')}, false) as corrected,
         coalesce(m.purpose, t.purpose, 'marketing') as purpose,
         coalesce(v.language, (select language from installation), 'pl') as language,
         coalesce(l.name, a.sender_name, (select organisation_name from installation), '') as sender_name
       from messages m
         left join template_versions v on v.id = m.template_version_id
         left join templates t on t.id = v.template_id
         left join contact_points cp on cp.id = m.contact_point_id
         left join channel_accounts a on a.id = m.channel_account_id
         left join campaigns k on k.id = m.campaign_id
         left join legal_entities l on l.id = coalesce(k.legal_entity_id, a.legal_entity_id)
       where m.id = $1 and m.address is not null) s`,
    [messageId],
  );
}

const recipient: Actor = { kind: 'system', id: 'unsubscribe' };

/**
 * Suppresses the address that the message went to, for its purpose, and withdraws the consent unless the customer has another
 * address in its place. Pressing the button twice changes nothing.
 * Answers whether this was the first time.
 */
export async function unsubscribe(db: Db, messageId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const subscription = await subscriptionOf(tx, messageId);
    if (!subscription) return false;
    const { address, normalised, corrected, purpose, companyId, personId, contactPointId } = subscription;
    const first = await tx.run(
      `insert into suppressions (kind, normalised, purpose, reason, created_by)
       values ('email', $1, $2, 'unsubscribed', 'system:unsubscribe') on conflict do nothing`,
      [normalised, purpose],
    );
    if (first === 0) return false;
    await tx.run('insert into unsubscribes (message_id, address, purpose) values ($1, $2, $3)', [
      messageId,
      address,
      purpose,
    ]);
    if (companyId && !corrected) {
      await tx.run(
        `insert into consents (company_id, person_id, contact_point_id, channel, purpose, status, evidence, given_on, created_by)
         values ($1, $2, $3, 'email', $4, 'withdrawn', $5, current_date, 'system:unsubscribe')`,
        [companyId, personId, contactPointId, purpose, `unsubscribed by the link in message ${messageId}`],
      );
    }
    await recordAudit(tx, {
      actor: recipient,
      noun: companyId ? 'company' : 'message',
      recordId: companyId ?? messageId,
      verb: 'unsubscribe',
      changes: { purpose: [purpose, null] },
    });
    return true;
  });
}
