import React from 'react';
import { Button } from './button.tsx';
import type { Leavable } from './drafts.ts';
import { Notice } from './field.tsx';
import { useWords } from './words.ts';

/** Says that what stands in the form was typed on an earlier visit, and throws it away for whoever wants to begin anew. */
export function Restored({ draft: { restoredAt, forget } }: { readonly draft: Leavable }) {
  const { t, moment } = useWords();
  if (!restoredAt) return null;
  return (
    <Notice>
      {t('draft.restored', { when: moment(restoredAt) })}{' '}
      <Button size="small" kind="quiet" onClick={() => forget?.()}>
        {t('draft.discard')}
      </Button>
    </Notice>
  );
}
