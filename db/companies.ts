import { DomainError } from '../domain/domain-error.ts';
import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { isNip, normaliseNip } from '../domain/ids/nip.ts';
import { normaliseKrs } from '../domain/ids/krs.ts';
import { normalisePostcode } from '../domain/ids/postcode.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { normaliseRegon } from '../domain/ids/regon.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { addContactPoint, type NewContactPoint } from './contact-points.ts';
import { refreshFormulas } from './own-formulas.ts';
import { ownForViewer, ownWritten } from './own-values.ts';
import { changedMeanwhile } from './company-conflicts.ts';
import type { Tx } from './database.ts';
import { refreshCompanySearch } from './search-text.ts';
import { actorBy, notFound, type By } from './scope.ts';

export type CompanyKind = 'firm' | 'sole trader' | 'person' | 'institution' | 'branch';

/** What a person may write about a company. Money in minor units. */
export type CompanyFields = {
  readonly kind?: CompanyKind;
  readonly name: string;
  readonly shortName?: string | null;
  readonly parentId?: string | null;
  readonly nip?: string | null;
  readonly regon?: string | null;
  readonly krs?: string | null;
  readonly euVat?: string | null;
  readonly street?: string | null;
  readonly postcode?: string | null;
  readonly city?: string | null;
  readonly country?: string;
  readonly website?: string | null;
  readonly class?: string | null;
  readonly industry?: string | null;
  readonly ownerId?: string | null;
  readonly turnoverMinor?: number | null;
  readonly currency?: string;
  readonly notes?: string | null;
  readonly timeZone?: string | null;
};

/** Values of own fields by code; null empties one. */
type WithOwn = { readonly own?: OwnValues };

export type NewCompany = CompanyFields & WithOwn & { readonly contactPoints?: readonly NewContactPoint[] };
export type Company = Required<CompanyFields> & {
  readonly own: OwnValues;
  readonly id: string;
  readonly version: number;
  readonly importId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly createdBy: string;
};

/** Column by field: the only ones that are ever written. */
const columns: Readonly<Record<keyof CompanyFields, string>> = {
  kind: 'kind',
  name: 'name',
  shortName: 'short_name',
  parentId: 'parent_id',
  nip: 'nip',
  regon: 'regon',
  krs: 'krs',
  euVat: 'eu_vat',
  street: 'street',
  postcode: 'postcode',
  city: 'city',
  country: 'country',
  website: 'website',
  class: 'class',
  industry: 'industry',
  ownerId: 'owner_id',
  turnoverMinor: 'turnover_minor',
  currency: 'currency',
  notes: 'notes',
  timeZone: 'time_zone',
};
const allColumns = Object.values(columns).join(', ');

/** A new company with its contact points. A wrong NIP warns in the form and never blocks. */
export async function createCompany(tx: Tx, by: By, company: NewCompany): Promise<{ readonly id: string }> {
  const actor = actorBy(by, 'company.edit');
  const { contactPoints = [], own: sent, ...fields } = company;
  const values = tidy(fields);
  if (!values.name) throw nameless();
  if (values.parentId) await demandParent(tx, values.parentId, null);
  const { own, changes: ownChanges } = await ownWritten(tx, by, { record: 'company', before: null, sent });
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  const { id } = await tx.one<{ id: string }>(
    `insert into companies (${set.map(([field]) => columns[field as keyof CompanyFields]).join(', ')}, own, created_by, updated_by)
     values (${set.map((_, i) => `$${i + 3}`).join(', ')}, $2, $1, $1) returning id`,
    [actorText(actor), JSON.stringify(own), ...set.map(([, value]) => value)],
  );
  for (const point of contactPoints) await addContactPoint(tx, actor, { ...point, companyId: id });
  await refreshCompanySearch(tx, [id]);
  await refreshFormulas(tx, 'company', [id]);
  const changes = { ...changesBetween({}, values), ...ownChanges };
  await recordAudit(tx, { actor, noun: 'company', recordId: id, verb: 'create', changes });
  return { id };
}

export type CompanyEdit = {
  readonly id: string;
  /** The version that the person saw. */
  readonly version: number;
  readonly changes: Partial<CompanyFields> & WithOwn;
};

/** Changes some fields. Throws `company.changed`, naming what somebody else has changed since, and `company.not_found`. */
export async function editCompany(
  tx: Tx,
  by: By,
  { id, version, changes }: CompanyEdit,
): Promise<{ readonly version: number }> {
  const actor = actorBy(by, 'company.edit');
  const before = await tx.maybe<Company>(
    `select id, version, own, ${allColumns} from companies where id = $1 and deleted_at is null for update`,
    [id],
  );
  if (!before) throw notFound('company');
  if (before.version !== version) throw await changedMeanwhile(tx, id, version);
  const values = tidy(changes);
  if (values.name === '') throw nameless();
  if (values.parentId) await demandParent(tx, values.parentId, id);
  const written = await ownWritten(tx, by, { record: 'company', before: before.own, sent: changes.own });
  const changed = changesBetween(before, values);
  const set = Object.keys(changed) as (keyof CompanyFields)[];
  if (set.length === 0 && Object.keys(written.changes).length === 0) return { version };
  await tx.run(
    `update companies set ${set.map((field, i) => `${columns[field]} = $${i + 4}, `).join('')}
       own = $3, version = version + 1, updated_at = now(), updated_by = $2 where id = $1`,
    [id, actorText(actor), JSON.stringify(written.own), ...set.map((field) => values[field])],
  );
  if (set.some((field) => ['name', 'shortName', 'city', 'nip'].includes(field))) await refreshCompanySearch(tx, [id]);
  await refreshFormulas(tx, 'company', [id]);
  await recordAudit(tx, {
    actor,
    noun: 'company',
    recordId: id,
    verb: 'edit',
    changes: { ...changed, ...written.changes, version: [version, version + 1] },
  });
  return { version: version + 1 };
}

/** Hides a company from all lists. Its history stays. */
export async function deleteCompany(tx: Tx, by: By, { id, version }: { id: string; version: number }): Promise<void> {
  const actor = actorBy(by, 'company.delete');
  const done = await tx.run(
    `update companies set deleted_at = now(), version = version + 1, updated_at = now(), updated_by = $3
     where id = $1 and version = $2 and deleted_at is null`,
    [id, version, actorText(actor)],
  );
  if (done === 0) throw await changedMeanwhile(tx, id, version);
  await recordAudit(tx, { actor, noun: 'company', recordId: id, verb: 'delete' });
}

/** The company as this viewer sees it; throws `company.not_found`. */
export async function readCompany(tx: Tx, by: By, id: string): Promise<Company> {
  const company = await tx.maybe<Company>(
    `select id, version, own, import_id, created_at, updated_at, created_by, ${allColumns}
     from companies where id = $1 and deleted_at is null`,
    [id],
  );
  if (!company) throw notFound('company');
  return { ...company, own: await ownForViewer(tx, by, { record: 'company', own: company.own }) };
}

export type Likeness = {
  readonly name?: string;
  readonly nip?: string;
  readonly email?: string;
  readonly phone?: string;
};
export type Duplicate = {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly nip: string | null;
  readonly because: 'nip' | 'email' | 'phone' | 'name';
};

/** Companies that may be the same as what is being typed: same NIP, e-mail or phone, or a very similar name. At most ten. */
export async function findDuplicates(tx: Tx, viewer: Viewer, like: Likeness): Promise<Duplicate[]> {
  actorBy(viewer, 'company.read');
  const nip = like.nip ? normaliseNip(like.nip) : '';
  return tx.rows<Duplicate>(
    `select distinct on (c.id) c.id, c.name, c.city, c.nip, found.because from (
       select id, 'nip' as because, 1 as rank from companies where $1 <> '' and nip = $1
       union all select company_id, kind, case kind when 'email' then 2 else 3 end from contact_points
         where (kind = 'email' and normalised = $2 and $2 <> '') or (kind = 'phone' and normalised = $3 and $3 <> '')
       union all (select id, 'name', 4 from companies
         where $4 <> '' and search_text like '%' || $5 || '%' and similarity(plain_text(name), plain_text($4)) > 0.5 limit 50)
     ) found join companies c on c.id = found.id and c.deleted_at is null
     order by c.id, found.rank limit 10`,
    [
      isNip(nip) ? nip : '',
      like.email ?? '',
      like.phone ?? '',
      like.name ?? '',
      await firstLongWord(tx, like.name ?? ''),
    ],
  );
}

/** The longest word of a name narrows the search by the trigram index before names are compared. */
async function firstLongWord(tx: Tx, name: string): Promise<string> {
  const longest = name.split(/[^\p{L}\p{N}]+/u).toSorted((a, b) => b.length - a.length)[0] ?? '';
  return (await tx.one<{ plain: string }>('select plain_text($1) as plain', [longest])).plain;
}

function tidy<Fields extends Partial<CompanyFields>>(fields: Fields): Partial<CompanyFields> {
  const values: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || !(field in columns)) continue;
    const text = typeof value === 'string' ? value.trim() : value;
    values[field] = text === '' && field !== 'name' ? null : text;
  }
  const normalised = { nip: normaliseNip, regon: normaliseRegon, krs: normaliseKrs, postcode: normalisePostcode };
  for (const [field, normalise] of Object.entries(normalised)) {
    const value = values[field];
    if (typeof value === 'string') values[field] = normalise(value) || null;
  }
  return values;
}

function nameless(): DomainError {
  return new DomainError(
    'company.nameless',
    { pl: 'Klient musi mieć nazwę. Wpisz ją.', en: 'A customer needs a name. Type it in.' },
    'name',
  );
}

/** A branch hangs under a company that is not a branch of it, however far up. */
async function demandParent(tx: Tx, parentId: string, id: string | null): Promise<void> {
  const chain = await tx.rows<{ id: string }>(
    `with recursive up as (
       select id, parent_id, 1 as depth from companies where id = $1 and deleted_at is null
       union all select c.id, c.parent_id, up.depth + 1 from companies c join up on c.id = up.parent_id where up.depth < 20)
     select id from up`,
    [parentId],
  );
  if (chain.length === 0) throw notFound('company');
  if (!chain.some((link) => link.id === id)) return;
  throw new DomainError(
    'company.own_parent',
    {
      pl: 'Klient nie może być oddziałem samego siebie ani swojego oddziału. Wybierz inną centralę.',
      en: 'A customer cannot be a branch of itself or of its own branch. Choose another head office.',
    },
    'parentId',
  );
}
