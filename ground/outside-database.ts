/** Checks of a PostgreSQL that somebody else runs, before anything leans on it. */
import { DomainError } from '../domain/domain-error.ts';
import { withClient } from './postgres.ts';

const OLDEST = 150_000;

/** Throws one sentence that says why this database cannot be used. */
export async function checkDatabase(url: string): Promise<void> {
  const where = shown(url);
  const version = await withClient(url, async (client) => {
    const answer = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    return Number(answer.rows[0]!.version);
  }).catch((error: NodeJS.ErrnoException) => {
    throw unusable(where, error);
  });
  if (version >= OLDEST) return;
  throw new DomainError(
    'database.too_old',
    {
      pl: `Baza ${where} to PostgreSQL ${Math.floor(version / 10_000)}, a potrzebny jest 15 albo nowszy.`,
      en: `The database ${where} is PostgreSQL ${Math.floor(version / 10_000)}; 15 or newer is needed.`,
    },
    'DATABASE_URL',
  );
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
  '3D000': { pl: 'nie ma tam takiej bazy', en: 'there is no such database' },
};

/** Without the password. */
function shown(url: string): string {
  const { hostname, port, pathname, username } = new URL(url);
  return `${username ? `${username}@` : ''}${hostname}:${port || 5432}${pathname}`;
}
