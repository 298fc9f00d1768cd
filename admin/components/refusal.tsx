import React, { useLayoutEffect, useRef, useState } from 'react';
import { Problem } from './field.tsx';
import type { Refused } from './read.ts';

/**
 * What the server refused, at the top of its form, unless the field that it is about says it already. A field may be named
 * that the form does not have, or that is left out of it or folded away.
 */
export function Refusal({ refused }: { readonly refused: Refused | undefined }) {
  const place = useRef<HTMLSpanElement>(null);
  const [isSaid, setSaid] = useState(true);
  useLayoutEffect(() => {
    const form = place.current!.closest('form, dialog') ?? document;
    const beside = [...form.querySelectorAll('.field .under.problem')].filter((line) => line.checkVisibility());
    setSaid(beside.some(({ textContent }) => textContent === refused?.message));
  }, [refused]);
  return (
    <>
      <span hidden ref={place} />
      {refused && !isSaid ? <Problem>{refused.message}</Problem> : null}
    </>
  );
}
