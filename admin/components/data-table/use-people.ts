import { useEffect, useState } from 'react';
import { call, Refused } from '../read.ts';

export type Colleague = { readonly id: string; readonly name: string };

let known: readonly Colleague[] | undefined;
let reading: Promise<readonly Colleague[]> | undefined;

/** Our own people, read once for the whole page: conditions and cells name them by id. */
export function usePeople(): readonly Colleague[] {
  const [people, setPeople] = useState(known ?? []);
  useEffect(() => {
    if (known) return;
    reading ??= call<{ rows: readonly Colleague[] }>('GET', '/users').then(({ rows }) => (known = rows));
    reading.then(setPeople).catch((cause: unknown) => {
      reading = undefined;
      if (!(cause instanceof Refused)) throw cause;
    });
  }, []);
  return people;
}
