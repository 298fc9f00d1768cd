/** What an empty installation is given so that somebody can begin: a firm of our own and the first administrator. */
import { randomInt } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Db, Tx } from '../db/database.ts';
import { createUser } from '../db/users.ts';
import type { Speaker } from './say.ts';

/** How to log in for the first time; without a password where the environment named it. */
export type FirstLogin = { readonly email: string; readonly password?: string };

export type FirstUse = { readonly db: Db; readonly config: Config; readonly talk: Speaker };

const actor = { kind: 'system', id: 'setup' } as const;

/** Answers the first login at the first start only. */
export async function prepareFirstUse({ db, config }: FirstUse): Promise<FirstLogin | undefined> {
  return db.transaction(async (tx) => {
    await tx.run('select pg_advisory_xact_lock(7203552)');
    await seatLegalEntity(tx);
    const anybody = await tx.maybe('select 1 from users limit 1');
    return anybody ? undefined : seatFirstAdministrator(tx, config);
  });
}

async function seatLegalEntity(tx: Tx): Promise<void> {
  await tx.run(
    `insert into legal_entities (name, is_default)
     select organisation_name, true from installation where not exists (select 1 from legal_entities)`,
  );
}

async function seatFirstAdministrator(tx: Tx, { admin, language }: Config): Promise<FirstLogin> {
  const email = admin.email ?? 'admin@nurt.local';
  const password = admin.password ?? madeUpPassword();
  const name = 'Administrator';
  await createUser(tx, { email, name, role: 'administrator', password, language }, actor);
  return { email, ...(admin.password ? {} : { password }) };
}

/** Four groups of five: 97 bits, without letters and digits that look alike. */
function madeUpPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
