import React, { useEffect, useState } from 'react';
import type { ListAsk, ListDescription } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { ActionMenu, MenuButton, type MenuItem } from '../popover.tsx';
import { useViewer } from '../viewer.ts';
import { useWords } from '../words.ts';
import { ColoursDialog } from './colours-dialog.tsx';
import { ConditionChips } from './condition-chips.tsx';
import { ExportDialog } from './export-dialog.tsx';
import type { Speaking } from './say-condition.ts';
import type { Counts } from './use-count.ts';
import type { Looking } from './use-view.ts';
import { withCondition } from './view-draft.ts';

type ToolbarProps = {
  readonly list: ListDescription;
  readonly looking: Looking;
  readonly speaking: Speaking;
  readonly ask: ListAsk;
  readonly counts: Counts;
  readonly find: React.RefObject<HTMLInputElement>;
  readonly adding: boolean;
  readonly onAdding: (adding: boolean) => void;
  readonly columnsOpen: boolean;
  readonly onColumns: (open: boolean) => void;
  readonly onHelp: () => void;
};

/** Search, the chips of the condition, and how the list is shown. On a phone all but the search is behind one button. */
export function Toolbar(props: ToolbarProps) {
  const { list, looking, speaking, find, adding, onAdding, columnsOpen, onColumns } = props;
  const { t } = useWords();
  const { view } = looking;
  const mayExport = useViewer().may('list.export');
  const [open, setOpen] = useState<'colours' | 'sort' | 'export'>();
  const dense = view.density === 'dense';
  const turn = () => looking.change({ ...view, density: dense ? 'roomy' : 'dense' });
  const items: readonly MenuItem[] = [
    { label: t('condition.add'), icon: 'filter', onChoose: () => onAdding(true) },
    { label: t('table.sort'), icon: 'sort', onChoose: () => setOpen('sort') },
    { label: t('columns.title'), icon: 'columns', onChoose: () => onColumns(!columnsOpen) },
    { label: t(dense ? 'table.roomy' : 'table.dense'), icon: 'rows', onChoose: turn },
    { label: t('colours.title'), icon: 'palette', onChoose: () => setOpen('colours') },
    ...(mayExport ? [{ label: t('export.title'), icon: 'export' as const, onChoose: () => setOpen('export') }] : []),
  ];
  return (
    <div className="bar dt-bar">
      <Search looking={looking} find={find} />
      <ConditionChips
        list={list}
        condition={view.condition}
        onChange={(condition) => looking.change(withCondition(view, condition))}
        speaking={speaking}
        adding={adding}
        onAdding={onAdding}
      />
      <span className="grow" />
      <div className="bar dt-looks">
        <SortButton list={list} looking={looking} />
        <Button kind="quiet" size="small" icon="columns" onClick={() => onColumns(!columnsOpen)}>
          {t('columns.title')}
        </Button>
        <Button kind="quiet" size="small" icon="rows" label={t(dense ? 'table.roomy' : 'table.dense')} onClick={turn} />
        <Button
          kind="quiet"
          size="small"
          icon="palette"
          label={t('colours.title')}
          onClick={() => setOpen('colours')}
        />
        {mayExport ? (
          <Button kind="quiet" size="small" icon="export" label={t('export.title')} onClick={() => setOpen('export')} />
        ) : null}
        <Button kind="quiet" size="small" icon="keyboard" label={t('table.keys')} onClick={props.onHelp} />
      </div>
      <span className="dt-one-button">
        <MenuButton icon="more" label={t('table.looks')} items={items} />
      </span>
      {open === 'export' ? (
        <ExportDialog
          list={list}
          ask={props.ask}
          columns={view.columns.length}
          counts={props.counts}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
      {open === 'sort' ? (
        <SortMenu list={list} looking={looking} anchor={null} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === 'colours' ? (
        <ColoursDialog list={list} view={view} onChange={looking.change} onClose={() => setOpen(undefined)} />
      ) : null}
    </div>
  );
}

type SearchProps = Pick<ToolbarProps, 'looking' | 'find'>;

const REST_MS = 200;

/** The list is read again when the typing rests. */
function Search({ looking: { search, setSearch }, find }: SearchProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState(search);
  useEffect(() => setTyped(search), [search]);
  useEffect(() => {
    if (typed === search) return;
    const timer = setTimeout(() => setSearch(typed), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label className="dt-find">
      <Icon name="find" />
      <input
        ref={find}
        className="input"
        type="search"
        value={typed}
        aria-label={t('table.find')}
        placeholder={t('table.find')}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (typed) setTyped('');
          else event.currentTarget.blur();
        }}
      />
      <kbd>/</kbd>
    </label>
  );
}

type SortProps = Pick<ToolbarProps, 'list' | 'looking'>;

/** Heads sort; this says by what, for those who do not see them. */
function SortButton(props: SortProps) {
  const { t } = useWords();
  const holder = React.useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <span ref={holder} className="holder">
      <Button kind="quiet" size="small" icon="sort" label={t('table.sort')} onClick={() => setOpen(true)} />
      {open ? <SortMenu {...props} anchor={holder.current} onClose={() => setOpen(false)} /> : null}
    </span>
  );
}

type SortMenuProps = SortProps & { readonly anchor: HTMLElement | null; readonly onClose: () => void };

function SortMenu({ list, looking: { view, change }, anchor, onClose }: SortMenuProps) {
  const { t, language } = useWords();
  const [first] = view.sort;
  const sortable = list.fields.filter((field) => field.sortable);
  const items: readonly MenuItem[] = sortable.flatMap(({ id, title }) =>
    [false, true].map((descending) => ({
      label: t(descending ? 'table.descending' : 'table.ascending', { field: title[language] }),
      icon: descending ? ('arrow down' as const) : ('arrow up' as const),
      chosen: first?.field === id && Boolean(first.descending) === descending,
      onChoose: () => change({ ...view, sort: [{ field: id, ...(descending ? { descending } : {}) }] }),
    })),
  );
  return <ActionMenu label={t('table.sort')} anchor={anchor} items={items} onClose={onClose} />;
}
