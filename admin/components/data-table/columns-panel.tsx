import React, { useState } from 'react';
import type { ListField, View } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { TextInput } from '../field.tsx';
import { Icon } from '../icon.tsx';
import { useWords } from '../words.ts';
import type { ColumnDrag } from './use-column-drag.ts';
import { addColumn, shiftColumn, withoutColumn, withWidth } from './view-draft.ts';

type ColumnsPanelProps = {
  readonly view: View;
  readonly fields: readonly ListField[];
  readonly drag: ColumnDrag;
  readonly onChange: (view: View) => void;
  readonly onClose: () => void;
};

/** The columns of the view, and the tray with all others: dragged between the two and the table, or moved by buttons. */
export function ColumnsPanel({ view, fields, drag, onChange, onClose }: ColumnsPanelProps) {
  const { t, language } = useWords();
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const byId = new Map(fields.map((field) => [field.id, field]));
  const titleOf = (id: string) => byId.get(id)?.title[language] ?? id;
  const shown = view.columns.filter(({ field }) => byId.has(field));
  const spare = fields.filter(
    ({ id, title }) =>
      !view.columns.some(({ field }) => field === id) && title[language].toLowerCase().includes(typed.toLowerCase()),
  );
  return (
    <aside className="columns-panel" aria-label={t('columns.title')}>
      <header>
        <h2>{t('columns.title')}</h2>
        <span className="grow" />
        <Button kind="quiet" icon="close" label={t('frame.close')} onClick={onClose} />
      </header>
      <h3>{t('columns.shown')}</h3>
      <ol className="column-list">
        {shown.map(({ field }, i) => (
          <Shown
            key={field}
            id={field}
            title={titleOf(field)}
            view={view}
            drag={drag}
            isLast={shown.length === 1}
            onChange={(next, by) => {
              onChange(next);
              if (by !== 0) {
                const place = Math.min(shown.length, Math.max(1, i + 1 + by));
                setSaid(t('columns.moved', { title: titleOf(field), place, of: shown.length }));
              }
            }}
          />
        ))}
      </ol>
      <div className={drag.isOverTray ? 'tray over' : 'tray'} data-column-tray="">
        <h3>{t('columns.tray')}</h3>
        <TextInput
          kind="search"
          value={typed}
          onChange={setTyped}
          label={t('columns.find')}
          placeholder={t('columns.find')}
        />
        <ul className="column-list">
          {spare.map(({ id }) => (
            <li key={id}>
              <span className="grip" onPointerDown={(event) => drag.begin(id, event)}>
                <Icon name="grip" />
                <span className="column-name">{titleOf(id)}</span>
              </span>
              <Button
                kind="quiet"
                icon="plus"
                label={t('columns.add', { title: titleOf(id) })}
                onClick={() => onChange(addColumn(view, id))}
              />
            </li>
          ))}
        </ul>
        {spare.length === 0 ? <p className="muted small">{t('columns.none left')}</p> : null}
        <p className="muted small tray-hint">{t('columns.hint')}</p>
      </div>
      <div className="unseen" role="status">
        {said}
      </div>
    </aside>
  );
}

type ShownProps = {
  readonly id: string;
  readonly title: string;
  readonly view: View;
  readonly drag: ColumnDrag;
  readonly isLast: boolean;
  readonly onChange: (view: View, by: number) => void;
};

/** The handle moves its column with the arrows too, and makes it wider or narrower sideways. */
function Shown({ id, title, view, drag, isLast, onChange }: ShownProps) {
  const { t } = useWords();
  const over = drag.over?.field === id ? (drag.over.after ? ' drop-after' : ' drop-before') : '';
  const press = (event: React.KeyboardEvent<HTMLElement>) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const wider = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (by) onChange(shiftColumn(view, id, by), by);
    else if (wider) onChange(withWidth(view, id, widthOf(id) + wider), 0);
    else if (event.key === 'Delete' || event.key === 'Backspace') onChange(withoutColumn(view, id), 0);
    else return;
    event.preventDefault();
  };
  return (
    <li data-column={id} className={`${drag.field === id ? 'dragged' : ''}${over}`}>
      <button
        type="button"
        className="grip"
        title={t('columns.keys')}
        onPointerDown={(event) => drag.begin(id, event)}
        onKeyDown={press}
      >
        <Icon name="grip" />
        <span className="column-name">{title}</span>
      </button>
      <Button
        kind="quiet"
        icon="close"
        label={t('columns.remove', { title })}
        disabled={isLast}
        onClick={() => onChange(withoutColumn(view, id), 0)}
      />
    </li>
  );
}

/** As it is drawn now: a column that was never dragged has no width of its own. */
function widthOf(id: string): number {
  return document.querySelector<HTMLElement>(`th[data-column="${CSS.escape(id)}"]`)?.offsetWidth ?? 160;
}
