import type { Viewer } from '../domain/access.ts';
import { namesOfActors } from './actor-names.ts';
import type { Tx } from './database.ts';
import { actorBy, notFound, visible } from './scope.ts';
import { pageOf, type After } from './timeline-pages.ts';
import {
  entriesOf,
  saidBecause,
  timelineKinds,
  type Found,
  type TimelineEntry,
  type TimelineKind,
  type TimelinePage,
} from './timeline-sources.ts';

export { timelineKinds, type TimelineEntry, type TimelineKind } from './timeline-sources.ts';

export type Timeline = {
  readonly rows: readonly TimelineEntry[];
  /** Where the next page begins; null when this is the last one. */
  readonly next: After | null;
};

/** Newest first: one scoped keyset query per kind, merged up to the size of a page (rule 24). Without `kinds` all of them. */
export async function companyTimeline(
  tx: Tx,
  viewer: Viewer,
  { kinds = timelineKinds, ...page }: TimelinePage & { readonly kinds?: readonly TimelineKind[] },
): Promise<Timeline> {
  actorBy(viewer, 'company.read');
  const seen = await tx.maybe(`select 1 from companies c where c.id = $1 and ${visible('companies', viewer, 'c')}`, [
    page.companyId,
  ]);
  if (!seen) throw notFound('company');
  const more = { ...page, limit: page.limit + 1 };
  const found = await Promise.all(kinds.map((kind) => entriesOf(tx, viewer, { kind, page: more })));
  const { shown, next } = pageOf(found.flat(), page.limit);
  return { rows: await told(tx, viewer, shown), next };
}

/** Names of those who made changes, and reasons, are put into words when they are read. */
async function told(tx: Tx, viewer: Viewer, found: readonly Found[]): Promise<TimelineEntry[]> {
  const actors = found.flatMap(({ kind, who }) => (kind === 'change' && who ? [who] : []));
  const names =
    actors.length > 0 ? await namesOfActors(tx, viewer, actors) : new Map<string, { name: string | null }>();
  return found.map(({ exact: _exact, because, ...entry }) => ({
    ...entry,
    who: entry.kind === 'change' && entry.who ? (names.get(entry.who)?.name ?? null) : entry.who,
    because: saidBecause(viewer, because),
  }));
}
