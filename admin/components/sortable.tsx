import React, { useState } from 'react';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

type SortableProps<Item> = {
  readonly label: string;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  /** The ids in their new order, once something was let go. */
  readonly onOrder: (ids: readonly string[]) => void;
  readonly children: (item: Item) => React.ReactNode;
};

/** A list whose lines are put in order by dragging, or by arrow keys on the handle of each line. */
export function Sortable<Item>({ label, items, idOf, nameOf, onOrder, children }: SortableProps<Item>) {
  const { t } = useWords();
  const [dragged, setDragged] = useState<string>();
  const [order, setOrder] = useState<readonly string[]>();
  const [told, setTold] = useState('');
  const byId = new Map(items.map((item) => [idOf(item), item]));
  const ids = order?.every((id) => byId.has(id)) && order.length === items.length ? order : items.map(idOf);
  const moveTo = (id: string, place: number) => {
    const rest = ids.filter((one) => one !== id);
    return [...rest.slice(0, place), id, ...rest.slice(place)];
  };
  const step = (id: string, by: number) => {
    const place = ids.indexOf(id) + by;
    if (place < 0 || place >= ids.length) return;
    onOrder(moveTo(id, place));
    setTold(t('sortable.moved', { name: nameOf(byId.get(id)!), place: place + 1, of: ids.length }));
  };
  const drop = () => {
    if (order) onOrder(order);
    setDragged(undefined);
    setOrder(undefined);
  };
  return (
    <>
      <ol className="sortable" aria-label={label}>
        {ids.map((id) => {
          const item = byId.get(id)!;
          return (
            <li
              key={id}
              className={id === dragged ? 'dragged' : ''}
              data-id={id}
              onDragOver={(event) => {
                if (dragged === undefined) return;
                event.preventDefault();
                if (id !== dragged) setOrder(moveTo(dragged, ids.indexOf(id)));
              }}
              onDrop={(event) => {
                event.preventDefault();
                drop();
              }}
            >
              <button
                type="button"
                className="handle"
                draggable
                aria-label={t('sortable.handle', { name: nameOf(item) })}
                title={t('sortable.hint')}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  event.dataTransfer.setData('text/plain', id);
                  setDragged(id);
                }}
                onDragEnd={drop}
                onKeyDown={(event) => {
                  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
                  if (by === undefined) return;
                  event.preventDefault();
                  step(id, by);
                }}
              >
                <Icon name="drag" />
              </button>
              <div className="line">{children(item)}</div>
            </li>
          );
        })}
      </ol>
      <div className="unseen" role="status" aria-live="polite">
        {told}
      </div>
    </>
  );
}
