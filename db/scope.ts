import { actorOf, demand, may, seesEverybody, type Right, type Viewer } from '../domain/access.ts';
import type { Actor } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';

/** Who acts: a person or program with rights, or a part of Nurt that was allowed to before. */
export type By = Viewer | Actor;

/** The actor to be written on the rows. A viewer needs the right. */
export function actorBy(by: By, right: Right): Actor {
  if (!('rights' in by)) return by;
  demand(by, right);
  return actorOf(by);
}

/** The only way in which reads name these tables: the condition under which the viewer sees a row of `alias`. */
export function visible(table: 'companies' | 'people' | 'groups', viewer: Viewer, alias: string): string {
  demand(viewer, 'company.read');
  return table === 'groups' ? 'true' : reachable(table, viewer, alias);
}

/** The rows `m` of members of groups that the viewer sees: customers, and people who are still there. */
export function visibleMembers(viewer: Viewer): string {
  return `exists (select 1 from companies k where k.id = m.company_id and ${visible('companies', viewer, 'k')})
    and (m.person_id is null or exists (select 1 from people q where q.id = m.person_id and ${visible('people', viewer, 'q')}))`;
}

/**
 * The rows that may be changed, by whoever has the right to: what a person does not see they do not change either. Parts of
 * Nurt reach every row.
 */
export function reachable(table: 'companies' | 'people', by: By, alias: string): string {
  const there = `${alias}.deleted_at is null`;
  if (!('rights' in by) || by.customers !== 'own') return there;
  // Ids come from the database, so they may stand in the statement.
  const users = `'{${by.seesUsers.join(',')}}'::uuid[]`;
  if (table === 'companies') return `${there} and ${alias}.owner_id = any(${users})`;
  return `${there} and ${alias}.company_id in (select id from companies where deleted_at is null and owner_id = any(${users}))`;
}

/** Joins the campaign that is told beside a record by `id`: none for who may not read campaigns. */
export function namedCampaign(viewer: Viewer, alias: string, id: string): string {
  return `left join campaigns ${alias} on ${may(viewer, 'campaign.read') ? `${alias}.id = ${id}` : 'false'}`;
}

/**
 * For counts: the rows whose customer (`column`) the viewer sees. Whoever sees all of them is asked for those that were
 * deleted, who are few and have an index, and not for a million that were not.
 */
export function ofSeenCustomers(viewer: Viewer, column: string): string {
  if (seesEverybody(viewer))
    return `not exists (select 1 from companies k where k.id = ${column} and k.deleted_at is not null)`;
  if (!may(viewer, 'company.read')) return 'false';
  return `${column} in (select k.id from companies k where ${visible('companies', viewer, 'k')})`;
}

/** The rows that are there but that the viewer does not see; `false` where they see all. For hints, never for reading. */
export function beyond(table: 'companies', viewer: Viewer, alias: string): string {
  if (seesEverybody(viewer)) return 'false';
  return `${alias}.deleted_at is null and (${visible(table, viewer, alias)}) is not true`;
}

export function notFound(noun: 'company' | 'person' | 'contact_point' | 'group' | 'import'): DomainError {
  const said = {
    company: {
      pl: 'Nie ma takiego klienta. Może został usunięty.',
      en: 'There is no such customer. It may be deleted.',
    },
    person: { pl: 'Nie ma takiej osoby. Może została usunięta.', en: 'There is no such person. They may be deleted.' },
    contact_point: { pl: 'Nie ma takiego adresu kontaktowego.', en: 'There is no such contact point.' },
    group: { pl: 'Nie ma takiej grupy.', en: 'There is no such group.' },
    import: { pl: 'Nie ma takiego importu.', en: 'There is no such import.' },
  }[noun];
  return new DomainError(`${noun}.not_found`, said);
}
