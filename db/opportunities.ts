/** Opportunities: made, changed, moved between stages, won and lost. The customer stays: another one is another opportunity. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { changesBetween, recordAudit, type Changes } from './audit.ts';
import { demandCurrency, usualCurrency } from './currencies.ts';
import type { Db, Tx } from './database.ts';
import { hangOwnFiles } from './own-files.ts';
import { refreshFormulas } from './own-formulas.ts';
import { ownWritten, settleOwn } from './own-values.ts';
import { findOpportunity, type Opportunity, type OpportunityState } from './opportunity-scope.ts';
import { notFound, visible } from './scope.ts';

export type NewOpportunity = {
  readonly name: string;
  readonly companyId: string;
  readonly personId?: string | null;
  readonly ownerId?: string | null;
  readonly stage?: string;
  readonly valueMinor?: number;
  readonly currency?: string;
  /** Per cent; without it that of the stage. */
  readonly probability?: number;
  readonly expectedOn?: string | null;
  readonly description?: string | null;
  /** Values of own fields by code. */
  readonly own?: OwnValues;
};

/** Writes the row with its first move and audit. */
export async function insertOpportunity(tx: Tx, viewer: Viewer, fields: NewOpportunity): Promise<string> {
  demand(viewer, 'opportunity.edit');
  const stage = await stageOf(tx, fields.stage);
  await demandCustomer(tx, viewer, { companyId: fields.companyId, personId: fields.personId ?? null });
  const ownerId = fields.ownerId ?? viewer.userId;
  await demandOwner(tx, viewer, ownerId);
  await demandCurrency(tx, { chosen: fields.currency });
  const written = await ownWritten(tx, viewer, { record: 'opportunity', before: null, sent: fields.own });
  const actor = actorOf(viewer);
  const name = named(fields.name);
  const { id } = await tx.one<{ id: string }>(
    `insert into opportunities (name, company_id, person_id, owner_id, stage, value_minor, currency, probability, expected_on,
       description, own, search_text, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, ${searchText('$1', '$10')}, $11, $11) returning id`,
    [
      name,
      fields.companyId,
      fields.personId ?? null,
      ownerId,
      stage.code,
      fields.valueMinor ?? 0,
      fields.currency ?? (await usualCurrency(tx)),
      fields.probability ?? stage.probability,
      fields.expectedOn ?? null,
      fields.description?.trim() || null,
      actorText(actor),
      JSON.stringify(written.own),
    ],
  );
  await recordMove(tx, viewer, id);
  await settleOwn(tx, viewer, { record: 'opportunity', id, written });
  const made = changesBetween({}, { name, companyId: fields.companyId, stage: stage.code, ownerId });
  const changes = { ...made, ...written.changes };
  await recordAudit(tx, { actor, noun: 'opportunity', recordId: id, verb: 'create', changes });
  return id;
}

const columns = {
  name: 'name',
  personId: 'person_id',
  ownerId: 'owner_id',
  stage: 'stage',
  valueMinor: 'value_minor',
  currency: 'currency',
  probability: 'probability',
  expectedOn: 'expected_on',
  description: 'description',
} as const;

export type OpportunityChange = Partial<Omit<Pick<Opportunity, keyof typeof columns>, 'probability'>> & {
  /** Null: that of the stage. */
  readonly probability?: number | null;
  readonly own?: OwnValues;
};
type Seen = { readonly id: string; readonly version: number };
/** Of a stage that is given back: since when it stood there. Without it a stage begins now. */
type GivenBack = { readonly stageSince?: string | undefined };

/**
 * Changes an open opportunity; one that somebody else has changed meanwhile is refused. A new stage brings its own
 * probability unless one is given. Answers the new version.
 */
export async function editOpportunity(
  db: Db,
  viewer: Viewer,
  { id, version, changes, stageSince }: Seen & GivenBack & { readonly changes: OpportunityChange },
): Promise<{ version: number }> {
  demand(viewer, 'opportunity.edit');
  return db.transaction(async (tx) => {
    const before = await lockOpportunity(tx, viewer, { id, version });
    demandOpenOpportunity(before);
    const { own: sent, ...wanted } = await completed(tx, viewer, { before, changes });
    const written = await ownWritten(tx, viewer, { record: 'opportunity', before: before.own, sent });
    const found = changesBetween(before, wanted);
    const keys = Object.keys(found) as (keyof typeof columns)[];
    const changed = { ...found, ...written.changes };
    if (Object.keys(changed).length === 0) return { version };
    const sets = ['own = $3', ...keys.map((key, at) => `${columns[key]} = $${at + 4}`)];
    const values = [JSON.stringify(written.own), ...keys.map((key) => wanted[key] ?? null)];
    if ('stage' in changed) {
      values.push(stageSince ?? null);
      sets.push(`stage_since = coalesce($${values.length + 2}::timestamptz, now())`);
    }
    await write(tx, viewer, { before, sets, values, verb: 'edit', changed });
    await hangOwnFiles(tx, viewer, { record: 'opportunity', id, files: written.files });
    await tx.run(`update opportunities set search_text = ${searchText('name', 'description')} where id = $1`, [id]);
    if (['stage', 'valueMinor', 'currency', 'probability'].some((field) => field in changed))
      await recordMove(tx, viewer, id);
    return { version: version + 1 };
  });
}

type Changing = { readonly before: Opportunity; readonly changes: OpportunityChange };

async function completed(tx: Tx, viewer: Viewer, { before, changes }: Changing): Promise<OpportunityChange> {
  if (changes.personId && changes.personId !== before.personId)
    await demandCustomer(tx, viewer, { companyId: before.companyId, personId: changes.personId });
  if (changes.ownerId && changes.ownerId !== before.ownerId) await demandOwner(tx, viewer, changes.ownerId);
  await demandCurrency(tx, { chosen: changes.currency, before: before.currency });
  const name = changes.name === undefined ? {} : { name: named(changes.name) };
  const { stage = before.stage, probability } = changes;
  if (stage === before.stage && probability !== null) return { ...changes, ...name };
  const usual = await stageOf(tx, stage, before.stage);
  return { ...changes, ...name, probability: probability ?? usual.probability };
}

export type OpportunityClosing = Seen &
  ({ readonly state: 'won' } | { readonly state: 'lost'; readonly reason: string; readonly note?: string | null });

/** Won, or lost for a reason of the dictionary. */
export async function closeOpportunity(
  db: Db,
  viewer: Viewer,
  closing: OpportunityClosing,
): Promise<{ version: number }> {
  demand(viewer, 'opportunity.edit');
  return db.transaction(async (tx) => {
    const before = await lockOpportunity(tx, viewer, closing);
    demandOpenOpportunity(before);
    if (closing.state === 'lost') await demandReason(tx, closing.reason);
    const [reason, note] = closing.state === 'lost' ? [closing.reason, closing.note?.trim() || null] : [null, null];
    await write(tx, viewer, {
      before,
      sets: ['state = $3', 'probability = $4', 'lost_reason = $5', 'lost_note = $6', 'closed_at = now()'],
      values: [closing.state, closing.state === 'won' ? 100 : 0, reason, note],
      verb: closing.state === 'won' ? 'win' : 'lose',
      changed: { state: ['open', closing.state], lostReason: [null, reason], lostNote: [null, note] },
    });
    await recordMove(tx, viewer, closing.id);
    return { version: closing.version + 1 };
  });
}

/** Opens it again, with the probability of its stage. */
export async function reopenOpportunity(db: Db, viewer: Viewer, seen: Seen & GivenBack): Promise<{ version: number }> {
  demand(viewer, 'opportunity.edit');
  return db.transaction(async (tx) => {
    const before = await lockOpportunity(tx, viewer, seen);
    if (before.state === 'open') return { version: seen.version };
    await write(tx, viewer, {
      before,
      sets: [
        `state = 'open'`,
        'probability = (select s.probability from opportunity_stages s where s.code = stage)',
        'lost_reason = null',
        'lost_note = null',
        'closed_at = null',
        'stage_since = coalesce($3::timestamptz, now())',
      ],
      values: [seen.stageSince ?? null],
      verb: 'reopen',
      changed: { state: [before.state, 'open'], lostReason: [before.lostReason, null] },
    });
    await recordMove(tx, viewer, seen.id);
    return { version: seen.version + 1 };
  });
}

async function lockOpportunity(tx: Tx, viewer: Viewer, { id, version }: Seen): Promise<Opportunity> {
  const found = await findOpportunity(tx, viewer, { id, lock: true });
  if (found.version === version) return found;
  const error = new DomainError('opportunity.changed', {
    pl: `Ktoś zmienił szansę „${found.name}”, odkąd ją otwarto. Odśwież ją i wprowadź zmianę jeszcze raz.`,
    en: `Somebody has changed the opportunity "${found.name}" since you opened it. Refresh it and make your change again.`,
  });
  throw withNow(error, found);
}

function demandOpenOpportunity({ state, name }: { state: OpportunityState; name: string }): void {
  if (state === 'open') return;
  const said = state === 'won' ? { pl: 'wygrana', en: 'won' } : { pl: 'przegrana', en: 'lost' };
  throw new DomainError('opportunity.closed', {
    pl: `Szansa „${name}” jest już ${said.pl}. Otwórz ją ponownie, żeby coś w niej zmienić.`,
    en: `The opportunity "${name}" is already ${said.en}. Open it again to change it.`,
  });
}

type Write = {
  readonly before: Opportunity;
  readonly sets: readonly string[];
  readonly values: readonly unknown[];
  readonly verb: string;
  readonly changed: Changes;
};

async function write(tx: Tx, viewer: Viewer, { before, sets, values, verb, changed }: Write): Promise<void> {
  const actor = actorOf(viewer);
  await tx.run(
    `update opportunities set ${[...sets, 'version = version + 1', 'updated_at = now()', 'updated_by = $2'].join(', ')} where id = $1`,
    [before.id, actorText(actor), ...values],
  );
  await refreshFormulas(tx, 'opportunity', [before.id]);
  await recordAudit(tx, { actor, noun: 'opportunity', recordId: before.id, verb, changes: changed });
}

/** Where it stands now, as a row of its history. */
async function recordMove(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  await tx.run(
    `insert into opportunity_moves (opportunity_id, stage, state, value_minor, currency, probability, actor)
     select id, stage, state, value_minor, currency, probability, $2 from opportunities where id = $1`,
    [id, actorText(actorOf(viewer))],
  );
}

/** A stage that is offered, the first one where none is named, or the one that the opportunity is in `already`. */
async function stageOf(tx: Tx, code?: string, already?: string): Promise<{ code: string; probability: number }> {
  const found = await tx.maybe<{ code: string; probability: number }>(
    `select code, probability from opportunity_stages where code = $1 and (active or code = $2) or $1 is null and active order by position limit 1`,
    [code ?? null, already ?? null],
  );
  if (found) return found;
  throw new DomainError(
    'opportunity.stage_unknown',
    {
      pl: `Nie ma etapu szansy „${code ?? ''}”. Wybierz etap z listy.`,
      en: `There is no stage of opportunities "${code ?? ''}". Choose a stage from the list.`,
    },
    'stage',
  );
}

async function demandReason(tx: Tx, reason: string): Promise<void> {
  if (await tx.maybe('select 1 from lost_reasons where code = $1 and active', [reason])) return;
  throw new DomainError(
    'opportunity.reason_missing',
    { pl: 'Wybierz powód przegranej z listy.', en: 'Choose the reason of the loss from the list.' },
    'reason',
  );
}

type Customer = { readonly companyId: string; readonly personId: string | null };

async function demandCustomer(tx: Tx, viewer: Viewer, { companyId, personId }: Customer): Promise<void> {
  const found = await tx.maybe<{ knows: boolean }>(
    `select $2::uuid is null or exists (select 1 from people p where p.id = $2 and p.company_id = c.id and p.deleted_at is null) as knows
     from companies c where c.id = $1 and ${visible('companies', viewer, 'c')}`,
    [companyId, personId],
  );
  if (!found) throw notFound('company');
  if (!found.knows) throw notFound('person');
}

/** One's own, or with the right to assign anybody's. */
async function demandOwner(tx: Tx, viewer: Viewer, ownerId: string): Promise<void> {
  const mayGive = viewer.scope === 'all' || viewer.seesUsers.includes(ownerId);
  if (mayGive && (await tx.maybe('select 1 from users where id = $1 and active', [ownerId]))) return;
  throw new DomainError(
    'opportunity.owner_refused',
    {
      pl: 'Nie możesz oddać szansy tej osobie. Wybierz kogoś z listy albo poproś przełożonego.',
      en: 'You may not give the opportunity to this person. Choose somebody from the list, or ask your superior.',
    },
    'ownerId',
  );
}

function searchText(name: string, description: string): string {
  return `plain_text(${name} || ' ' || coalesce(left(${description}, 1000), ''))`;
}

function named(name: string): string {
  const tidy = name.trim();
  if (tidy !== '') return tidy;
  throw new DomainError(
    'opportunity.nameless',
    { pl: 'Szansa musi mieć nazwę. Wpisz ją.', en: 'An opportunity needs a name. Type it in.' },
    'name',
  );
}
