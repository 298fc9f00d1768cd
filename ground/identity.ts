/**
 * Is this the database that belongs to this home, and the home that belongs to this place? Where they disagree (a restored
 * backup, a copy), Nurt starts muted. A pulse rises in both every few minutes, so that a database restored from a backup
 * is recognised by being behind.
 */
import { createHash, hkdfSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../domain/domain-error.ts';
import { sayMuting, type Muting } from '../domain/muting.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import {
  beatPulse,
  foundInstallation,
  muteInstallation,
  readInstallation,
  type Installation,
} from '../db/installation.ts';
import type { Home } from './home.ts';
import { readJson, writeWhole } from './write-file.ts';

type HomeIdentity = {
  readonly id: string;
  readonly epoch: number;
  readonly pulse: number;
  /** Written before the database is told of the next beat: either of the two is right after a crash. */
  readonly next?: number;
  /** Machine and path: a home that was copied as a whole finds itself elsewhere. */
  readonly place: string;
};

/** `mutedBecause` in the language of the installation. */
export type Identity = { readonly id: string; readonly isNew: boolean; readonly mutedBecause: string | null };

export type Identifying = {
  readonly db: Db;
  readonly home: Home;
  readonly secretKey: string;
  readonly config: Pick<Config, 'zone' | 'language'>;
};

/** Founds the installation in an empty database; else checks key, id, epoch, pulse and place, and mutes if need be. */
export async function identify({ db, home, secretKey, config }: Identifying): Promise<Identity> {
  const fingerprint = fingerprintOf(secretKey);
  const found = await readInstallation(db);
  if (!found) {
    const founding = {
      id: randomUUID(),
      secretFingerprint: fingerprint,
      timeZone: config.zone,
      language: config.language,
    };
    await db.transaction((tx) => foundInstallation(tx, founding));
    writeIdentity(home, { id: founding.id, epoch: 1, pulse: 1, place: placeOf(home) });
    return { id: founding.id, isNew: true, mutedBecause: null };
  }
  if (found.secretFingerprint !== null && found.secretFingerprint !== fingerprint) throw keyOfAnother(home);

  const mine = readIdentity(home);
  const doubt = doubtAbout(found, mine, placeOf(home));
  const because = doubt ?? found.mutedBecause;
  const mutedBecause = because === null ? null : sayMuting(because)[config.language];
  if (!doubt) return { id: found.id, isNew: false, mutedBecause };
  const epoch = await db.transaction((tx) => muteInstallation(tx, doubt, mine?.epoch ?? 0));
  writeIdentity(home, { id: found.id, epoch, pulse: found.pulse, place: placeOf(home) });
  return { id: found.id, isNew: false, mutedBecause };
}

/** One beat in home and database. */
export async function beat(db: Db, home: Home): Promise<void> {
  const mine = readIdentity(home);
  if (!mine) return;
  const next = Math.max(mine.pulse, mine.next ?? 0) + 1;
  writeIdentity(home, { ...mine, next });
  await beatPulse(db, next);
  const { next: _done, ...rest } = mine;
  writeIdentity(home, { ...rest, pulse: next });
}

/** Tells keys apart without telling anything about them. */
function fingerprintOf(secretKey: string): string {
  return Buffer.from(hkdfSync('sha256', secretKey, 'nurt', 'fingerprint', 16)).toString('hex');
}

function doubtAbout(found: Installation, mine: HomeIdentity | undefined, place: string): Muting | undefined {
  if (!mine) return 'unknown home';
  if (mine.id !== found.id) return 'other home';
  if (mine.epoch !== found.epoch || (mine.pulse !== found.pulse && mine.next !== found.pulse)) {
    return found.pulse < mine.pulse || found.epoch < mine.epoch ? 'database restored' : 'home restored';
  }
  return mine.place === place ? undefined : 'home moved';
}

function readIdentity(home: Home): HomeIdentity | undefined {
  return readJson<HomeIdentity>(join(home.folder, 'installation.json'));
}

function writeIdentity(home: Home, identity: HomeIdentity): void {
  writeWhole(join(home.folder, 'installation.json'), JSON.stringify(identity, null, 2));
}

function placeOf(home: Home): string {
  return createHash('sha256').update(`${machineId()}\n${home.folder}`).digest('hex').slice(0, 32);
}

function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    return '';
  }
}

function keyOfAnother(home: Home): DomainError {
  return new DomainError(
    'secret_key.other',
    {
      pl: `Klucz sekretów nie pasuje do tej bazy danych: zapisanych w niej haseł nie dałoby się odczytać. Podaj w NURT_SECRET_KEY klucz, z którym powstała, albo odtwórz ${join(home.folder, 'secrets.json')} z kopii zapasowej.`,
      en: `The key of secrets does not fit this database: the passwords stored in it could not be read. Set NURT_SECRET_KEY to the key it was made with, or restore ${join(home.folder, 'secrets.json')} from a backup.`,
    },
    'NURT_SECRET_KEY',
  );
}
