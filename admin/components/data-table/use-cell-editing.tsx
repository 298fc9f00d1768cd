import React, { useMemo, useRef, useState } from 'react';
import type { ListField, ListRow } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { Refused } from '../read.ts';
import { useToast } from '../toast.tsx';
import { useWords } from '../words.ts';
import { CellValue } from './cell.tsx';
import { withValue, type SaveCell } from './save-by.ts';
import { savesInTurn } from './save-in-turn.ts';
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
  /** How many cells were saved. */
  readonly saved: number;
};

/** What is typed stands in the cell at once; where the server refuses it, the old value comes back and it is said why. */
export function useCellEditing(saving: SaveCell | undefined, rows: Rows): CellEditing {
  const { t } = useWords();
  const toast = useToast();
  const [cell, setCell] = useState<CellEditing['cell']>();
  const [conflict, setConflict] = useState<Conflict>();
  const [count, setCount] = useState(0);

  const saveInTurn = useMemo(() => saving && savesInTurn(saving), [saving]);
  /** What was typed into each cell last: an earlier answer does not take its place. */
  const typedLast = useRef(new Map<string, unknown>()).current;

  const save = async (began: ListRow, field: ListField, value: unknown) => {
    const place = `${began.id} ${field.id}`;
    const typed = { value };
    typedLast.set(place, typed);
    const stand = ({ version, values }: ListRow) => {
      const isLast = typedLast.get(place) === typed;
      rows.change(began.id, (now) => ({
        ...now,
        version: Math.max(now.version, version),
        values: {
          ...now.values,
          ...followers(began, values, field.id),
          ...(isLast ? { [field.id]: values[field.id] } : {}),
        },
      }));
    };
    stand(withValue(began, field, value));
    try {
      const saved = await saveInTurn!(began, field, value);
      stand('row' in saved ? saved.row : saved.theirs);
      setCount((n) => n + 1);
      if ('theirs' in saved) setConflict({ mine: began, theirs: saved.theirs, field, value });
    } catch (cause) {
      stand(began);
      if (!(cause instanceof Refused)) throw cause;
      toast(cause.message, { tone: 'red' });
    }
  };
  return {
    cell,
    saved: count,
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

/** What a save has brought along in other cells: it leaves the rest as it stood. */
function followers(began: ListRow, values: ListRow['values'], own: string): ListRow['values'] {
  return Object.fromEntries(Object.entries(values).filter(([id, value]) => id !== own && value !== began.values[id]));
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
