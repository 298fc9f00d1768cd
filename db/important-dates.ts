/** Days that are worth remembering about a customer: an anniversary, the end of a contract, birthdays of their people. */
import { demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { Brings, DateKind } from '../domain/recurrence/important-days.ts';
import { oneLine } from '../domain/text/clean.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { demandCompany } from './company-lock.ts';
import type { Tx } from './database.ts';
import { bringDaysOf, takeBackDays } from './important-days.ts';
import { actorBy, reachable, visible, type By } from './scope.ts';

export type ImportantDate = {
  /** Null for what comes from the record of a person and brings nothing. */
  readonly id: string | null;
  readonly kind: DateKind;
  readonly title: string | null;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly fallsOn: string;
  readonly yearly: boolean;
  /** The next day on which it comes, today included; the day itself when it has passed for good. */
  readonly nextOn: string;
  /** What comes onto the desk of whoever looks after the customer, and how many days ahead; null: nothing. */
  readonly brings: Brings | null;
  readonly aheadDays: number | null;
  /** The last day that went by while nothing could be brought. */
  readonly missedOn: string | null;
  readonly version: number | null;
};

export type NewDate = {
  readonly companyId: string;
  readonly personId?: string | null;
  /** A birthday and a name day are the person's: only what they bring is said. */
  readonly kind?: DateKind;
  readonly title?: string;
  readonly fallsOn?: string;
  readonly yearly?: boolean;
  readonly brings?: Brings | null;
  readonly aheadDays?: number | null;
};

const AHEAD_DAYS = 7;
/** Each may bring work once a year, onto the desk of somebody else as well. */
const MOST_DATES = 100;

/** Throws `date.untitled` for a day of which nobody would know what it is, `date.undated` for one that is no day. */
export async function addImportantDate(tx: Tx, by: By, date: NewDate): Promise<{ readonly id: string }> {
  const actor = actorBy(by, 'company.edit');
  const { companyId, personId = null, kind = 'date', brings = null } = date;
  const title = kind === 'date' ? titled(date.title ?? '') : null;
  const fallsOn = kind === 'date' ? (date.fallsOn ?? null) : null;
  if (kind === 'date' && fallsOn === null) throw undated();
  if (brings !== null) demandWork(by);
  await demandCompany(tx, by, { companyId, personId });
  await demandRoom(tx, companyId);
  if (kind !== 'date') await demandFirst(tx, { personId, kind });
  const aheadDays = brings === null ? null : (date.aheadDays ?? AHEAD_DAYS);
  const { id } = await tx.one<{ id: string }>(
    `insert into important_dates (company_id, person_id, kind, title, falls_on, yearly, brings, ahead_days, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) returning id`,
    [companyId, personId, kind, title, fallsOn, date.yearly ?? kind !== 'date', brings, aheadDays, actorText(actor)],
  );
  await bringDaysOf(tx, id);
  const changes = { ...(title === null ? {} : { [title]: [null, fallsOn] as const }), ...broughtBy({ brings }) };
  await recordAudit(tx, { actor, noun: 'company', recordId: companyId, verb: 'add date', changes });
  return { id };
}

function broughtBy({ brings }: { readonly brings: Brings | null }) {
  return brings === null ? {} : { brings: [null, brings] as const };
}

/** What a date brings is work, a reminder no less than a task: whoever may give none brings none. */
function demandWork(by: By): void {
  if ('rights' in by) demand(by, 'task.edit');
}

async function demandRoom(tx: Tx, companyId: string): Promise<void> {
  const { n } = await tx.one<{ n: number }>(
    'select count(*)::int as n from important_dates d where d.company_id = $1 and d.deleted_at is null',
    [companyId],
  );
  if (n < MOST_DATES) return;
  throw new DomainError('date.too_many', {
    pl: `Ten klient ma już ${MOST_DATES} ważnych dat. Usuń takie, które minęły, i dodaj jeszcze raz.`,
    en: `This customer has ${MOST_DATES} important dates already. Delete some that have passed and add it again.`,
  });
}

/** One row says what the birthday of a person brings: the second who says it is shown the first. */
async function demandFirst(tx: Tx, { personId, kind }: Pick<NewDate, 'personId' | 'kind'>): Promise<void> {
  if (!personId) throw undated();
  await tx.run('select 1 from people p where p.id = $1 for no key update', [personId]);
  const there = await tx.maybe(
    'select 1 from important_dates d where d.person_id = $1 and d.kind = $2 and d.deleted_at is null',
    [personId, kind],
  );
  if (there) throw changedMeanwhile();
}

export type DateEdit = {
  readonly id: string;
  readonly version: number;
  readonly changes: Partial<Pick<NewDate, 'title' | 'fallsOn' | 'yearly' | 'brings' | 'aheadDays'>>;
};
type Kept = {
  readonly companyId: string;
  readonly personId: string | null;
  readonly kind: DateKind;
  readonly title: string | null;
  readonly fallsOn: string | null;
  readonly yearly: boolean;
  readonly brings: Brings | null;
  readonly aheadDays: number | null;
  readonly version: number;
};

/** Another day, another name, or something else that it brings: what has come and nobody has touched comes anew. */
export async function editImportantDate(tx: Tx, by: By, edit: DateEdit): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const before = await lockDate(tx, by, edit);
  if (before.version !== edit.version) throw withNow(changedMeanwhile(), before);
  const after = { ...before, ...wanted(before, edit.changes) };
  const changes = changesBetween(before, after);
  if (Object.keys(changes).length === 0) return;
  if (changes['brings'] && after.brings !== null) demandWork(by);
  await takeBackDays(tx, edit.id);
  await tx.run(
    `update important_dates set title = $2, falls_on = $3, yearly = $4, brings = $5, ahead_days = $6, version = version + 1,
       updated_at = now(), updated_by = $7 where id = $1`,
    [edit.id, after.title, after.fallsOn, after.yearly, after.brings, after.aheadDays, actorText(actor)],
  );
  await bringDaysOf(tx, edit.id);
  await recordAudit(tx, { actor, noun: 'company', recordId: before.companyId, verb: 'edit date', changes });
}

function wanted(before: Kept, changes: DateEdit['changes']) {
  const brings = changes.brings === undefined ? before.brings : changes.brings;
  const aheadDays = brings === null ? null : (changes.aheadDays ?? before.aheadDays ?? AHEAD_DAYS);
  if (before.kind !== 'date') return { brings, aheadDays };
  return {
    title: changes.title === undefined ? before.title : titled(changes.title),
    fallsOn: changes.fallsOn ?? before.fallsOn,
    yearly: changes.yearly ?? before.yearly,
    brings,
    aheadDays,
  };
}

/** Takes a date away with what it has brought for days to come; the days that have come stay with it. */
export async function deleteImportantDate(
  tx: Tx,
  by: By,
  { id, version }: Pick<DateEdit, 'id' | 'version'>,
): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const gone = await lockDate(tx, by, { id });
  if (gone.version !== version) throw changedMeanwhile();
  await takeBackDays(tx, id);
  await tx.run(
    'update important_dates set deleted_at = now(), version = version + 1, updated_at = now(), updated_by = $2 where id = $1',
    [id, actorText(actor)],
  );
  const changes = gone.title === null ? {} : { [gone.title]: [gone.fallsOn, null] as const };
  await recordAudit(tx, { actor, noun: 'company', recordId: gone.companyId, verb: 'delete date', changes });
}

/** Brings back what the same person has just deleted; a day that had come does not come a second time. */
export async function restoreImportantDate(tx: Tx, by: By, id: string): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const back = await lockDate(tx, by, { id, deletedBy: actorText(actor) });
  await demandRoom(tx, back.companyId);
  if (back.kind !== 'date') await demandFirst(tx, back);
  await tx.run(
    'update important_dates set deleted_at = null, version = version + 1, updated_at = now() where id = $1',
    [id],
  );
  await bringDaysOf(tx, id);
  const changes = back.title === null ? {} : { [back.title]: [null, back.fallsOn] as const };
  await recordAudit(tx, { actor, noun: 'company', recordId: back.companyId, verb: 'restore date', changes });
}

type Locked = {
  readonly id: string;
  /** One that this actor has deleted; without it one that is there. */
  readonly deletedBy?: string;
};

async function lockDate(tx: Tx, by: By, { id, deletedBy }: Locked): Promise<Kept> {
  const found = await tx.maybe<Kept>(
    `select d.company_id, d.person_id, d.kind, d.title, to_char(d.falls_on, 'YYYY-MM-DD') as falls_on, d.yearly, d.brings, d.ahead_days, d.version
     from important_dates d join companies c on c.id = d.company_id and ${reachable('companies', by, 'c')}
     where d.id = $1 and case when $2::text is null then d.deleted_at is null else d.deleted_at is not null and d.updated_by = $2 end
     for update of d`,
    [id, deletedBy ?? null],
  );
  if (found) return found;
  throw new DomainError('date.not_found', {
    pl: 'Nie ma takiej daty. Może ktoś ją usunął.',
    en: 'There is no such date. Somebody may have deleted it.',
  });
}

/** Those of a customer and of their people, or of one of them, the nearest first; what has passed for good comes last. */
export async function importantDatesOf(
  tx: Tx,
  viewer: Viewer,
  { companyId, personId = null }: { readonly companyId: string; readonly personId?: string | null | undefined },
): Promise<ImportantDate[]> {
  return tx.rows<ImportantDate>(
    `with brought as (select d.* from important_dates d where d.company_id = $1 and d.kind <> 'date' and d.deleted_at is null),
     every as (
       select d.id, d.kind, d.title, d.person_id, d.falls_on, d.yearly, d.brings, d.ahead_days, d.version from important_dates d
         where d.company_id = $1 and d.kind = 'date' and d.deleted_at is null
       union all select b.id, 'birthday', null, p.id, p.born_on, true, b.brings, b.ahead_days, b.version from people p
         left join brought b on b.person_id = p.id and b.kind = 'birthday'
         where p.company_id = $1 and p.born_on is not null and p.deleted_at is null
       union all select b.id, 'name day', null, p.id, to_date('2000-' || p.name_day, 'YYYY-MM-DD'), true, b.brings, b.ahead_days, b.version
         from people p left join brought b on b.person_id = p.id and b.kind = 'name day'
         where p.company_id = $1 and p.name_day is not null and p.deleted_at is null),
     next as (
       select e.*, case when not e.yearly or e.falls_on >= current_date then e.falls_on
         -- The 29th of February is kept on the 28th in other years.
         else (e.falls_on + make_interval(years => (extract(year from current_date) - extract(year from e.falls_on))::int
           + case when to_char(e.falls_on, 'MMDD') < to_char(current_date, 'MMDD') then 1 else 0 end))::date end as next_on
       from every e where $2::uuid is null or e.person_id = $2)
     select n.id, n.kind, n.title, n.person_id, nullif(concat_ws(' ', p.first_name, p.last_name), '') as person_name, n.falls_on, n.yearly,
       n.next_on, n.brings, n.ahead_days, n.version,
       (select max(b.day) from important_days b where b.date_id = n.id and b.state = 'missed') as missed_on
     from next n join companies c on c.id = $1 and ${visible('companies', viewer, 'c')} left join people p on p.id = n.person_id
     order by n.next_on < current_date, n.next_on, n.title limit 200`,
    [companyId, personId],
  );
}

function titled(text: string): string {
  const title = oneLine(text);
  if (title !== '') return title;
  throw new DomainError('date.untitled', { pl: 'Napisz, co to za dzień.', en: 'Say what day it is.' }, 'title');
}

function undated(): DomainError {
  return new DomainError(
    'date.undated',
    { pl: 'Podaj dzień, a przy urodzinach i imieninach osobę.', en: 'Give the day, or the person whose day it is.' },
    'fallsOn',
  );
}

function changedMeanwhile(): DomainError {
  return new DomainError('date.changed', {
    pl: 'Ktoś zmienił tę datę, odkąd ją pokazano. Zobacz, jak jest teraz, i zmień jeszcze raz.',
    en: 'Somebody has changed this date since it was shown. See how it is now and change it again.',
  });
}
