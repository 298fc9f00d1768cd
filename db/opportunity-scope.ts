/** Which opportunities somebody sees: the one place where SQL says so. */
import { demand, may, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import { parameters, type Params } from './task-scope.ts';

/** The condition under which the viewer sees the opportunity `o`: everything, or what is theirs and their subordinates'. */
export function visibleOpportunities(viewer: Viewer, params: Params): string {
  demand(viewer, 'opportunity.read');
  return viewer.scope === 'all' ? 'true' : `o.owner_id = any(${params.add(viewer.seesUsers)}::uuid[])`;
}

/** As `visibleOpportunities`, and nothing for whoever may not read opportunities. */
export function seenOpportunities(viewer: Viewer, params: Params): string {
  return may(viewer, 'opportunity.read') ? visibleOpportunities(viewer, params) : 'false';
}

export type OpportunityState = 'open' | 'won' | 'lost';

/** An opportunity as its verbs see it. */
export type Opportunity = {
  readonly id: string;
  readonly name: string;
  readonly companyId: string;
  readonly personId: string | null;
  readonly ownerId: string | null;
  readonly stage: string;
  readonly state: OpportunityState;
  readonly valueMinor: number;
  readonly currency: string;
  /** Per cent. */
  readonly probability: number;
  readonly weightedMinor: number;
  readonly expectedOn: string | null;
  readonly lostReason: string | null;
  readonly lostNote: string | null;
  readonly description: string | null;
  readonly closedAt: string | null;
  /** Values of all own fields by code; what a viewer reads of them goes through `ownForViewer`. */
  readonly own: OwnValues;
  readonly version: number;
};

const opportunityColumns = `o.id, o.name, o.company_id, o.person_id, o.owner_id, o.stage, o.state, o.value_minor, o.currency,
  o.probability, o.weighted_minor, o.expected_on, o.lost_reason, o.lost_note, o.description, o.closed_at, o.own, o.version`;

/** The opportunity, if the viewer may see it; throws `opportunity.not_found`. With `lock` nobody else changes it meanwhile. */
export async function findOpportunity(
  tx: Tx,
  viewer: Viewer,
  { id, lock }: { readonly id: string; readonly lock?: boolean },
): Promise<Opportunity> {
  const params = parameters();
  const found = await tx.maybe<Opportunity>(
    `select ${opportunityColumns} from opportunities o
     where o.id = ${params.add(id)}::uuid and ${visibleOpportunities(viewer, params)} ${lock ? 'for no key update of o' : ''}`,
    params.list,
  );
  if (found) return found;
  throw new DomainError('opportunity.not_found', {
    pl: 'Nie ma takiej szansy sprzedaży albo nie masz do niej dostępu. Wróć do listy szans.',
    en: 'There is no such opportunity, or you have no access to it. Go back to the list of opportunities.',
  });
}
