import { useEffect, useState } from 'react';
import type { NamedTarget } from '../../../db/own-references.ts';
import { call } from '../read.ts';

/** Names of records by id, as far as the viewer sees them; undefined while they are on their way. */
export function useNames(target: NamedTarget, ids: readonly string[]): ReadonlyMap<string, string> | undefined {
  const [names, setNames] = useState<ReadonlyMap<string, string>>();
  const key = ids.join(' ');
  useEffect(() => {
    let gone = false;
    if (key === '') return setNames(new Map());
    call<{ rows: { id: string; name: string }[] }>('POST', '/own-fields/names', { target, ids: key.split(' ') }).then(
      ({ rows }) => !gone && setNames(new Map(rows.map(({ id, name }) => [id, name]))),
      () => !gone && setNames(new Map()),
    );
    return () => {
      gone = true;
    };
  }, [target, key]);
  return names;
}
