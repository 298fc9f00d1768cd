/** A customer file on its way into the register, without Temporal around it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import excel from 'exceljs';
import { importActivities } from '../../activities/imports.ts';
import type { Actor } from '../../domain/actor.ts';
import type { ImportPlan } from '../../domain/import/plan.ts';
import type { Db } from '../../db/database.ts';
import {
  createImport,
  planImport,
  startImport,
  undoImport,
  type ImportCounts,
  type ImportState,
} from '../../db/imports.ts';
import { newId } from '../../db/new-id.ts';
import { guessPlan } from '../../sheets/guess-plan.ts';
import { users } from './cast.ts';

export const samples = fileURLToPath(new URL('../import-samples', import.meta.url));

const maria: Actor = { kind: 'user', id: users.maria.id };

/** The state, counts and failure of an import. */
export type Standing = {
  readonly state: ImportState;
  readonly counts: ImportCounts;
  readonly failure: { pl: string; en: string } | null;
};

export function importer(db: Db, by: Actor = maria) {
  const folder = mkdtemp(`${tmpdir()}/nurt-import-`);
  const standing = (id: string) =>
    db.one<Standing>('select state, counts, failure::jsonb as failure from imports where id = $1', [id]);
  const walk = async (id: string) => {
    const { moveImport } = importActivities({ db, filesDir: await folder });
    while ((await moveImport({ importId: id })).more);
    return standing(id);
  };
  return {
    standing,
    folder,
    walk,
    remove: async () => rm(await folder, { recursive: true }),
    /** Puts a file where uploads lie; answers its path inside. */
    async lay(name: string, content: Buffer | string): Promise<string> {
      await writeFile(`${await folder}/${name}`, content);
      return name;
    },
    /** Uploads and counts a file that was laid down. */
    async analyse(name: string, wish: Partial<ImportPlan> = {}): Promise<Standing & { readonly id: string }> {
      const id = newId();
      const path = name.startsWith('/') ? name : `${await folder}/${name}`;
      const { plan } = await guessPlan({ path, fileName: name });
      await db.transaction(async (tx) => {
        const filePath = path.startsWith(await folder) ? name : `../..${path}`;
        await createImport(tx, by, { id, fileName: name.split('/').at(-1)!, filePath, fileBytes: 1, plan });
        await planImport(tx, by, { id, plan: { ...plan, ...wish } });
      });
      return { id, ...(await walk(id)) };
    },
    async write(id: string): Promise<Standing> {
      await db.transaction((tx) => startImport(tx, by, id));
      return walk(id);
    },
    async undo(id: string): Promise<Standing> {
      await db.transaction((tx) => undoImport(tx, by, id));
      return walk(id);
    },
  };
}

/** An .xlsx file of one sheet with these rows. */
export async function xlsxOf(rows: readonly (readonly unknown[])[], sheet = 'Klienci'): Promise<Buffer> {
  const book = new excel.Workbook();
  const page = book.addWorksheet(sheet);
  for (const row of rows) page.addRow([...row]);
  return Buffer.from(await book.xlsx.writeBuffer());
}
