import { useEffect, useRef } from 'react';
import { hearsSingleKey } from '../keys.ts';

type TableKeys = {
  readonly onFind: () => void;
  readonly onFilter: () => void;
  readonly onHelp: () => void;
  readonly onPick: (id: string) => void;
  readonly onEdit: (id: string) => void;
  readonly onMenu: (id: string) => void;
};

/** j k walk, x chooses, e edits, m opens the menu of the row, / finds, f narrows, ? explains; Enter opens, since the walk moves the focus itself (rule 37). */
export function useTableKeys(box: React.RefObject<HTMLElement>, keys: TableKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!hearsSingleKey(event) || !box.current?.isConnected) return;
      const act = actOf(event.key, box.current, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [box]);
}

function actOf(key: string, box: HTMLElement, keys: TableKeys): (() => void) | undefined {
  const row = document.activeElement?.closest<HTMLElement>('tr[data-id]');
  const id = row && box.contains(row) ? row.dataset['id']! : undefined;
  switch (key) {
    case 'j':
      return () => walk(box, row, 1);
    case 'k':
      return () => walk(box, row, -1);
    case 'x':
      return id === undefined ? undefined : () => keys.onPick(id);
    case 'e':
      return id === undefined ? undefined : () => keys.onEdit(id);
    case 'm':
      return id === undefined ? undefined : () => keys.onMenu(id);
    case '/':
      return keys.onFind;
    case 'f':
      return keys.onFilter;
    case '?':
      return keys.onHelp;
    default:
      return undefined;
  }
}

function walk(box: HTMLElement, from: HTMLElement | null | undefined, step: number): void {
  const rows = [...box.querySelectorAll<HTMLElement>('tr[data-id]')];
  const at = from ? rows.indexOf(from) : step > 0 ? -1 : rows.length;
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  next?.querySelector<HTMLElement>('.row-link')?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}
