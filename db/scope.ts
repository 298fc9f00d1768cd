import { actorOf, demand, type Right, type Viewer } from '../domain/access.ts';
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
  // Customers are everyone's: who may read companies reads all that are not deleted.
  return table === 'groups' ? 'true' : `${alias}.deleted_at is null`;
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
