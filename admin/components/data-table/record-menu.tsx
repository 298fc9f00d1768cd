import React, { Suspense, useEffect, useRef, useState } from 'react';
import { ActionMenu, type MenuItem } from '../popover.tsx';
import { useRead } from '../read.ts';
import { useToast } from '../toast.tsx';
import { useWords } from '../words.ts';
import type { RowMenuProps } from './use-row-menu.ts';

/** One that is not allowed is left out. */
export type RecordItem = MenuItem & { readonly may: boolean };

type RecordMenuProps<Record, Part extends string> = Pick<RowMenuProps, 'anchor' | 'onClose'> & {
  /** Where the record is: it is read when the menu opens. */
  readonly path: string;
  readonly nameOf: (record: Record) => string;
  readonly items: (record: Record, open: (part: Part) => void) => readonly RecordItem[];
  /** What an item has opened in the place of the menu. */
  readonly dialog: (opened: Opened<Record, Part>) => React.ReactNode;
};
type Opened<Record, Part> = {
  readonly record: Record;
  readonly part: Part;
  readonly open: (part: Part) => void;
  /** What stays open after it has saved looks at what was saved. */
  readonly reload: () => void;
  readonly close: () => void;
};

/** What may be done with the record of a row, without leaving the list (S1-13). */
export function RecordMenu<Record, Part extends string>(props: RecordMenuProps<Record, Part>) {
  const { anchor, path, nameOf, items, dialog, onClose } = props;
  const { t } = useWords();
  const toast = useToast();
  const [part, setPart] = useState<Part | 'menu' | undefined>('menu');
  const { value: record, error, reload } = useRead<Record>(path);
  const close = () => setPart(undefined);
  useFocusBack(anchor);
  useEffect(() => {
    if (error) toast(error.message, { tone: 'red' });
    if (error || part === undefined) onClose();
  }, [error, part]);
  if (!record || part === undefined) return null;
  if (part !== 'menu')
    return <Suspense fallback={null}>{dialog({ record, part, open: setPart, reload, close })}</Suspense>;
  return (
    <ActionMenu
      label={t('table.menu of', { name: nameOf(record) })}
      anchor={anchor}
      items={items(record, setPart).filter(({ may }) => may)}
      // The list closes itself before what was chosen opens.
      onClose={() => setPart((now) => (now === 'menu' ? undefined : now))}
    />
  );
}

/** Whoever walks the list by keys goes on from its row, which may have been drawn anew meanwhile. */
function useFocusBack(anchor: HTMLElement): void {
  const id = useRef(anchor.closest<HTMLElement>('tr[data-id]')?.dataset['id']);
  useEffect(
    () => () => {
      // What the page has opened in the meantime keeps the focus.
      if (document.activeElement !== document.body) return;
      const row = document.querySelector<HTMLElement>(`tr[data-id="${id.current}"] .row-link`);
      (anchor.isConnected ? anchor : row)?.focus({ preventScroll: true });
    },
    [anchor],
  );
}
