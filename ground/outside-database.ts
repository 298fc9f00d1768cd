/** Checks of a PostgreSQL that somebody else runs, before anything leans on it. */
import type { Client } from 'pg';
import { migrations } from '../db/migrations/list.ts';
import { DomainError } from '../domain/domain-error.ts';
import { withClient } from './postgres.ts';

const OLDEST = 150_000;

/** What the first migration adds; an administrator of databases may have added them before. */
const EXTENSIONS = ['pg_trgm', 'unaccent', 'btree_gist'];

/** Throws one sentence that says why this database cannot be used. Nothing is written into it. */
export async function checkDatabase(url: string): Promise<void> {
  const where = shown(url);
  const found = await withClient(url, lookAround).catch((error: NodeJS.ErrnoException) => {
    throw unusable(where, error);
  });
  const refusal = whyNot(found, where);
  if (refusal) throw refusal;
}

/** What kind of a database answers, and what its role may do there. */
export type FoundDatabase = {
  /** As PostgreSQL counts them: 150004 is 15.4. */
  readonly version: number;
  readonly database: string;
  readonly role: string;
  /** Where new tables go. */
  readonly schema: string;
  readonly mayCreate: boolean;
  /** Tables that are there though Nurt has never been. */
  readonly foreignTables: readonly string[];
};

async function lookAround(client: Client): Promise<FoundDatabase> {
  const { rows } = await client.query<FoundDatabase & { mayHaveMigrated: boolean }>(LOOK, [EXTENSIONS]);
  const { mayHaveMigrated, ...found } = rows[0]!;
  if (!mayHaveMigrated) return found;
  const ours = await client.query('select 1 from migrations where name = any($1) limit 1', [
    migrations.map(({ name }) => name),
  ]);
  // Without a row it may have been left by a start that got no further.
  const foreignTables = ours.rowCount ? [] : found.foreignTables.filter((name) => name !== 'migrations');
  return { ...found, foreignTables };
}

/** Other programs have a table "migrations" too, of other columns. Tables of extensions are nobody's. */
const LOOK = `
  select current_setting('server_version_num')::int as version, current_database()::text as database,
    current_user::text as role, coalesce(current_schema(), 'public')::text as schema,
    coalesce(has_schema_privilege(current_schema(), 'create'), false)
      and (has_database_privilege(current_database(), 'create')
        or $1::text[] <@ array(select extname::text from pg_extension)) as "mayCreate",
    array(
      select c.relname::text from pg_class c
      where c.relnamespace = to_regnamespace(quote_ident(current_schema())) and c.relkind in ('r', 'p', 'f')
        and not exists (
          select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by 1) as "foreignTables",
    (select count(*) = 2 from pg_attribute a
      where a.attrelid = to_regclass(quote_ident(current_schema()) || '.migrations')
        and a.attname in ('name', 'applied_at') and not a.attisdropped) as "mayHaveMigrated"`;

/** Why Nurt does not settle there, with what to do. */
export function whyNot(found: FoundDatabase, where: string): DomainError | undefined {
  if (found.version < OLDEST) return tooOld(found, where);
  if (found.foreignTables.length > 0) return taken(found, where);
  return found.mayCreate ? undefined : mayNotCreate(found, where);
}

function tooOld({ version }: FoundDatabase, where: string): DomainError {
  const major = Math.floor(version / 10_000);
  return new DomainError(
    'database.too_old',
    {
      pl: `Baza ${where} to PostgreSQL ${major}, a potrzebny jest 15 albo nowszy. Podaj w DATABASE_URL adres nowszego albo usuń zmienną, a Nurt uruchomi własną bazę.`,
      en: `The database ${where} is PostgreSQL ${major}; 15 or newer is needed. Put the address of a newer one in DATABASE_URL, or remove the variable and Nurt starts its own.`,
    },
    'DATABASE_URL',
  );
}

function taken({ foreignTables }: FoundDatabase, where: string): DomainError {
  const some = foreignTables.slice(0, 3).join(', ');
  return new DomainError(
    'database.taken',
    {
      pl: `W bazie ${where} są tabele innego programu (np. ${some}), a Nurt potrzebuje bazy dla siebie. Załóż pustą i podaj jej adres w DATABASE_URL albo usuń zmienną, a Nurt uruchomi własną bazę.`,
      en: `The database ${where} holds tables of another program (e.g. ${some}), and Nurt needs one for itself. Make an empty one and put its address in DATABASE_URL, or remove the variable and Nurt starts its own.`,
    },
    'DATABASE_URL',
  );
}

function mayNotCreate({ database, role, schema }: FoundDatabase, where: string): DomainError {
  const grants = `GRANT CREATE ON DATABASE ${quoted(database)} TO ${quoted(role)}; GRANT USAGE, CREATE ON SCHEMA ${quoted(schema)} TO ${quoted(role)};`;
  return new DomainError(
    'database.may_not_create',
    {
      pl: `Użytkownik z DATABASE_URL nie może tworzyć tabel w bazie ${where}. Niech administrator bazy wykona w niej: ${grants} Potem uruchom Nurt ponownie.`,
      en: `The user of DATABASE_URL may not create tables in the database ${where}. Have its administrator run there: ${grants} Then start Nurt again.`,
    },
    'DATABASE_URL',
  );
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Makes databases beside the one of the address, where the role may; false where it may not, and nothing is made then.
 */
export async function mayHold(url: string, names: readonly string[]): Promise<boolean> {
  return withClient(url, async (client) => {
    const there = await client.query<{ name: string }>(
      'select datname as name from pg_database where datname = any($1)',
      [names],
    );
    const missing = names.filter((name) => !there.rows.some((row) => row.name === name));
    if (missing.length === 0) return true;
    const role = await client.query<{ may: boolean }>(
      'select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user',
    );
    if (!role.rows[0]?.may) return false;
    for (const name of missing) await client.query(`create database "${name}"`);
    return true;
  });
}

function unusable(where: string, error: NodeJS.ErrnoException): DomainError {
  const code = error.code ?? (/timeout/.test(error.message) ? 'ETIMEDOUT' : '');
  const why = reasons[code] ?? (code ? { pl: error.message, en: error.message } : stranger);
  return new DomainError(
    'database.unusable',
    {
      pl: `Nie mogę użyć bazy z DATABASE_URL (${where}): ${why.pl}. Popraw adres albo usuń zmienną, a Nurt uruchomi własną bazę.`,
      en: `The database of DATABASE_URL (${where}) cannot be used: ${why.en}. Correct the address, or remove the variable and Nurt starts its own.`,
    },
    'DATABASE_URL',
  );
}

/** Neither the network nor PostgreSQL gives a code: what answers speaks another language, or nothing. */
const stranger = {
  pl: 'pod tym adresem odpowiada coś, co nie jest PostgreSQL',
  en: 'what answers there is not PostgreSQL',
};

const reasons: Record<string, { pl: string; en: string } | undefined> = {
  ECONNREFUSED: { pl: 'nikt tam nie odpowiada', en: 'nobody answers there' },
  ENOTFOUND: { pl: 'nie można znaleźć takiego serwera', en: 'no such server can be found' },
  EAI_AGAIN: { pl: 'nie można znaleźć takiego serwera', en: 'no such server can be found' },
  ETIMEDOUT: { pl: 'serwer nie odpowiada', en: 'the server does not answer' },
  '28P01': { pl: 'hasło albo użytkownik się nie zgadza', en: 'the user or the password is wrong' },
  '28000': { pl: 'serwer nie wpuszcza tego użytkownika', en: 'the server does not let this user in' },
  '42501': {
    pl: 'ten użytkownik nie ma w niej potrzebnych uprawnień',
    en: 'this user lacks the rights it needs there',
  },
  '3D000': { pl: 'nie ma tam takiej bazy', en: 'there is no such database' },
};

/** Without the password. */
function shown(url: string): string {
  const { hostname, port, pathname, username } = new URL(url);
  return `${username ? `${username}@` : ''}${hostname}:${port || 5432}${pathname}`;
}
