import { useEffect, useState } from 'react';
import type { NamedTarget } from '../../../db/own-references.ts';
import { call } from '../read.ts';

/** Names of records by id, as far as the viewer sees them; undefined while they are on their way. */
export function useNames(target: NamedTarget, ids: readonly string[]): ReadonlyMap<string, string> | undefined {
  const [names, setNames] = useState<ReadonlyMap<string, string>>();
  const key = ids.join(' ');
  useEffect(() => {
    let gone = false;
    void readNames(target, key === '' ? [] : key.split(' ')).then((read) => !gone && setNames(read));
    return () => {
      gone = true;
    };
  }, [target, key]);
  return names;
}

const AT_ONCE = 200;

/** Nobody's name where it cannot be read. */
export async function readNames(target: NamedTarget, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const asked = { target, ids: ids.slice(0, AT_ONCE) };
  return call<{ rows: { id: string; name: string }[] }>('POST', '/own-fields/names', asked).then(
    ({ rows }) => new Map(rows.map(({ id, name }) => [id, name])),
    () => new Map(),
  );
}
