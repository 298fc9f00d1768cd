import React from 'react';
import type { ListKind } from '../../../domain/lists/shapes.ts';
import { Button, Tag } from '../button.tsx';
import { useWords } from '../words.ts';
import { isOnClipboard, useClipboard } from './use-clipboard.ts';
import type { Looking } from './use-view.ts';

type ClipboardButtonProps = { readonly kind: ListKind; readonly looking: Looking };

/** Opens what was set aside, in the same list: there it is chosen, acted on and exported like anything else. */
export function ClipboardButton({ kind, looking }: ClipboardButtonProps) {
  const { t, number } = useWords();
  const count = useClipboard(kind);
  const isOpen = isOnClipboard(looking.view.condition);
  if (count === 0 && !isOpen) return null;
  return (
    <Button icon="clipboard" onClick={isOpen ? looking.closeClipboard : looking.openClipboard}>
      {t(isOpen ? 'clipboard.close' : 'clipboard.title')} <Tag tone="accent">{number(count)}</Tag>
    </Button>
  );
}
