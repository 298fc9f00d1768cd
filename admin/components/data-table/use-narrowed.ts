import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Condition } from '../../../domain/conditions/shapes.ts';
import { narrowedBy } from '../../../domain/lists/narrowing.ts';
import type { ListKind } from '../../../domain/lists/shapes.ts';

/** What the address asks of the list, for the table: other pages lead here from a number or a name of theirs. */
export function useNarrowed(kind: ListKind): { readonly narrowed?: Condition } {
  const [address] = useSearchParams();
  return useMemo(() => {
    const narrowed = narrowedBy(kind, Object.fromEntries(address));
    return narrowed ? { narrowed } : {};
  }, [kind, address]);
}
