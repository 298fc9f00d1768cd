import { useMemo, useRef } from 'react';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import type { RowKit } from './row.tsx';
import type { useCellEditing } from './use-cell-editing.tsx';

type KitProps = Pick<RowKit, 'titleField' | 'to'> &
  Partial<Pick<RowKit, 'cells' | 'editors' | 'look'>> & {
    readonly rowMenu?: unknown;
    readonly choosing?: { readonly onChoose: (row: ListRow) => void };
  };

const noCells = {};
const plainLook = () => '';

/** What all rows of the table share. */
export function useKit(
  { titleField, to, cells = noCells, editors = noCells, look = plainLook, rowMenu, choosing }: KitProps,
  { onPick, onMenu }: Pick<RowKit, 'onPick' | 'onMenu'>,
  { open, save }: ReturnType<typeof useCellEditing>,
): RowKit {
  const hasMenu = rowMenu !== undefined;
  const chooses = choosing !== undefined;
  const latest = useRef({ to, look, onPick, onMenu, open, save, choosing });
  latest.current = { to, look, onPick, onMenu, open, save, choosing };
  return useMemo(
    () => ({
      titleField,
      cells,
      editors,
      canPick: !chooses,
      ...(chooses ? { onChoose: (row: ListRow) => latest.current.choosing?.onChoose(row) } : {}),
      hasMenu,
      to: (row) => latest.current.to(row),
      look: (row) => latest.current.look(row),
      onPick: (id, wanted, range) => latest.current.onPick(id, wanted, range),
      onMenu: (id) => latest.current.onMenu(id),
      onEdit: (id, field) => latest.current.open(id, field),
      onSave: (row, field, value) => latest.current.save(row, field, value),
    }),
    [titleField, cells, editors, hasMenu, chooses],
  );
}
