import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Condition } from '../../../domain/conditions/shapes.ts';
import { shortest } from '../../../domain/conditions/shortest.ts';
import type { ListDescription, SavedView, StandardView, View } from '../../../domain/lists/shapes.ts';
import { onClipboard } from './use-clipboard.ts';
import { useFollowed, type Followed } from './use-followed.ts';
import { isSameView, withCondition } from './view-draft.ts';

export type Looking = {
  /** What the table shows: the kept view, or what somebody is making of it. */
  readonly view: View;
  /** Id of the standard or kept view that is open. */
  readonly id: string;
  /** The kept view that the address names, if it is one. */
  readonly kept: SavedView | undefined;
  readonly isChanged: boolean;
  readonly search: string;
  change(next: View): void;
  /** Shows some rows of a board as a list, as `next`: the board and its view stay as they are. `column` names them in the address. */
  openColumn(column: string, next: View): void;
  setSearch(search: string): void;
  /** Shows what was set aside and nothing else, whatever is searched for. */
  openClipboard(): void;
  /** Back to what stood there before the clipboard was opened. */
  closeClipboard(): void;
  /** Back to the view as it was kept. */
  reset(): void;
  /** Opens a kept view, as it stands. */
  open(id: string | undefined): void;
};

type Made = { readonly view?: View | undefined; readonly search?: string | undefined };
/** `under`: what was made of the list before the clipboard was laid over it. */
type Draft = Made & { readonly under?: Made | undefined };
const nothing: Draft = { view: undefined, search: undefined, under: undefined };

/**
 * The address names the view and nothing else: searches and conditions hold names of people. What has been changed waits in
 * this tab of the browser, so that coming back from a record finds the list as it was left; of an address from elsewhere it
 * waits for whoever goes back, so that the number opens exactly its rows the next time (rule 42).
 */
export function useView(
  description: ListDescription | undefined,
  narrowed: Condition | undefined,
  choosing?: string,
): Looking | undefined {
  const [address, setAddress] = useAddress(choosing !== undefined);
  const asked = address.get('view');
  const shown = address.get('show');
  const same = description && asked === null ? viewNarrowedSo(description, narrowed) : undefined;
  const opened = same ?? (description && openedView(description, asked));
  const column = address.get('column');
  const { followed } = useFollowed();
  const rest = narrowed ? `${JSON.stringify(narrowed)} ${followed}` : opened?.id;
  const whole = description && rest ? placeOf(description, rest) : '';
  const place = column ? placeOfColumn(whole, column) : whole;
  const shelf = useShelf(choosing);
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const draft = useMemo(() => drafts[place] ?? shelf.read(place), [drafts, place]);
  const base = opened?.view;
  const start = useMemo(
    () => (base && narrowed && !same ? { ...base, condition: shortest(narrowed) } : base),
    [base, narrowed, same],
  );
  const isUnknown = asked !== null && opened !== undefined && opened.id !== asked;
  useEffect(() => {
    if (isUnknown) setAddress(addressOf(shown), { replace: true });
  }, [isUnknown, setAddress]);

  return useMemo(() => {
    if (!description || !opened || !start) return undefined;
    // Read anew: a search that rested meanwhile must not take back what was changed since.
    const keep = (at: string, part: Draft) => {
      const next = { ...shelf.read(at), ...part };
      shelf.write(at, next);
      setDrafts((all) => ({ ...all, [at]: next }));
    };
    const view = draft.view ?? start;
    const reset = () => {
      keep(place, { view: undefined, under: undefined });
      // What an address from elsewhere or a board narrowed goes with the address.
      if (narrowed || column) setAddress(addressOf(shown, asked));
    };
    return {
      view,
      id: opened.id,
      kept: 'version' in opened ? opened : undefined,
      isChanged: !isSameView(view, opened.view),
      search: draft.search ?? '',
      change: (next) => keep(place, { view: next }),
      openColumn: (name, next) => {
        keep(placeOfColumn(whole, name), { ...nothing, view: next, search: draft.search });
        setAddress({ ...Object.fromEntries(address), show: 'list', column: name }, { state: { followed } });
      },
      setSearch: (search) => keep(place, { search }),
      openClipboard: () => {
        const under = { view: draft.view, search: draft.search };
        keep(place, { view: withCondition(view, onClipboard), search: '', under });
      },
      closeClipboard: () => (draft.under ? keep(place, { ...nothing, ...draft.under }) : reset()),
      reset,
      open: (id) => {
        keep(place, nothing);
        if (id !== undefined) keep(placeOf(description, id), nothing);
        setAddress(addressOf(shown, id));
      },
    };
  }, [description, opened, start, draft, whole, place, narrowed, asked, shown, address, column, followed, setAddress]);
}

type How = { readonly replace?: boolean; readonly state?: Followed };
type Address = readonly [URLSearchParams, (next: Record<string, string>, how?: How) => void];

/** The address of the page; a list above a form has one of its own that nobody sees. */
function useAddress(isAbove: boolean): Address {
  const ofPage = useSearchParams();
  const [own, setOwn] = useState(new URLSearchParams());
  const turn = useCallback((next: Record<string, string>) => setOwn(new URLSearchParams(next)), []);
  return isAbove ? [own, turn] : ofPage;
}

/** The view, and whether its rows stand as a list or on a board. */
function addressOf(show: string | null, view?: string | null): Record<string, string> {
  return { ...(show ? { show } : {}), ...(view ? { view } : {}) };
}

/** An address from elsewhere that asks for the rows of a view that comes with Nurt opens it, with its columns and order. */
function viewNarrowedSo({ standard }: ListDescription, narrowed: Condition | undefined): StandardView | undefined {
  const rows = narrowed && conditionText(narrowed);
  return rows ? standard.find(({ view }) => view.condition && conditionText(view.condition) === rows) : undefined;
}

function conditionText(condition: Condition): string {
  return JSON.stringify(shortest(condition));
}

function openedView({ standard, views, defaultView }: ListDescription, asked: string | null): SavedView | StandardView {
  const all = [...views, ...standard];
  return all.find(({ id }) => id === asked) ?? all.find(({ id }) => id === defaultView) ?? all[0]!;
}

function placeOf({ kind }: ListDescription, rest: string): string {
  return `nurt.list.${kind}.${rest}`;
}

/** Apart from the board's own, which would else show that column alone from then on. */
function placeOfColumn(whole: string, column: string): string {
  return `${whole} ${column}`;
}

type Shelf = { read(place: string): Draft; write(place: string, draft: Draft): void };

/** A list above a form begins anew each time, with what was typed in the form. */
function useShelf(search: string | undefined): Shelf {
  const kept = useRef(new Map<string, Draft>());
  if (search === undefined) return ofTab;
  return {
    read: (place) => kept.current.get(place) ?? { search },
    write: (place, draft) => void kept.current.set(place, draft),
  };
}

const ofTab: Shelf = { read: readDraft, write: writeDraft };

function readDraft(place: string): Draft {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? '{}') as Draft;
  } catch {
    return {};
  }
}

function writeDraft(place: string, draft: Draft): void {
  if (draft.view || draft.search) sessionStorage.setItem(place, JSON.stringify(draft));
  else sessionStorage.removeItem(place);
}
