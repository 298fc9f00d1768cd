import { useLocation } from 'react-router-dom';

/** Handed on with an address that shows the same rows in another way. */
export type Followed = { readonly followed: string };

/**
 * Which time an address was followed. Going back finds the same time, and with it what was made of the list then; a number that
 * is pressed once more begins anew and opens exactly its rows.
 */
export function useFollowed(): Followed {
  const { key, state } = useLocation();
  return { followed: (state as Followed | null)?.followed ?? key };
}
