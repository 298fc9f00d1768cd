import type { ListKind } from './shapes.ts';

/** Pages of lists that are not called as their kind. */
const elsewhere: Readonly<Partial<Record<ListKind, string>>> = {
  recurrences: 'tasks/recurring',
  imports: 'import',
};

/** Where a list stands in the panel. */
export function addressOfList(kind: ListKind): string {
  return `/admin/${elsewhere[kind] ?? kind}`;
}

/** Work on a list that goes on without whoever asked for it: a file that is made of it, an action on many of its rows. */
export type LongWork = 'export' | 'bulk';

/** Where one finds how far such work is, and what came of it. */
export function addressOfWork(work: LongWork, { kind, id }: { readonly kind: ListKind; readonly id: string }): string {
  return `${addressOfList(kind)}?${work}=${id}`;
}
