import type { Person } from '../../db/people.ts';
import type { ShownPoint } from '../../db/suppressions.ts';

type Whom = {
  readonly contactPoints: readonly ShownPoint[];
  readonly people: readonly Pick<Person, 'id' | 'firstName' | 'lastName' | 'isMain' | 'contactPoints'>[];
};

export type ReachedAt = {
  readonly normalised: string;
  /** Whose it is; missing where it is the company's own. */
  readonly person?: { readonly id: string; readonly name: string };
};

/**
 * Where a company is called or written to: at its own working address, else at that of a contact person, the main one first.
 * Campaigns choose in the same order. One that is not to be contacted is passed over, as in work mode.
 */
export function reachedAt({ contactPoints, people }: Whom, kind: 'phone' | 'email'): ReachedAt | undefined {
  const isGood = (point: ShownPoint) => point.kind === kind && point.state === 'good' && !isListed(point);
  const own = contactPoints.find(isGood);
  if (own) return { normalised: own.normalised };
  const [nearest] = people
    .flatMap((person) => person.contactPoints.filter(isGood).map((point) => ({ person, point })))
    .sort(
      (a, b) =>
        Number(b.person.isMain) - Number(a.person.isMain) ||
        Number(b.point.isMain) - Number(a.point.isMain) ||
        a.point.id.localeCompare(b.point.id),
    );
  if (!nearest) return undefined;
  const { id, firstName, lastName } = nearest.person;
  return {
    normalised: nearest.point.normalised,
    person: { id, name: [firstName, lastName].filter(Boolean).join(' ') },
  };
}

/** On the do-not-contact list for everything, or for what is done by hand: a service to the customer. */
function isListed({ suppressions }: ShownPoint): boolean {
  return suppressions.some(({ purpose }) => purpose === null || purpose === 'service');
}
