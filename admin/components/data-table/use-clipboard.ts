import { useEffect, useSyncExternalStore } from 'react';
import { demandsRule } from '../../../domain/conditions/demanded.ts';
import type { Condition, Rule } from '../../../domain/conditions/shapes.ts';
import type { ListKind, Selection } from '../../../domain/lists/shapes.ts';
import { call, Refused } from '../read.ts';

type Counts = Partial<Readonly<Record<ListKind, number>>>;

/** The fact by which a list shows what lies on the clipboard. */
export const onClipboard: Rule = { field: 'list.clipboard', operator: '=', value: true };

let counts: Counts = {};
const listeners = new Set<() => void>();

/** How many records of the kind are set aside. They lie on the server, so they survive searches and days. */
export function useClipboard(kind: ListKind): number {
  useEffect(() => void readCounts(), []);
  return useSyncExternalStore(
    (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    () => counts[kind] ?? 0,
  );
}

/** Sets the rows aside; answers how many were not there yet. */
export async function setAside(kind: ListKind, selection: Selection): Promise<number> {
  const { added } = await call<{ added: number }>('POST', `/clipboard/${kind}`, selection);
  await readCounts();
  return added;
}

/** Takes the rows off. */
export async function takeOff(kind: ListKind, selection: Selection): Promise<void> {
  await call('DELETE', `/clipboard/${kind}`, selection);
  await readCounts();
}

/** Whether all rows that the condition finds lie there: else they can still be gathered. */
export function isOnClipboard(condition: Condition | null): boolean {
  return condition !== null && demandsRule(condition, onClipboard);
}

async function readCounts(): Promise<void> {
  try {
    counts = await call<Counts>('GET', '/clipboard');
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
  }
  for (const listen of listeners) listen();
}
