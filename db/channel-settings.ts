/** What administrators set about the accounts through which messages go out, and a message to try them. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { newId } from './new-id.ts';
import { nudge } from './outbox.ts';

export type AccountSettings = {
  readonly name: string;
  readonly senderName: string;
  readonly senderAddress: string;
  /** Null: the organisation as a whole. */
  readonly legalEntityId: string | null;
  readonly perHour: number;
  readonly perDomainPerHour: number;
  readonly connections: number;
  readonly active: boolean;
};

export type ListedAccount = AccountSettings & {
  readonly id: string;
  readonly channel: string;
  readonly version: number;
  /** Sender and address come from the environment at every start. */
  readonly fixed: boolean;
  readonly sentLastHour: number;
  readonly planned: number;
};

/** `senderIsFixed`: `MAIL_FROM` is set, and wins over what people write here. */
export type Setting = { readonly viewer: Viewer; readonly senderIsFixed: boolean };

const SETTINGS = `name, coalesce(sender_name, '') as sender_name, coalesce(sender_address, '') as sender_address,
  legal_entity_id, per_hour, per_domain_per_hour, connections, active`;

export async function listAccounts(db: Tx, { viewer, senderIsFixed }: Setting): Promise<ListedAccount[]> {
  demand(viewer, 'settings.edit');
  return db.rows<ListedAccount>(
    `select id, channel, ${SETTINGS}, version, $1 and ${IS_FIRST} as fixed,
       (select count(*) from effects e where e.channel_account_id = a.id and e.state = 'done'
          and e.settled_at > now() - interval '1 hour') as sent_last_hour,
       (select count(*) from (select 1 from effects e where e.channel_account_id = a.id and e.kind = 'message'
          and e.state = 'planned' limit 10001) waiting) as planned
     from channel_accounts a order by active desc, channel, name, id limit 200`,
    [senderIsFixed],
  );
}

/** The account that Nurt made itself: MAIL_FROM speaks of this one. */
const IS_FIRST = `id = (select id from channel_accounts where channel = 'email' and created_by = 'system:setup'
  order by created_at limit 1)`;

/** Our own firms, for which an account may send. */
export async function listLegalEntities(db: Tx): Promise<{ id: string; name: string }[]> {
  return db.rows('select id, name from legal_entities order by is_default desc, name, id limit 200');
}

export async function createAccount(tx: Tx, viewer: Viewer, settings: AccountSettings): Promise<{ id: string }> {
  demand(viewer, 'settings.edit');
  const by = actorText(actorOf(viewer));
  const id = newId();
  await tx.run(
    `insert into channel_accounts (id, channel, plugin, name, sender_name, sender_address, legal_entity_id, per_hour,
       per_domain_per_hour, connections, active, created_by, updated_by)
     values ($1, 'email', 'email', $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    [id, ...valuesOf(settings), by],
  );
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'channel account', recordId: id, verb: 'create' });
  return { id };
}

export type AccountChange = { readonly id: string; readonly version: number; readonly settings: AccountSettings };

/** Connections are opened anew with the new settings; an account that rested after refusals tries again at once. */
export async function saveAccount(tx: Tx, setting: Setting, { id, version, settings }: AccountChange): Promise<void> {
  const { viewer, senderIsFixed } = setting;
  demand(viewer, 'settings.edit');
  const before = await tx.maybe<AccountSettings & { version: number; isFirst: boolean }>(
    `select ${SETTINGS}, version, ${IS_FIRST} as is_first from channel_accounts where id = $1 for no key update`,
    [id],
  );
  if (!before) throw noAccount();
  if (before.version !== version) throw withNow(changedMeanwhile(), before);
  const { version: _version, isFirst, ...old } = before;
  const sameSender = old.senderName === settings.senderName && old.senderAddress === settings.senderAddress;
  if (senderIsFixed && isFirst && !sameSender) throw senderFixed();
  await tx.run(
    `update channel_accounts set name = $2, sender_name = $3, sender_address = $4, legal_entity_id = $5, per_hour = $6,
       per_domain_per_hour = $7, connections = $8, active = $9, paused_until = null, paused_because = null, refusals = 0,
       version = version + 1, updated_at = now(), updated_by = $10 where id = $1`,
    [id, ...valuesOf(settings), actorText(actorOf(viewer))],
  );
  const changes = changesBetween(old, settings);
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'channel account', recordId: id, verb: 'edit', changes });
  await nudge(tx, `dispatch:${id}`);
}

function valuesOf(settings: AccountSettings): unknown[] {
  const { name, senderName, senderAddress, legalEntityId, perHour, perDomainPerHour, connections, active } = settings;
  return [name, senderName, senderAddress, legalEntityId, perHour, perDomainPerHour, connections, active];
}

function noAccount(): DomainError {
  return new DomainError('account.not_found', {
    pl: 'Nie ma takiego konta wysyłki. Odśwież stronę.',
    en: 'There is no such sending account. Reload the page.',
  });
}

function changedMeanwhile(): DomainError {
  return new DomainError('account.changed', {
    pl: 'Ktoś zmienił to konto w międzyczasie. Wczytaj stronę ponownie i nanieś zmiany.',
    en: 'Somebody changed this account in the meantime. Load the page again and make your changes.',
  });
}

function senderFixed(): DomainError {
  return new DomainError(
    'account.sender_fixed',
    {
      pl: 'Nadawcę tego konta ustala zmienna MAIL_FROM na serwerze. Zmień ją tam albo usuń, a potem ustaw nadawcę tutaj.',
      en: 'The sender of this account comes from the variable MAIL_FROM on the server. Change it there, or remove it and set the sender here.',
    },
    'senderAddress',
  );
}
