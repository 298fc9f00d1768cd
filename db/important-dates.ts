/** Days that are worth remembering about a customer: an anniversary, the end of a contract, birthdays of their people. */
import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { oneLine } from '../domain/text/clean.ts';
import { recordAudit } from './audit.ts';
import { demandCompany } from './company-lock.ts';
import type { Tx } from './database.ts';
import { actorBy, reachable, visible, type By } from './scope.ts';

export type ImportantDate = {
  /** Null for what comes from the record of a person. */
  readonly id: string | null;
  readonly kind: 'date' | 'birthday' | 'name day';
  readonly title: string | null;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly fallsOn: string;
  readonly yearly: boolean;
  /** The next day on which it comes, today included; the day itself when it has passed for good. */
  readonly nextOn: string;
  readonly version: number | null;
};

export type NewDate = {
  readonly companyId: string;
  readonly personId?: string | null;
  readonly title: string;
  readonly fallsOn: string;
  readonly yearly?: boolean;
};

/** Throws `date.untitled` for a day of which nobody would know what it is. */
export async function addImportantDate(tx: Tx, by: By, date: NewDate): Promise<{ readonly id: string }> {
  const actor = actorBy(by, 'company.edit');
  const { companyId, personId = null, fallsOn } = date;
  const title = oneLine(date.title);
  if (title === '')
    throw new DomainError('date.untitled', { pl: 'Napisz, co to za dzień.', en: 'Say what day it is.' }, 'title');
  await demandCompany(tx, by, { companyId, personId });
  const { id } = await tx.one<{ id: string }>(
    `insert into important_dates (company_id, person_id, title, falls_on, yearly, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, $6) returning id`,
    [companyId, personId, title, fallsOn, date.yearly ?? false, actorText(actor)],
  );
  const changes = { [title]: [null, fallsOn] as const };
  await recordAudit(tx, { actor, noun: 'company', recordId: companyId, verb: 'add date', changes });
  return { id };
}

export async function deleteImportantDate(tx: Tx, by: By, id: string): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const gone = await tx.maybe<{ companyId: string; title: string; fallsOn: string }>(
    `delete from important_dates d using companies c
     where d.id = $1 and c.id = d.company_id and ${reachable('companies', by, 'c')} returning d.company_id, d.title, d.falls_on`,
    [id],
  );
  if (!gone)
    throw new DomainError('date.not_found', {
      pl: 'Nie ma takiej daty. Może ktoś ją usunął.',
      en: 'There is no such date. Somebody may have deleted it.',
    });
  const changes = { [gone.title]: [gone.fallsOn, null] as const };
  await recordAudit(tx, { actor, noun: 'company', recordId: gone.companyId, verb: 'delete date', changes });
}

/** Those of a customer and of their people, the nearest first; what has passed for good comes last. */
export async function importantDatesOf(tx: Tx, viewer: Viewer, companyId: string): Promise<ImportantDate[]> {
  return tx.rows<ImportantDate>(
    `with every as (
       select d.id, 'date' as kind, d.title, d.person_id, d.falls_on, d.yearly, d.version from important_dates d where d.company_id = $1
       union all select null, 'birthday', null, p.id, p.born_on, true, null from people p
         where p.company_id = $1 and p.born_on is not null and p.deleted_at is null
       union all select null, 'name day', null, p.id, to_date('2000-' || p.name_day, 'YYYY-MM-DD'), true, null from people p
         where p.company_id = $1 and p.name_day is not null and p.deleted_at is null),
     next as (
       select e.*, case when not e.yearly then e.falls_on
         -- The 29th of February is kept on the 28th in other years.
         else (e.falls_on + make_interval(years => (extract(year from current_date) - extract(year from e.falls_on))::int
           + case when to_char(e.falls_on, 'MMDD') < to_char(current_date, 'MMDD') then 1 else 0 end))::date end as next_on
       from every e)
     select n.id, n.kind, n.title, n.person_id, nullif(concat_ws(' ', p.first_name, p.last_name), '') as person_name, n.falls_on, n.yearly,
       n.next_on, n.version
     from next n join companies c on c.id = $1 and ${visible('companies', viewer, 'c')} left join people p on p.id = n.person_id
     order by n.next_on < current_date, n.next_on, n.title limit 200`,
    [companyId],
  );
}
