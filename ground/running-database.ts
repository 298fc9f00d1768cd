import { join, resolve } from 'node:path';
import { readJson, writeWhole } from './write-file.ts';

/**
 * The environment of a command that needs the database alone: with DATABASE_URL of the Nurt that runs in this home where
 * none is named. The key of secrets is not needed for it.
 */
export function runningDatabase(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = readJson<{ databaseUrl: string }>(noteIn(resolve(env['NURT_HOME'] || './var', 'run')));
  return { NURT_SECRET_KEY: '-'.repeat(32), ...(kept ? { DATABASE_URL: kept.databaseUrl } : {}), ...env };
}

/** Written at start; the embedded database has another port each time. */
export function noteDatabase(runFolder: string, databaseUrl: string): void {
  writeWhole(noteIn(runFolder), JSON.stringify({ databaseUrl }));
}

function noteIn(runFolder: string): string {
  return join(runFolder, 'database.json');
}
