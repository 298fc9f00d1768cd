/** Cases: made and changed. How they end is in `case-closing.ts`, who sees them in `case-people.ts`, what moves in `case-moves.ts`. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { changesBetween, recordAudit, type Changes } from './audit.ts';
import { demandCustomer, linkCompany } from './case-companies.ts';
import { demandKind } from './case-kinds.ts';
import { demandOpenCase, findCase, type Case } from './case-scope.ts';
import { demandStage } from './case-stages.ts';
import type { Db, Tx } from './database.ts';
import { hangOwnFiles } from './own-files.ts';
import { refreshFormulas } from './own-formulas.ts';
import { ownWritten, settleOwn } from './own-values.ts';

export type NewCase = {
  readonly name: string;
  readonly kind?: Case['kind'];
  readonly companyId?: string | null;
  /** Further customers. */
  readonly companyIds?: readonly string[];
  readonly ownerId?: string | null;
  readonly stage?: string;
  readonly dueOn?: string | null;
  readonly description?: string | null;
  /** Values of own fields by code. */
  readonly own?: OwnValues;
};

/** A new case of the viewer's, or of somebody else's; then the viewer keeps the right to add to it. */
export async function createCase(db: Db, viewer: Viewer, fields: NewCase): Promise<{ id: string; number: string }> {
  demand(viewer, 'case.edit');
  return db.transaction(async (tx) => {
    const ownerId = fields.ownerId ?? viewer.userId;
    if (ownerId !== viewer.userId) await demandRunner(tx, ownerId);
    if (fields.companyId) await demandCustomer(tx, viewer, fields.companyId);
    if (fields.stage) await demandStage(tx, fields.stage);
    if (fields.kind) await demandKind(tx, fields.kind);
    const written = await ownWritten(tx, viewer, { record: 'case', before: null, sent: fields.own });
    const actor = actorOf(viewer);
    const number = await nextNumber(tx);
    const { id } = await tx.one<{ id: string }>(
      `insert into cases (number, name, kind, company_id, owner_id, stage, due_on, description, own, search_text, created_by, updated_by)
       values ($1, $2, coalesce($3, (select code from case_kinds where active order by position limit 1), 'case'), $4, $5, coalesce($6, (select code from case_stages where active order by position limit 1), 'new'),
         $7, $8, $10, ${searchText('$1', '$2', '$8')}, $9, $9) returning id`,
      [
        number,
        named(fields.name),
        fields.kind ?? null,
        fields.companyId ?? null,
        ownerId,
        fields.stage ?? null,
        fields.dueOn ?? null,
        fields.description?.trim() || null,
        actorText(actor),
        JSON.stringify(written.own),
      ],
    );
    for (const companyId of new Set(fields.companyIds ?? [])) await linkCompany(tx, viewer, { id, companyId });
    await keepSight(tx, viewer, { id, ownerId });
    await settleOwn(tx, viewer, { record: 'case', id, written });
    const made = changesBetween({}, { number, name: fields.name.trim(), ownerId, companyId: fields.companyId ?? null });
    const changes = { ...made, ...written.changes };
    await recordAudit(tx, { actor, noun: 'case', recordId: id, verb: 'create', changes });
    return { id, number };
  });
}

/** Whoever makes a case for somebody else may add to it. */
async function keepSight(tx: Tx, viewer: Viewer, { id, ownerId }: { id: string; ownerId: string }): Promise<void> {
  if (viewer.scope === 'all' || viewer.seesUsers.includes(ownerId)) return;
  await tx.run(`insert into case_people (case_id, user_id, level, created_by) values ($1, $2, 'add', $3)`, [
    id,
    viewer.userId,
    actorText(actorOf(viewer)),
  ]);
}

const columns = {
  name: 'name',
  kind: 'kind',
  companyId: 'company_id',
  stage: 'stage',
  dueOn: 'due_on',
  description: 'description',
} as const;

export type CaseChange = Partial<Pick<Case, keyof typeof columns>> & { readonly own?: OwnValues };
export type CaseEdit = { readonly id: string; readonly version: number; readonly changes: CaseChange };

/** Changes an open case; one that somebody else has changed meanwhile is refused. Answers the new version. */
export async function editCase(
  db: Db,
  viewer: Viewer,
  { id, version, changes }: CaseEdit,
): Promise<{ version: number }> {
  demand(viewer, 'case.edit');
  return db.transaction(async (tx) => {
    const before = await lockCase(tx, viewer, { id, version });
    demandOpenCase(before);
    if (changes.companyId && changes.companyId !== before.companyId)
      await demandCustomer(tx, viewer, changes.companyId);
    if (changes.stage) await demandStage(tx, changes.stage);
    if (changes.kind && changes.kind !== before.kind) await demandKind(tx, changes.kind);
    const tidy = { ...changes, ...(changes.name === undefined ? {} : { name: named(changes.name) }) };
    const written = await ownWritten(tx, viewer, { record: 'case', before: before.own, sent: changes.own });
    const { own: _, ...plain } = tidy;
    const found = changesBetween(before, plain);
    const keys = Object.keys(found) as (keyof typeof columns)[];
    const changed = { ...found, ...written.changes };
    if (Object.keys(changed).length === 0) return { version };
    const sets = ['own = $3', ...keys.map((key, at) => `${columns[key]} = $${at + 4}`)];
    const values = [JSON.stringify(written.own), ...keys.map((key) => tidy[key] ?? null)];
    await writeCase(tx, viewer, { before, sets, values, verb: 'edit', changed });
    await hangOwnFiles(tx, viewer, { record: 'case', id, files: written.files });
    await tx.run(`update cases set search_text = ${searchText('number', 'name', 'description')} where id = $1`, [id]);
    if (tidy.companyId)
      await tx.run('delete from case_companies where case_id = $1 and company_id = $2', [id, tidy.companyId]);
    return { version: version + 1 };
  });
}

/** The case for a change: run by the viewer, in the version that they saw, locked. */
export async function lockCase(
  tx: Tx,
  viewer: Viewer,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Case> {
  const found = await findCase(tx, viewer, { id, level: 'run', lock: true });
  if (found.version === version) return found;
  const error = new DomainError('case.changed', {
    pl: `Ktoś zmienił sprawę ${found.number}, odkąd ją otwarto. Odśwież ją i wprowadź zmianę jeszcze raz.`,
    en: `Somebody has changed case ${found.number} since you opened it. Refresh it and make your change again.`,
  });
  throw withNow(error, found);
}

type Write = {
  readonly before: Case;
  readonly sets: readonly string[];
  /** From $3 on. */
  readonly values: readonly unknown[];
  readonly verb: string;
  readonly changed: Changes;
};

/** Writes the row and its audit; `$1` is the id, `$2` the actor. */
export async function writeCase(tx: Tx, viewer: Viewer, { before, sets, values, verb, changed }: Write): Promise<void> {
  const actor = actorOf(viewer);
  await tx.run(
    `update cases set ${[...sets, 'version = version + 1', 'updated_at = now()', 'updated_by = $2'].join(', ')} where id = $1`,
    [before.id, actorText(actor), ...values],
  );
  await refreshFormulas(tx, 'case', [before.id]);
  await recordAudit(tx, { actor, noun: 'case', recordId: before.id, verb, changes: changed });
}

/** Somebody active who could run a case. Throws `case.runner_unknown`. */
export async function demandRunner(tx: Tx, userId: string): Promise<{ readonly name: string }> {
  const found = await tx.maybe<{ name: string }>('select name from users where id = $1 and active', [userId]);
  if (found) return found;
  throw new DomainError(
    'case.runner_unknown',
    {
      pl: 'Nie ma takiej osoby albo jej konto jest wyłączone. Wybierz kogoś z listy.',
      en: 'There is no such person, or their account is off. Choose somebody from the list.',
    },
    'ownerId',
  );
}

async function nextNumber(tx: Tx): Promise<string> {
  const { number } = await tx.one<{ number: string }>(
    `insert into case_numbers as n (year, last) values (extract(year from now())::int, 1)
     on conflict (year) do update set last = n.last + 1
     returning year || '/' || lpad(last::text, greatest(4, length(last::text)), '0') as number`,
  );
  return number;
}

/** Only what everyone with the case may read. */
function searchText(number: string, name: string, description: string): string {
  return `plain_text(${number} || ' ' || ${name} || ' ' || coalesce(left(${description}, 1000), ''))`;
}

function named(name: string): string {
  const tidy = name.trim();
  if (tidy !== '') return tidy;
  throw new DomainError(
    'case.nameless',
    { pl: 'Sprawa musi mieć nazwę. Wpisz ją.', en: 'A case needs a name. Type it in.' },
    'name',
  );
}
