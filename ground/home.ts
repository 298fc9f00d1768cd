/** NURT_HOME: the folder of all that lasts, and the secrets in it. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../domain/domain-error.ts';
import { readJson, writeWhole } from './write-file.ts';

export type Home = {
  readonly folder: string;
  readonly files: string;
  readonly logs: string;
  /** What the mail catcher caught. */
  readonly mail: string;
  /** Who runs now: lost without harm. */
  readonly run: string;
};

export type Secrets = {
  readonly secretKey: string;
  /** PostgreSQL's superuser, used by the start alone. */
  readonly postgresPassword: string;
  /** The role of Nurt, and the role of the Temporal server. */
  readonly nurtPassword: string;
  readonly temporalPassword: string;
};

/** Makes the home and its folders where they are missing. As root, others may pass through it but not look into it. */
export function openHome(folder: string): Home {
  const home = (path: string) => join(folder, path);
  try {
    for (const path of ['', 'files', 'logs', 'mail', 'run']) mkdirSync(home(path), { recursive: true, mode: 0o700 });
    chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  } catch (error) {
    throw homeUnusable(folder, error);
  }
  const real = realpathSync(folder);
  return {
    folder: real,
    files: join(real, 'files'),
    logs: join(real, 'logs'),
    mail: join(real, 'mail'),
    run: join(real, 'run'),
  };
}

/** The secrets of this home, made at the first start. `secretKey` from the environment wins. */
export function readSecrets(home: Home, secretKey?: string): Secrets {
  const file = join(home.folder, 'secrets.json');
  const kept = readJson<Partial<Secrets>>(file);
  if (!kept && existsSync(file)) throw secretsDamaged(file);
  const secrets: Secrets = {
    secretKey: kept?.secretKey ?? randomSecret(),
    postgresPassword: kept?.postgresPassword ?? randomSecret(),
    nurtPassword: kept?.nurtPassword ?? randomSecret(),
    temporalPassword: kept?.temporalPassword ?? randomSecret(),
  };
  if (JSON.stringify(secrets) !== JSON.stringify(kept)) writeWhole(file, JSON.stringify(secrets, null, 2));
  return secretKey ? { ...secrets, secretKey } : secrets;
}

function randomSecret(): string {
  return randomBytes(32).toString('hex');
}

function secretsDamaged(file: string): DomainError {
  return new DomainError('secrets.damaged', {
    pl: `Plik ${file} jest uszkodzony. Są w nim hasła bazy i klucz sekretów: odtwórz go z kopii zapasowej.`,
    en: `The file ${file} is damaged. It holds the passwords of the database and the key of secrets: restore it from a backup.`,
  });
}

function homeUnusable(folder: string, error: unknown): DomainError {
  const why = error instanceof Error ? error.message : String(error);
  return new DomainError(
    'home.unusable',
    {
      pl: `Nie mogę używać folderu ${folder} (${why}). Podaj w NURT_HOME folder, w którym wolno zapisywać.`,
      en: `The folder ${folder} cannot be used (${why}). Name a folder in NURT_HOME that may be written to.`,
    },
    'NURT_HOME',
  );
}
