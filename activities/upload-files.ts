import { readdir, rm, stat } from 'node:fs/promises';
import { keptFilePaths } from '../db/files.ts';
import { keptImportFiles } from '../db/import-files.ts';
import type { Db } from '../db/database.ts';

const DAY_MS = 86_400_000;

/**
 * Deletes bytes in the store that no file needs any more: of deleted files, and what a crash has left. A thousand at a time
 * are looked up. Answers how many went.
 */
export async function deleteLooseFiles(db: Db, filesDir: string): Promise<number> {
  let deleted = 0;
  for (const folder of ['documents', 'previews']) {
    const paths = (await namesIn(`${filesDir}/${folder}`)).map((name) => `${folder}/${name}`);
    for (let at = 0; at < paths.length; at += 1_000) {
      const some = paths.slice(at, at + 1_000);
      const kept = await keptFilePaths(db, some);
      for (const path of some) {
        if (kept.has(path) || !(await isOld(`${filesDir}/${path}`))) continue;
        await rm(`${filesDir}/${path}`, { force: true });
        deleted++;
      }
    }
  }
  return deleted;
}

/**
 * Deletes uploaded files that belong to no import: those of forgotten imports, and what a crash has left. One that came
 * within the last day may still be on its way to its import. Answers how many went.
 */
export async function deleteLooseUploads(db: Db, filesDir: string): Promise<number> {
  const names = await namesIn(`${filesDir}/imports`);
  const kept = await keptImportFiles(db);
  let deleted = 0;
  for (const path of names.map((name) => `imports/${name}`)) {
    if (kept.has(path) || !(await isOld(`${filesDir}/${path}`))) continue;
    await rm(`${filesDir}/${path}`, { force: true });
    deleted++;
  }
  return deleted;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

/** By the time when the file was written; one that has just gone is nobody's concern. */
async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.isFile() && Date.now() - found.mtimeMs > DAY_MS;
}
