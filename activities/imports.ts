import { DomainError } from '../domain/domain-error.ts';
import type { Draft, ReadingContext } from '../domain/import/draft.ts';
import type { SheetRow } from '../domain/import/cell.ts';
import { plain } from '../domain/import/plain.ts';
import { columnOf } from '../domain/import/own-columns.ts';
import { namingColumns } from '../domain/import/naming-columns.ts';
import { isEmptyRow, joinKey, rowReader, rowTexts } from '../domain/import/read-row.ts';
import { stageRows, type StagedRow } from '../db/import-staging.ts';
import { undoNextRows } from '../db/import-undo.ts';
import { writeNextRows } from '../db/import-writing.ts';
import { failImport, importById, importViewer, type Import } from '../db/imports.ts';
import type { Db } from '../db/database.ts';
import { offeredCurrencies } from '../db/currencies.ts';
import { industriesByName } from '../db/industries.ts';
import { activeFields } from '../db/own-fields.ts';
import { lookAgainAt } from '../db/statistics.ts';
import { openBook } from '../sheets/open-book.ts';
import { sheetTrouble } from '../sheets/sheet-trouble.ts';
import { beating } from './beating.ts';
import type { Services } from './services.ts';

type ImportServices = Pick<Services, 'db' | 'filesDir'>;

export type ImportActivities = ReturnType<typeof importActivities>;

/** One activity is short: the workflow asks again while there is more. */
const sliceMs = 10_000;
/** Most rows that one file may have: a sheet's own limit. */
const mostRows = 1_048_576;
const rawCells = 30;

export function importActivities({ db, filesDir }: ImportServices) {
  return {
    /** Moves an import on: reads and counts its rows, writes or takes back some. Safe to repeat at any point. */
    async moveImport({ importId }: { readonly importId: string }): Promise<{ readonly more: boolean }> {
      return beating(async () => {
        const work = await importById(db, importId);
        if (work?.state === 'analysing') await analyse({ db, filesDir }, work);
        if (work?.state === 'importing') return { more: await write(db, importId) };
        if (work?.state === 'undoing') return { more: await slice(() => undoNextRows(db, importId)) };
        return { more: false };
      });
    },
  };
}

async function write(db: Db, importId: string): Promise<boolean> {
  const more = await slice(() => writeNextRows(db, importId));
  if (!more) await lookAgainAt(db, ['companies', 'people', 'contact_points', 'consents', 'group_members']);
  return more;
}

async function slice(step: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + sliceMs;
  while (performance.now() < until) if (!(await step())) return false;
  return true;
}

type Analysis = { readonly db: Db; readonly filesDir: string; readonly context: ReadingContext };

async function analyse({ db, filesDir }: ImportServices, work: Import): Promise<void> {
  try {
    const by = await importViewer(db, work);
    if (!by) throw nobody();
    const context = await readingContext(db);
    const naming = namingColumns(work.plan, context.own);
    const staging = { importId: work.id, plan: work.plan, by, naming };
    await stageRows(db, staging, stagedRows({ db, filesDir, context }, work));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await failImport(db, work.id, error.said);
  }
}

function nobody(): DomainError {
  return new DomainError('import.nobody', {
    pl: 'Kto wczytał ten plik, nie ma już dostępu do importów.',
    en: 'Whoever loaded this file has no access to imports any more.',
  });
}

/** Reads the file as its plan says: drafts of good rows, texts of wrong ones. */
async function* stagedRows({ db, filesDir, context }: Analysis, work: Import): AsyncGenerator<StagedRow[]> {
  const { plan, fileName, filePath } = work;
  const read = rowReader(plan, context);
  const book = await openBook({
    path: `${filesDir}/${filePath}`,
    fileName,
    encoding: plan.encoding,
    separator: plan.separator,
  });
  let seen = 0;
  let toldAt = 0;
  try {
    for await (const rows of book.rows(plan.sheet)) {
      const staged = rows
        .filter((row) => row.number > plan.headerRow && !isEmptyRow(row))
        .map((row) => stage(row, read(row), work));
      seen += staged.length;
      if (seen > mostRows) throw tooManyRows(fileName);
      yield staged;
      if (performance.now() - toldAt < 1_000) continue;
      toldAt = performance.now();
      await db.run(`update imports set cursor = $2, updated_at = now() where id = $1 and state = 'analysing'`, [
        work.id,
        seen,
      ]);
    }
  } finally {
    book.close();
  }
}

type Read = ReturnType<ReturnType<typeof rowReader>>;

function stage(row: SheetRow, { draft, problems, warnings }: Read, { plan }: Import): StagedRow {
  const isWrong = problems.length > 0;
  return {
    number: row.number,
    cells: cellsOf(row, isWrong ? undefined : draft),
    key: isWrong ? undefined : joinKey(draft satisfies Draft, plan.joinBy),
    problems: problems.map((problem) => ({ ...problem, pl: storable(problem.pl), en: storable(problem.en) })),
    warnings,
  };
}

/** What is kept of a row: the draft of a good one; one that names records is shown as it stood where they are not found. */
function cellsOf(row: SheetRow, draft: Draft | undefined): object {
  if (draft && !draft.named) return draft;
  return { ...draft, raw: rowTexts(row, rawCells).map(storable) };
}

/** What JSON in PostgreSQL cannot hold becomes a visible mark. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd').slice(0, 500);
}

async function readingContext(db: Db): Promise<ReadingContext> {
  const users = await db.rows<Owner>('select id, email, name from users where active');
  const own = [...(await activeFields(db, 'company')), ...(await activeFields(db, 'person'))];
  const { today } = await db.one<{ today: string }>(
    `select (now() at time zone coalesce((select time_zone from installation), 'Europe/Warsaw'))::date as today`,
  );
  return {
    owners: ownersBy(users),
    today,
    currencies: await offeredCurrencies(db),
    industries: await industriesByName(db),
    own: new Map(own.map((field) => [columnOf(field), field])),
  };
}

type Owner = { readonly id: string; readonly email: string; readonly name: string };

/** Ids by e-mail and by name: a name that several have tells nobody. */
function ownersBy(users: readonly Owner[]): Map<string, string | null> {
  const owners = new Map<string, string | null>();
  for (const { id, name } of users) owners.set(plain(name), owners.has(plain(name)) ? null : id);
  for (const { id, email } of users) owners.set(email.toLowerCase(), id);
  return owners;
}

function tooManyRows(fileName: string): DomainError {
  return sheetTrouble('too_many_rows', {
    pl: `Plik ${fileName} ma ponad ${mostRows} wierszy. Podziel go na mniejsze.`,
    en: `The file ${fileName} has more than ${mostRows} rows. Split it into smaller ones.`,
  });
}
