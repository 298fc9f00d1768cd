/** What an installation is given so that somebody can begin; what is there already stays as people have made it. */
import { randomInt } from 'node:crypto';
import type { Config } from '../config.ts';
import { readSender, seatDefaultAccount } from '../db/channel-accounts.ts';
import type { Db, Tx } from '../db/database.ts';
import { shipScenarios } from '../db/scenarios.ts';
import { seatTemplate } from '../db/templates.ts';
import { createUser } from '../db/users.ts';
import { shippedTemplates } from '../domain/scenario/shipped/templates.ts';

/** How to log in for the first time; without a password where the environment named it. */
export type FirstLogin = { readonly email: string; readonly password?: string };

const actor = { kind: 'system', id: 'setup' } as const;
const LOCK = 7_203_552;

/** Answers the first login at the first start only. */
export async function prepareFirstUse(db: Db, config: Config): Promise<FirstLogin | undefined> {
  const login = await db.transaction(async (tx) => {
    await tx.run('select pg_advisory_xact_lock($1)', [LOCK]);
    await seatLegalEntity(tx);
    await seatScenarios(tx);
    return seatFirstAdministrator(tx, config);
  });
  await seatSender(db, config.mailFrom);
  return login;
}

async function seatLegalEntity(tx: Tx): Promise<void> {
  await tx.run(
    `insert into legal_entities (name, is_default)
     select organisation_name, true from installation where not exists (select 1 from legal_entities)`,
  );
}

async function seatScenarios(tx: Tx): Promise<void> {
  if (await tx.maybe('select 1 from scenarios limit 1')) return;
  for (const { text, html, ...template } of shippedTemplates) {
    await seatTemplate(tx, actor, { ...template, bodyText: text, bodyHtml: html, language: 'pl' });
  }
  await shipScenarios(tx, actor);
}

async function seatFirstAdministrator(tx: Tx, { admin, language }: Config): Promise<FirstLogin | undefined> {
  if (await tx.maybe('select 1 from users limit 1')) return undefined;
  const email = admin.email ?? 'admin@nurt.local';
  const password = admin.password ?? madeUpPassword();
  await createUser(tx, { email, name: 'Administrator', role: 'administrator', password, language }, actor);
  return { email, ...(admin.password ? {} : { password }) };
}

/** MAIL_FROM wins at every start; without it the first account gets a sender that people can change. */
async function seatSender(db: Db, mailFrom: string | undefined): Promise<void> {
  if (!mailFrom && (await db.maybe(`select 1 from channel_accounts where channel = 'email' limit 1`))) return;
  const { senderName, senderAddress } = readSender(mailFrom ?? 'Nurt <nurt@nurt.local>');
  await seatDefaultAccount(db, { senderName: senderName || 'Nurt', senderAddress });
}

/** Four groups of five: 99 bits, without letters and digits that look alike. */
function madeUpPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
