import React, { useEffect, useMemo, useRef, useState } from 'react';
import type { Condition, Rule } from '../../../domain/conditions/shapes.ts';
import type { ListAsk, ListDescription, ListField, ListRow } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { Problem } from '../field.tsx';
import { useWords } from '../words.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ClipboardButton } from './clipboard-button.tsx';
import { ColumnsPanel } from './columns-panel.tsx';
import { Content, TableSkeleton } from './content.tsx';
import { CountLine } from './count-line.tsx';
import { Grid } from './grid.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { everybody, pickRead } from './picked.ts';
import type { DrawEditor } from './cell-editor.tsx';
import type { DrawCell } from './cell.tsx';
import type { ListSource } from './source.ts';
import { Toolbar } from './toolbar.tsx';
import { useAsk, useShownFields } from './use-ask.ts';
import { useCellEditing } from './use-cell-editing.tsx';
import type { SaveCell } from './save-by.ts';
import { isOnClipboard } from './use-clipboard.ts';
import { useColumnDrag } from './use-column-drag.ts';
import { useCounts } from './use-count.ts';
import { useDescription } from './use-description.ts';
import { useKit } from './use-kit.ts';
import { useNews } from './use-news.ts';
import { usePicked } from './use-picked.ts';
import { useRowMenu, type RowMenu, type RowMenuProps } from './use-row-menu.ts';
import { useRows } from './use-rows.ts';
import { useSpeaking, whyColoured } from './use-speaking.ts';
import { useTableKeys } from './use-table-keys.ts';
import { useView, type Looking } from './use-view.ts';
import { narrowedTo, placeColumn, withoutColumn } from './view-draft.ts';
import { Views } from './views.tsx';

export type DataTableProps = {
  /** Stays the same object from one drawing to the next. */
  readonly source: ListSource;
  readonly label: string;
  /** The field that names a row and leads to it. */
  readonly titleField: string;
  readonly to: (row: ListRow) => string;
  /** Cells that are drawn in another way than their type would. */
  readonly cells?: Readonly<Record<string, DrawCell>>;
  /** Fields of which what may be chosen depends on the row. */
  readonly editors?: Readonly<Record<string, DrawEditor>>;
  /** Classes of a row: late, soon, high, low, done. */
  readonly look?: (row: ListRow) => string;
  /** Saves one cell; answers the new version of the record. Without it nothing is edited in its cell. */
  readonly saving?: SaveCell;
  /** Fields that the look of a row or a cell asks for, shown or not. */
  readonly alsoReads?: readonly string[];
  /** What an address from elsewhere narrows the list by: a number that opens exactly its rows. */
  readonly narrowed?: Condition;
  /** Changes when something was made that the list should show: it is read again. */
  readonly stale?: number;
  /** Nothing is there at all: what will be, and the button that makes the first. */
  readonly empty: React.ReactNode;
  /** The head of the page, with the count beside its title and the clipboard among its buttons. */
  readonly head: (count: React.ReactNode, clipboard: React.ReactNode) => React.ReactNode;
  /** After something was done to many rows at once. */
  readonly onDone?: () => void;
  /**
   * Between the conditions and the rows: what the rows come to, how the list is narrowed to some of them, and a number that
   * grows when they were changed.
   */
  readonly above?: (ask: ListAsk, narrow: Narrow, round: number) => React.ReactNode;
  /** What may be done with one row: hung on it while it is open. */
  readonly rowMenu?: (props: RowMenuProps) => React.ReactNode;
  /** The list stands above a form: a press on a row takes it, nothing is changed, and the address of the page stays. */
  readonly choosing?: { readonly search: string; readonly onChoose: (row: ListRow) => void };
  /** Drawn in the place of the rows, for what the view asks: a board, and how some of its rows are shown as a list. */
  readonly instead?: ((ask: ListAsk, asList: Narrow) => React.ReactNode) | undefined;
};

/** Leaves of the list those of its rows that fulfil this as well. */
export type Narrow = (...rules: readonly Rule[]) => void;

/** The one list: views, conditions, columns, selection. Everything below it is a part of this. */
export function DataTable(props: DataTableProps) {
  const { source, head, label } = props;
  const { description, error, reload } = useDescription(source);
  const looking = useView(description, props.narrowed, props.choosing?.search);
  if (!description || !looking) {
    return (
      <>
        {head(null, null)}
        {error ? <Problem>{error.message}</Problem> : <TableSkeleton label={label} />}
      </>
    );
  }
  return <Loaded {...props} description={description} looking={looking} onKept={reload} />;
}

type LoadedProps = DataTableProps & {
  readonly description: ListDescription;
  readonly looking: Looking;
  readonly onKept: () => Promise<void>;
};

function Loaded(props: LoadedProps) {
  const { source, description, looking, label, head } = props;
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const find = useRef<HTMLInputElement>(null);
  const [adding, setAdding] = useState(false);
  const [columns, setColumns] = useState(false);
  const [help, setHelp] = useState(false);
  const { view } = looking;
  const ask = useAsk(looking, props.alsoReads);
  const rows = useRows(source, ask);
  const { stale } = props;
  useEffect(() => {
    if (stale) rows.refresh();
  }, [stale]);
  const counts = useCounts(source, ask, rows.round);
  const news = useNews(source, ask, rows.pages);
  const flat = useMemo(() => (rows.pages ?? []).flat(), [rows.pages]);
  const picking = usePicked(flat, rows.answers);
  const editing = useCellEditing(props.saving, rows);
  const speaking = useSpeaking(description, [view.condition, ...view.colours.map(({ condition }) => condition)]);
  const drag = useColumnDrag({
    onPlace: (field, place) => looking.change(placeColumn(view, field, { beside: place.field, after: place.after })),
    onTray: (field) => looking.change(withoutColumn(view, field)),
  });
  const fields = useShownFields(description, view.columns, props.saving !== undefined);
  const narrow: Narrow = (...rules) => looking.change(narrowedTo(view, rules));
  const asList: Narrow = (...rules) =>
    looking.openColumn(rules.map(({ value }) => String(value)).join(' '), narrowedTo(view, rules));
  const menu = useRowMenu(box, props.rowMenu !== undefined);
  const kit = useKit(props, { onPick: picking.toggle, onMenu: menu.open }, editing);
  useTableKeys(box, {
    onFind: () => find.current?.focus(),
    onFilter: () => setAdding(true),
    onHelp: () => setHelp(true),
    onPick: (id) => picking.toggle(id, undefined, false),
    onMenu: menu.open,
    onEdit: (id) => editing.open(id, fields.find(({ editable }) => editable)?.id),
  });

  return (
    <div className="data-table" ref={box}>
      {head(<CountLine counts={counts} />, <ClipboardButton kind={source.kind} looking={looking} />)}
      <Views description={description} looking={looking} onKept={props.onKept} />
      <Toolbar
        list={description}
        looking={looking}
        speaking={speaking}
        ask={ask}
        counts={counts}
        find={find}
        adding={adding}
        onAdding={setAdding}
        columnsOpen={columns}
        onColumns={setColumns}
        onHelp={() => setHelp(true)}
      />
      <Dropped looking={looking} />
      {rows.error ? <Problem>{rows.error.message}</Problem> : null}
      {news > 0 ? <News count={news} onShow={rows.refresh} /> : null}
      {props.above?.(ask, narrow, rows.round + editing.saved)}
      <div className="dt-body">
        <Content
          {...props}
          rows={rows}
          isNarrow={ask.view.condition !== null || ask.search !== undefined}
          instead={props.instead?.(ask, asList)}
        >
          <Grid
            label={label}
            view={view}
            fields={fields}
            pages={rows.pages ?? []}
            kit={kit}
            picked={picking.picked}
            onPickAll={(wanted) => picking.set(pickRead(picking.picked, ids(flat), wanted))}
            editing={editing.cell}
            whyOf={(row) => whyColoured(row, view.colours, speaking)}
            onChange={looking.change}
            drag={drag}
            busy={rows.busy}
            onMore={rows.hasMore ? rows.more : undefined}
            answers={rows.answers}
            count={counts.found?.isMore ? undefined : counts.found?.count}
          />
        </Content>
        {columns ? (
          <ColumnsPanel
            view={view}
            fields={description.fields}
            drag={drag}
            onChange={looking.change}
            onClose={() => setColumns(false)}
          />
        ) : null}
      </div>
      <BulkBar
        description={description}
        picked={picking.picked}
        seen={picking.seen}
        isClipboard={isOnClipboard(view.condition)}
        isChoosing={props.choosing !== undefined}
        found={counts.found}
        rows={flat}
        ask={ask}
        onPicked={picking.set}
        onAll={() => picking.set(everybody)}
        onDone={() => {
          rows.refresh();
          props.onDone?.();
        }}
      />
      <Hand fields={description.fields} drag={drag} />
      {editing.conflict}
      <MenuOfRow menu={menu} rows={flat} draw={props.rowMenu} onDone={rows.refresh} />
      {help ? <KeysDialog onClose={() => setHelp(false)} /> : null}
      <div className="unseen" role="status">
        {rows.pages && !rows.busy ? t('table.read', { count: flat.length }) : ''}
      </div>
    </div>
  );
}

type MenuOfRowProps = {
  readonly menu: RowMenu;
  readonly rows: readonly ListRow[];
  readonly draw: DataTableProps['rowMenu'];
  readonly onDone: () => void;
};

function MenuOfRow({ menu: { opened, close }, rows, draw, onDone }: MenuOfRowProps) {
  const kept = useRef<ListRow>();
  const found = rows.find(({ id }) => id === opened?.id);
  // What is open above the list stays also where the row has left it by what was saved.
  if (found) kept.current = found;
  const row = kept.current?.id === opened?.id ? kept.current : undefined;
  if (!opened || !row || !draw) return null;
  return draw({ row, anchor: opened.anchor, onClose: close, onDone });
}

function ids(rows: readonly ListRow[]): readonly string[] {
  return rows.map(({ id }) => id);
}

/** A kept view names fields that this viewer may not read, or that are gone: they are left out, and it is said. */
function Dropped({ looking: { kept } }: { readonly looking: Looking }) {
  const { t } = useWords();
  if (!kept || kept.dropped.length === 0) return null;
  return <p className="small muted dt-note">{t('views.dropped', { fields: kept.dropped.join(', ') })}</p>;
}

function News({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  const { t } = useWords();
  return (
    <div className="dt-news" role="status">
      <Button size="small" icon="up" onClick={onShow}>
        {t('table.news', { count })}
      </Button>
    </div>
  );
}

type HandProps = { readonly fields: readonly ListField[]; readonly drag: ReturnType<typeof useColumnDrag> };

/** The column in the hand. */
function Hand({ fields, drag: { field, at } }: HandProps) {
  const { language } = useWords();
  if (!field || !at) return null;
  return (
    <div className="dt-hand" style={{ left: at.x + 8, top: at.y + 8 }} aria-hidden="true">
      {fields.find(({ id }) => id === field)?.title[language]}
    </div>
  );
}
