import { readdir, rm, stat } from 'node:fs/promises';
import { keptImportFiles } from '../db/import-files.ts';
import type { Db } from '../db/database.ts';

const DAY_MS = 86_400_000;

/**
 * Deletes uploaded files that belong to no import: those of forgotten imports, and what a crash has left. One that came
 * within the last day may still be on its way to its import. Answers how many went.
 */
export async function deleteLooseUploads(db: Db, filesDir: string): Promise<number> {
  const names = await readdir(`${filesDir}/imports`).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const kept = await keptImportFiles(db);
  let deleted = 0;
  for (const path of names.map((name) => `imports/${name}`)) {
    if (kept.has(path) || !(await isOld(`${filesDir}/${path}`))) continue;
    await rm(`${filesDir}/${path}`, { force: true });
    deleted++;
  }
  return deleted;
}

/** By the time when the file was written; one that has just gone is nobody's concern. */
async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.isFile() && Date.now() - found.mtimeMs > DAY_MS;
}
