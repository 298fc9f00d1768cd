import { useMemo, useRef } from 'react';
import type { RowKit } from './row.tsx';
import type { useCellEditing } from './use-cell-editing.tsx';

const noCells = {};
const plainLook = () => '';

/** What all rows of the table share. */
export function useKit(
  {
    titleField,
    to,
    cells = noCells,
    look = plainLook,
  }: Pick<RowKit, 'titleField' | 'to'> & Partial<Pick<RowKit, 'cells' | 'look'>>,
  onPick: RowKit['onPick'],
  { open, save }: ReturnType<typeof useCellEditing>,
): RowKit {
  const latest = useRef({ to, look, onPick, open, save });
  latest.current = { to, look, onPick, open, save };
  return useMemo(
    () => ({
      titleField,
      cells,
      canPick: true,
      to: (row) => latest.current.to(row),
      look: (row) => latest.current.look(row),
      onPick: (id, wanted, range) => latest.current.onPick(id, wanted, range),
      onEdit: (id, field) => latest.current.open(id, field),
      onSave: (row, field, value) => latest.current.save(row, field, value),
    }),
    [titleField, cells],
  );
}
