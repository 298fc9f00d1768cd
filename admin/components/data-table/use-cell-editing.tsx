import React, { useState } from 'react';
import type { ListField, ListRow } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { Refused } from '../read.ts';
import { useToast } from '../toast.tsx';
import { useWords } from '../words.ts';
import { CellValue } from './cell.tsx';
import { withValue, type SaveCell } from './save-by.ts';
import type { Rows } from './use-rows.ts';

type Conflict = {
  readonly mine: ListRow;
  readonly theirs: ListRow;
  readonly field: ListField;
  readonly value: unknown;
};

export type CellEditing = {
  readonly cell: { readonly id: string; readonly field: string } | undefined;
  open(id: string, field: string | undefined): void;
  save(row: ListRow, field: ListField, value: unknown): void;
  readonly conflict: React.ReactNode;
};

/** What is typed stands in the cell at once; where the server refuses it, the old value comes back and it is said why. */
export function useCellEditing(saving: SaveCell | undefined, rows: Rows): CellEditing {
  const { t } = useWords();
  const toast = useToast();
  const [cell, setCell] = useState<CellEditing['cell']>();
  const [conflict, setConflict] = useState<Conflict>();

  const save = async (row: ListRow, field: ListField, value: unknown) => {
    rows.put(withValue(row, field, value));
    try {
      rows.put(await saving!.save(row, field, value));
    } catch (cause) {
      rows.put(row);
      if (!(cause instanceof Refused)) throw cause;
      const theirs = cause.code.endsWith('.changed') ? await saving!.read?.(row, field) : undefined;
      if (theirs) {
        rows.put(theirs);
        setConflict({ mine: row, theirs, field, value });
      } else toast(cause.message, { tone: 'red' });
    }
  };
  return {
    cell,
    open: (id, field) => setCell(field === undefined ? undefined : { id, field }),
    save: (row, field, value) => void save(row, field, value),
    conflict: conflict ? (
      <ConflictDialog
        {...conflict}
        onKeep={() => {
          setConflict(undefined);
          void save(conflict.theirs, conflict.field, conflict.value);
        }}
        onClose={() => {
          setConflict(undefined);
          toast(t('table.conflict left'));
        }}
      />
    ) : null,
  };
}

type ConflictDialogProps = Conflict & { readonly onKeep: () => void; readonly onClose: () => void };

/** Somebody else was faster: what stood there, what stands there now, and what was typed. One chooses. */
function ConflictDialog({ mine, theirs, field, value, onKeep, onClose }: ConflictDialogProps) {
  const { t, language } = useWords();
  return (
    <Dialog
      title={t('table.conflict', { field: field.title[language] })}
      onClose={onClose}
      onSubmit={onKeep}
      actions={
        <>
          <Button onClick={onClose}>{t('table.keep theirs')}</Button>
          <Button kind="main" type="submit">
            {t('table.keep mine')}
          </Button>
        </>
      }
    >
      <p>{t('table.conflict text')}</p>
      <dl className="facts">
        <dt>{t('table.was')}</dt>
        <dd>
          <CellValue field={field} value={mine.values[field.id]} />
        </dd>
        <dt>{t('table.is now')}</dt>
        <dd>
          <CellValue field={field} value={theirs.values[field.id]} />
        </dd>
        <dt>{t('table.yours')}</dt>
        <dd>
          <CellValue field={field} value={withValue(mine, field, value).values[field.id]} />
        </dd>
      </dl>
    </Dialog>
  );
}
