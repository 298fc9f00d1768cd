import React, { useRef } from 'react';
import type { ListField, View } from '../../../domain/lists/shapes.ts';
import { Icon } from '../icon.tsx';
import { useWords } from '../words.ts';
import { isNumeric } from './cell.tsx';
import type { ColumnDrag } from './use-column-drag.ts';
import { sortBy, withWidth } from './view-draft.ts';

type GridHeadProps = {
  readonly view: View;
  readonly fields: readonly ListField[];
  readonly onChange: (view: View) => void;
  readonly drag: ColumnDrag;
  /** The box that chooses all rows that were read. */
  readonly picker: React.ReactNode;
};

/** Names of the columns: a click sorts, dragging moves, the edge widens. */
export function GridHead({ view, fields, onChange, drag, picker }: GridHeadProps) {
  return (
    <thead>
      <tr>
        {picker ? <th className="pick">{picker}</th> : null}
        {fields.map((field) => (
          <Head key={field.id} field={field} view={view} onChange={onChange} drag={drag} />
        ))}
        <th className="rest" aria-hidden="true" />
      </tr>
    </thead>
  );
}

type HeadProps = Pick<GridHeadProps, 'view' | 'onChange' | 'drag'> & { readonly field: ListField };

function Head({ field, view, onChange, drag }: HeadProps) {
  const { t, language } = useWords();
  const sorted = view.sort.find((one) => one.field === field.id);
  const rank = view.sort.length > 1 && sorted ? view.sort.indexOf(sorted) + 1 : undefined;
  const over = drag.over?.field === field.id ? (drag.over.after ? 'drop-after' : 'drop-before') : '';
  const title = field.title[language];
  const classes = [isNumeric(field) ? 'n' : '', over, drag.field === field.id ? 'dragged' : '', sorted ? 'sorted' : ''];
  return (
    <th
      scope="col"
      data-column={field.id}
      className={classes.filter(Boolean).join(' ')}
      aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className="head-button"
        title={[field.sortable ? t('table.sort by', { field: title }) : title, field.means?.[language]]
          .filter(Boolean)
          .join('. ')}
        onPointerDown={(event) => drag.begin(field.id, event)}
        onClick={(event) => field.sortable && onChange(sortBy(view, field.id, event.shiftKey))}
      >
        <span className="head-name">{title}</span>
        {sorted ? <Icon name={sorted.descending ? 'arrow down' : 'arrow up'} size={12} /> : null}
        {rank ? <small>{rank}</small> : null}
      </button>
      <Edge
        label={t('table.width of', { field: title })}
        onWidth={(width) => onChange(withWidth(view, field.id, width))}
      />
    </th>
  );
}

type EdgeProps = { readonly label: string; readonly onWidth: (width: number | undefined) => void };

/** The right edge of a head: dragged to widen, pressed twice to take its share again. The keyboard has the list of columns. */
function Edge({ label, onWidth }: EdgeProps) {
  const start = useRef<{ x: number; width: number } | undefined>(undefined);
  const widthAt = (x: number) => start.current!.width + x - start.current!.x;
  const draw = (event: React.PointerEvent<HTMLElement>) => {
    const head = event.currentTarget.closest('th')!;
    const table = head.closest('table')!;
    const column = table.querySelectorAll<HTMLElement>('col')[head.cellIndex];
    // Drawn by hand while it is dragged: the rows need no new drawing for a width.
    if (column) column.style.width = `${Math.max(56, widthAt(event.clientX))}px`;
  };
  return (
    <span
      className="edge"
      title={label}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: event.currentTarget.closest('th')!.offsetWidth };
      }}
      onPointerMove={(event) => start.current && draw(event)}
      onPointerUp={(event) => {
        const width = widthAt(event.clientX);
        const moved = Math.abs(event.clientX - start.current!.x) > 2;
        start.current = undefined;
        if (moved) onWidth(width);
      }}
      onPointerCancel={() => (start.current = undefined)}
      onDoubleClick={() => onWidth(undefined)}
      onClick={(event) => event.stopPropagation()}
    />
  );
}
