import React, { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ListField, ListRow, View } from '../../../domain/lists/shapes.ts';
import { useWords } from '../words.ts';
import { GridHead } from './grid-head.tsx';
import { isPicked, type Picked } from './picked.ts';
import { Row, type RowKit } from './row.tsx';
import type { ColumnDrag } from './use-column-drag.ts';
import { useNear } from './use-near.ts';
import { widthsFor } from './widths.ts';

type GridProps = {
  readonly label: string;
  readonly view: View;
  readonly fields: readonly ListField[];
  readonly pages: readonly (readonly ListRow[])[];
  readonly kit: RowKit;
  readonly picked: Picked;
  readonly onPickAll: (wanted: boolean) => void;
  readonly editing: { readonly id: string; readonly field: string } | undefined;
  readonly whyOf: (row: ListRow) => string | undefined;
  readonly onChange: (view: View) => void;
  readonly drag: ColumnDrag;
  readonly busy: boolean;
  readonly onMore: (() => void) | undefined;
  /** Which question the rows answer: another one begins at the top. */
  readonly answers: string;
  readonly count: number | undefined;
};

/** The table itself, in a box that scrolls in both directions; on a phone cards that scroll with the page. */
export function Grid(props: GridProps) {
  const { label, view, fields, pages, kit, picked, editing, whyOf, busy, onMore, answers, count } = props;
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box);
  const drawn = useMemo(() => fields.map((field) => ({ field, ...widthOf(view, field.id) })), [fields, view]);
  const { widths, rest } = widthsFor(drawn, room - (kit.canPick ? PICK : 0) - 2, kit.titleField);
  const whole = widths.reduce((sum, width) => sum + width, rest + (kit.canPick ? PICK : 0));
  useTopOf(box, answers);
  const isAllPicked = pages.length > 0 && pages.every((page) => page.every(({ id }) => isPicked(picked, id)));
  return (
    <div className="dt-box" ref={box} data-density={view.density === 'dense' ? 'dense' : undefined}>
      <table
        className={props.drag.field ? 'list dt dragging' : 'list dt'}
        aria-label={label}
        aria-busy={busy}
        aria-rowcount={onMore ? (count ?? -1) : undefined}
        style={{ width: whole }}
      >
        <colgroup>
          {kit.canPick ? <col style={{ width: PICK }} /> : null}
          {drawn.map(({ field }, i) => (
            <col key={field.id} style={{ width: widths[i] }} />
          ))}
          <col style={{ width: rest }} />
        </colgroup>
        <GridHead
          view={view}
          fields={fields}
          onChange={props.onChange}
          drag={props.drag}
          picker={
            kit.canPick ? (
              <label className="pick-box">
                <input
                  type="checkbox"
                  aria-label={t('table.pick read')}
                  checked={isAllPicked}
                  onChange={(event) => props.onPickAll(event.target.checked)}
                />
              </label>
            ) : null
          }
        />
        {pages.map((rows, i) => (
          <Chunk key={`${answers}#${i}`} box={box} isFirst={i === 0} isHeld={rows.some(({ id }) => id === editing?.id)}>
            {() =>
              rows.map((row) => (
                <Row
                  key={row.id}
                  row={row}
                  fields={fields}
                  kit={kit}
                  isPicked={isPicked(picked, row.id)}
                  editing={editing?.id === row.id ? editing.field : undefined}
                  why={whyOf(row)}
                />
              ))
            }
          </Chunk>
        ))}
      </table>
      {onMore ? <End box={box} busy={busy} onNear={onMore} key={pages.length} /> : null}
    </div>
  );
}

const PICK = 40;

function widthOf({ columns }: View, field: string): { width?: number } {
  const width = columns.find((column) => column.field === field)?.width;
  return width === undefined ? {} : { width };
}

function useRoom(box: React.RefObject<HTMLElement>): number {
  const [room, setRoom] = useState(() => window.innerWidth - 300);
  useLayoutEffect(() => {
    const element = box.current!;
    const measure = () => setRoom(element.clientWidth);
    measure();
    const watched = new ResizeObserver(measure);
    watched.observe(element);
    return () => watched.disconnect();
  }, [box]);
  return room;
}

/** Another question starts at the top; the same one, looked at again, where it was left. */
const places = new Map<string, number>();

function useTopOf(box: React.RefObject<HTMLElement>, answers: string): void {
  useLayoutEffect(() => {
    const element = box.current!;
    element.scrollTop = places.get(answers) ?? 0;
    return () => {
      places.clear();
      places.set(answers, element.scrollTop);
    };
  }, [box, answers]);
}

type ChunkProps = {
  readonly box: React.RefObject<HTMLElement>;
  readonly isFirst: boolean;
  /** Something in it is being edited: it stays drawn. */
  readonly isHeld: boolean;
  /** Draws the rows; not asked while they are far away. */
  readonly children: () => React.ReactNode;
};

/** One page of rows. Far from the eye it is an empty space of the same height, so that a long list stays light. */
function Chunk({ box, isFirst, isHeld, children }: ChunkProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const height = useRef(0);
  const [far, setFar] = useState(false);
  const printing = usePrinting();
  useNear(body, box, (near, seen) => {
    if (!near) height.current = seen.height;
    setFar(!near && seen.height > 0 && !body.current?.contains(document.activeElement));
  });
  if (far && !isHeld && !isFirst && !printing) {
    return (
      <tbody ref={body} className="far" aria-hidden="true">
        <tr style={{ height: height.current }}>
          <td />
        </tr>
      </tbody>
    );
  }
  return <tbody ref={body}>{children()}</tbody>;
}

type EndProps = { readonly box: React.RefObject<HTMLElement>; readonly busy: boolean; readonly onNear: () => void };

/** Asks for the next page as soon as the end comes near; the button is for those who come by keyboard. */
function End({ box, busy, onNear }: EndProps) {
  const { t } = useWords();
  const end = useRef<HTMLDivElement>(null);
  useNear(end, box, (near) => near && onNear());
  return (
    <div className="dt-end" ref={end}>
      <button type="button" className="btn quiet small" disabled={busy} onClick={onNear}>
        {t(busy ? 'frame.loading' : 'frame.more')}
      </button>
    </div>
  );
}

/** Before printing every row has to be on the page. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}
