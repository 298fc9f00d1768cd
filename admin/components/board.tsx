import React, { useState } from 'react';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

export type BoardColumn<Row> = {
  readonly id: string;
  readonly title: string;
  /** Beside the title: how many, what they are worth. */
  readonly beside?: React.ReactNode;
  readonly rows: readonly Row[];
  /** Under the last card: a link to the rest. */
  readonly under?: React.ReactNode;
};

type BoardProps<Row> = {
  readonly label: string;
  readonly columns: readonly BoardColumn<Row>[];
  readonly rowId: (row: Row) => string;
  /** What the card is called, for those who move it without seeing it. */
  readonly nameOf: (row: Row) => string;
  readonly card: (row: Row) => React.ReactNode;
  readonly rowClass?: (row: Row) => string;
  /** Absent: nothing may be moved. */
  readonly onMove?: (row: Row, column: string) => void;
  readonly empty: string;
};

/** Columns of cards that are dragged between them; Shift with an arrow or the list on the card does the same. */
export function Board<Row>({ label, columns, rowId, nameOf, card, rowClass, onMove, empty }: BoardProps<Row>) {
  const [over, setOver] = useState<string>();
  const [held, setHeld] = useState<{ row: Row; from: string }>();
  const drop = (column: string) => {
    if (held && held.from !== column) onMove?.(held.row, column);
    setHeld(undefined);
    setOver(undefined);
  };
  return (
    <div className="board" role="group" aria-label={label}>
      {columns.map((column, at) => (
        <section
          key={column.id}
          className={over === column.id ? 'board-column over' : 'board-column'}
          aria-label={column.title}
          onDragOver={(event) => {
            if (!held) return;
            event.preventDefault();
            setOver(column.id);
          }}
          onDragLeave={() => setOver(undefined)}
          onDrop={() => drop(column.id)}
        >
          <header>
            <h2>{column.title}</h2>
            {column.beside}
          </header>
          <ul>
            {column.rows.map((row) => (
              <li
                key={rowId(row)}
                className={`board-card ${rowClass?.(row) ?? ''}`}
                draggable={onMove !== undefined}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  event.dataTransfer.setData('text/plain', nameOf(row));
                  setHeld({ row, from: column.id });
                }}
                onDragEnd={() => drop(column.id)}
                onKeyDown={(event) => {
                  const to = stepOf(event) === undefined ? undefined : columns[at + stepOf(event)!];
                  if (!to || !onMove) return;
                  event.preventDefault();
                  onMove(row, to.id);
                }}
              >
                {card(row)}
                {onMove ? (
                  <MoveTo name={nameOf(row)} from={column.id} columns={columns} onMove={(to) => onMove(row, to)} />
                ) : null}
              </li>
            ))}
          </ul>
          {column.rows.length === 0 ? <p className="board-empty muted small">{empty}</p> : null}
          {column.under}
        </section>
      ))}
    </div>
  );
}

function stepOf({ shiftKey, key, altKey, ctrlKey }: React.KeyboardEvent): -1 | 1 | undefined {
  if (!shiftKey || altKey || ctrlKey) return undefined;
  return key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : undefined;
}

type MoveToProps = {
  readonly name: string;
  readonly from: string;
  readonly columns: readonly { readonly id: string; readonly title: string }[];
  readonly onMove: (to: string) => void;
};

/** For the keyboard, a finger, and whoever does not drag. */
function MoveTo({ name, from, columns, onMove }: MoveToProps) {
  const { t } = useWords();
  return (
    <span className="board-move" title={t('board.move')}>
      <select
        aria-label={t('board.move to', { name })}
        value={from}
        onChange={(event) => event.target.value !== from && onMove(event.target.value)}
      >
        {columns.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <Icon name="right" />
    </span>
  );
}
