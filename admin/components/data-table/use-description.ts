import { useCallback, useEffect, useState } from 'react';
import type { ListDescription } from '../../../domain/lists/shapes.ts';
import { Refused } from '../read.ts';
import type { ListSource } from './source.ts';

const known = new WeakMap<ListSource, ListDescription>();

export type Described = {
  readonly description?: ListDescription;
  readonly error?: Refused;
  /** Reads it again: after a view was kept, renamed or deleted. */
  reload(): Promise<void>;
};

/** Fields, facts and views of a list. What was read before stands at once and is read again beside it. */
export function useDescription(source: ListSource): Described {
  const [description, setDescription] = useState(() => known.get(source));
  const [error, setError] = useState<Refused>();
  const reload = useCallback(async () => {
    try {
      const fresh = await source.describe();
      known.set(source, fresh);
      setDescription(fresh);
      setError(undefined);
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      setError(cause);
    }
  }, [source]);
  useEffect(() => void reload(), [reload]);
  return { reload, ...(description ? { description } : {}), ...(error ? { error } : {}) };
}
