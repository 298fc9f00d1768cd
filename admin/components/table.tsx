import React from 'react';
import { Link } from 'react-router-dom';
import { Button } from './button.tsx';
import { Skeleton } from './page.tsx';
import { useWords } from './words.ts';

export type Column<Row> = {
  readonly id: string;
  readonly head: React.ReactNode;
  readonly cell: (row: Row) => React.ReactNode;
  /** CSS width; columns without one share what is left. */
  readonly width?: string | number;
  /** Right-aligned tabular figures. */
  readonly numeric?: boolean;
  /** What becomes of it on a phone: the card's first line, its quiet line (the default), its right corner, or nothing. */
  readonly phone?: 'title' | 'line' | 'corner' | 'hide';
  /** Hidden below 1000 px. */
  readonly spare?: boolean;
  /** The address of the row: the cell's content becomes a real link that covers the whole row. */
  readonly to?: (row: Row) => string;
};

type TableProps<Row> = {
  /** What the list holds, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Undefined while the first page is on its way. */
  readonly rows: readonly Row[] | undefined;
  readonly rowId: (row: Row) => string;
  /** late, soon, high, low, done, sel: several may stand together. */
  readonly rowClass?: (row: Row) => string;
  /** Shown instead of the table when there are no rows. */
  readonly empty?: React.ReactNode;
  /** Reads the next page; absent when there is none. */
  readonly onMore?: (() => void) | undefined;
  readonly busy?: boolean;
  /** Without the line of heads: for a second table under one that has it. */
  readonly headless?: boolean;
};

/** A list: real links, cards on a phone, a button for the next page. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowId, rowClass, empty, onMore, busy, headless } = props;
  const { t } = useWords();
  if (rows === undefined) return <Skeleton rows={8} height={24} />;
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <>
      <table className="list" aria-label={label} aria-busy={busy ?? false}>
        <colgroup>
          {columns.map(({ id, width, spare }) => (
            <col key={id} className={spare ? 'spare' : ''} {...(width === undefined ? {} : { style: { width } })} />
          ))}
        </colgroup>
        <thead className={headless ? 'unseen' : ''}>
          <tr>
            {columns.map(({ id, head, numeric, spare }) => (
              <th key={id} scope="col" className={classes(numeric && 'n', spare && 'spare')}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)} data-id={rowId(row)} className={rowClass?.(row) ?? ''}>
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {onMore ? (
        <div className="more">
          <Button onClick={onMore} busy={busy ?? false}>
            {t('frame.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { cell, numeric, phone = 'line', spare, to } = column;
  const content = cell(row);
  return (
    <td className={classes(numeric && 'n', spare && 'spare', `on-phone-${phone}`)}>
      {to ? (
        <Link className="title row-link" to={to(row)}>
          {content}
        </Link>
      ) : (
        content
      )}
    </td>
  );
}

function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
