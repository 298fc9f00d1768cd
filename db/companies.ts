import { DomainError, withNow } from '../domain/domain-error.ts';
import { demand } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { normaliseEuVat } from '../domain/ids/eu-vat.ts';
import { normaliseIban } from '../domain/ids/iban.ts';
import { normaliseKrs } from '../domain/ids/krs.ts';
import { normaliseNip } from '../domain/ids/nip.ts';
import { normalisePesel } from '../domain/ids/pesel.ts';
import { normalisePostcode } from '../domain/ids/postcode.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { normaliseRegon } from '../domain/ids/regon.ts';
import { manyLines, oneLine } from '../domain/text/clean.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { addContactPoint, type NewContactPoint } from './contact-points.ts';
import { ownForViewer, ownWritten, settleOwn } from './own-values.ts';
import { changedMeanwhile } from './company-conflicts.ts';
import { demandCompany } from './company-lock.ts';
import { refreshClasses } from './class-members.ts';
import { demandCurrency, usualCurrency } from './currencies.ts';
import type { Tx } from './database.ts';
import { refreshCompanySearch } from './search-text.ts';
import { actorBy, notFound, reachable, type By } from './scope.ts';

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
  readonly iban?: string | null;
  /** Days that the customer has to pay an invoice. */
  readonly paymentDays?: number | null;
  /** Of a person: read and written with the right `company.pesel` only. */
  readonly pesel?: string | null;
};

/** Values of own fields by code; null empties one. */
type WithOwn = { readonly own?: OwnValues };

export type NewCompany = CompanyFields & WithOwn & { readonly contactPoints?: readonly NewContactPoint[] };
export type Company = Omit<Required<CompanyFields>, 'pesel'> & {
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
  iban: 'iban',
  paymentDays: 'payment_days',
  pesel: 'pesel',
};
const openColumns = Object.values(columns)
  .filter((column) => column !== 'pesel')
  .join(', ');

/** A new company with its contact points. A wrong NIP warns in the form and never blocks. */
export async function createCompany(tx: Tx, by: By, company: NewCompany): Promise<{ readonly id: string }> {
  const actor = actorBy(by, 'company.edit');
  const { contactPoints = [], own: sent, ...fields } = company;
  demandPeselRight(by, fields);
  const values = tidy(fields);
  if (!values.name) throw nameless();
  if (values.parentId) await demandParent(tx, by, { parentId: values.parentId });
  await demandCurrency(tx, { chosen: values.currency });
  const written = await ownWritten(tx, by, { record: 'company', before: null, sent });
  const currency = values.currency ?? (await usualCurrency(tx));
  const set = Object.entries({ ...values, currency }).filter(([, value]) => value !== undefined);
  const { id } = await tx.one<{ id: string }>(
    `insert into companies (${set.map(([field]) => columns[field as keyof CompanyFields]).join(', ')}, own, created_by, updated_by)
     values (${set.map((_, i) => `$${i + 3}`).join(', ')}, $2, $1, $1) returning id`,
    [actorText(actor), JSON.stringify(written.own), ...set.map(([, value]) => value)],
  );
  for (const point of contactPoints) await addContactPoint(tx, actor, { ...point, companyId: id });
  await refreshCompanySearch(tx, [id]);
  await settleOwn(tx, by, { record: 'company', id, written });
  await refreshClasses(tx, [id]);
  const changes = { ...changesBetween({}, values, hidden), ...written.changes };
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
    `select id, version, own, pesel, ${openColumns} from companies c where id = $1 and ${reachable('companies', by, 'c')} for update`,
    [id],
  );
  if (!before) throw notFound('company');
  demandPeselRight(by, changes);
  if (before.version !== version) throw withNow(await changedMeanwhile(tx, by, { id, version }), before);
  const values = tidy(changes, before.country ?? 'PL');
  if (values.name === '') throw nameless();
  if (values.parentId) await demandParent(tx, by, { parentId: values.parentId, id });
  await demandCurrency(tx, { chosen: values.currency, before: before.currency });
  const written = await ownWritten(tx, by, { record: 'company', before: before.own, sent: changes.own });
  const changed = changesBetween(before, values, hidden);
  const set = Object.keys(changed) as (keyof CompanyFields)[];
  if (set.length === 0 && Object.keys(written.changes).length === 0) return { version };
  await tx.run(
    `update companies set ${set.map((field, i) => `${columns[field]} = $${i + 4}, `).join('')}
       own = $3, version = version + 1, updated_at = now(), updated_by = $2 where id = $1`,
    [id, actorText(actor), JSON.stringify(written.own), ...set.map((field) => values[field])],
  );
  if (set.some((field) => ['name', 'shortName', 'city', 'nip'].includes(field))) await refreshCompanySearch(tx, [id]);
  await settleOwn(tx, by, { record: 'company', id, written });
  await refreshClasses(tx, [id]);
  await recordAudit(tx, {
    actor,
    noun: 'company',
    recordId: id,
    verb: 'edit',
    changes: { ...changed, ...written.changes, version: [version, version + 1] },
  });
  return { version: version + 1 };
}

/** The company as this viewer sees it; throws `company.not_found`. */
export async function readCompany(tx: Tx, by: By, id: string): Promise<Company> {
  const company = await tx.maybe<Company>(
    `select id, version, own, import_id, created_at, updated_at, created_by, ${openColumns}
     from companies where id = $1 and deleted_at is null`,
    [id],
  );
  if (!company) throw notFound('company');
  return { ...company, own: await ownForViewer(tx, by, { record: 'company', own: company.own }) };
}

/** The audit names them without their values. */
const hidden: readonly string[] = ['pesel'];

function demandPeselRight(by: By, fields: Partial<CompanyFields>): void {
  if ('rights' in by && fields.pesel !== undefined) demand(by, 'company.pesel');
}

const normalisers: Readonly<Partial<Record<keyof CompanyFields, (text: string, country: string) => string>>> = {
  nip: normaliseNip,
  regon: normaliseRegon,
  krs: normaliseKrs,
  pesel: normalisePesel,
  iban: normaliseIban,
  postcode: normalisePostcode,
  euVat: normaliseEuVat,
  country: (text) => text.toUpperCase(),
};

/**
 * As it is stored: without invisible signs and outer blanks, numbers in the form of their country, which is the one `before`
 * where none is given; what is empty becomes null.
 */
function tidy<Fields extends Partial<CompanyFields>>(fields: Fields, before = 'PL'): Partial<CompanyFields> {
  const country = fields.country?.trim().toUpperCase() || before;
  const values: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || !(field in columns)) continue;
    if (typeof value !== 'string') {
      values[field] = value;
      continue;
    }
    const text = field === 'notes' ? manyLines(value) : oneLine(value);
    const written = text === '' ? '' : (normalisers[field as keyof CompanyFields]?.(text, country) ?? text);
    values[field] = written === '' && field !== 'name' ? null : written;
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
async function demandParent(tx: Tx, by: By, { parentId, id }: { parentId: string; id?: string }): Promise<void> {
  await demandCompany(tx, by, { companyId: parentId });
  if (id === undefined || !(await headOffices(tx, parentId)).includes(id)) return;
  throw new DomainError(
    'company.own_parent',
    {
      pl: 'Klient nie może być oddziałem samego siebie ani swojego oddziału. Wybierz inną centralę.',
      en: 'A customer cannot be a branch of itself or of its own branch. Choose another head office.',
    },
    'parentId',
  );
}

/** A customer, its head office, that one's, and so on. */
export async function headOffices(tx: Tx, id: string): Promise<readonly string[]> {
  const chain = await tx.rows<{ id: string }>(
    `with recursive up as (
       select id, parent_id, 1 as depth from companies where id = $1 and deleted_at is null
       union all select c.id, c.parent_id, up.depth + 1 from companies c join up on c.id = up.parent_id where up.depth < 20)
     select id from up`,
    [id],
  );
  return chain.map((link) => link.id);
}
