import React, { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ListField, ListRow } from '../../../domain/lists/shapes.ts';
import { readBalance, writeMoney } from '../../../domain/campaigns/typed-money.ts';
import { DateInput } from '../date-input.tsx';
import { Select, TextInput } from '../field.tsx';
import { instantTyped, toWall } from '../../../domain/calendar/wall.ts';
import { LabelledBy } from '../labelled.ts';
import { NumberText, readNumber, writeNumber } from '../number-text.tsx';
import { useToast } from '../toast.tsx';
import { useViewer } from '../viewer.ts';
import { useWords } from '../words.ts';
import { plainOf } from './save-by.ts';
import { towardsOf } from './towards.ts';

/** The control of a cell whose choices depend on its row; its value is the id or null. */
export type DrawEditor = (props: {
  readonly row: ListRow;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}) => React.ReactNode;

type CellEditorProps = {
  readonly field: ListField;
  readonly row: ListRow;
  readonly draw: DrawEditor | undefined;
  readonly value: unknown;
  /** Called once, with a value that differs from that of the row as it stood when the cell was opened. */
  readonly onSave: (value: unknown, began: ListRow) => void;
  readonly onClose: () => void;
  /** Tab goes on to the next cell that can be changed, with Shift to the one before. */
  readonly onTab: (back: boolean) => void;
};

/** One cell as a field: Enter or leaving it saves, Esc leaves it as it was. With what cannot be read it stays open. */
export function CellEditor({ field, row, draw, value, onSave, onClose, onTab }: CellEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const { t } = useWords();
  const toast = useToast();
  // Undefined while the text cannot be read: nothing is known then that could be saved.
  const [next, setNext] = useState<unknown>(() => plainOf(value));
  const [invalid, setInvalid] = useState(false);
  const closed = useRef(false);
  const began = useRef(row).current;
  useEffect(() => {
    const input = box.current?.querySelector<HTMLInputElement | HTMLSelectElement>('input, select');
    input?.focus();
    if (input instanceof HTMLInputElement) input.select();
  }, []);

  const take = (typed: unknown) => {
    setNext(typed);
    setInvalid(false);
  };
  const close = (save: boolean): boolean => {
    if (closed.current) return true;
    if (save && next === undefined) {
      setInvalid(true);
      toast(t(field.type === 'date' || field.type === 'instant' ? 'date.unread' : 'number.unread'), { tone: 'red' });
      return false;
    }
    closed.current = true;
    const typed = typeof next === 'string' ? next.trim() || null : next;
    if (save && typed !== plainOf(began.values[field.id])) onSave(typed, began);
    onClose();
    return true;
  };
  const closeByKey = (save: boolean) => {
    const row = box.current?.closest('tr');
    // The keys walk on from the row at once: its link may be drawn again only by this.
    if (flushSync(() => close(save))) row?.querySelector<HTMLElement>('.row-link')?.focus();
  };
  return (
    <div
      ref={box}
      className="cell-editor"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget) && !document.querySelector('.month-sheet:popover-open'))
          close(true);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') closeByKey(true);
        else if (event.key === 'Escape') closeByKey(false);
        else if (event.key === 'Tab') {
          if (close(true)) onTab(event.shiftKey);
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <LabelledBy.Provider value={{ invalid }}>
        {draw ? (
          draw({ row, value: next, onChange: take })
        ) : (
          <FieldControl field={field} value={next} onChange={take} />
        )}
      </LabelledBy.Provider>
    </div>
  );
}

type ControlProps = {
  readonly field: ListField;
  readonly value: unknown;
  /** Undefined while the text cannot be read. */
  readonly onChange: (value: unknown) => void;
};

/** A field of a list as a field of a form. */
export function FieldControl({ field, value, onChange }: ControlProps) {
  const { t, language } = useWords();
  const label = field.title[language];
  const text = value === null || value === undefined ? '' : String(value);
  const choices = (field.choices ?? [])
    .filter(({ retired, value: one }) => !retired || one === text)
    .map((choice) => ({ value: choice.value, label: choice.label[language] }));
  // What stands there and is none of the choices stays unless another is chosen.
  if (field.type === 'choice' && text && !choices.some((one) => one.value === text))
    choices.unshift({ value: text, label: text });
  switch (field.type) {
    case 'choice':
      return (
        <Select
          label={label}
          value={text}
          none={t('table.nothing')}
          choices={choices}
          onChange={(chosen) => onChange(chosen || null)}
        />
      );
    case 'yes/no':
      return (
        <Select
          label={label}
          value={text}
          none={t('table.nothing')}
          choices={[
            { value: 'true', label: t('table.yes') },
            { value: 'false', label: t('table.no') },
          ]}
          onChange={(chosen) => onChange(chosen === '' ? null : chosen === 'true')}
        />
      );
    case 'user':
    case 'reference':
      return (
        <Select
          label={label}
          value={text}
          none={t('table.nobody')}
          choices={choices}
          onChange={(chosen) => onChange(chosen || null)}
        />
      );
    case 'date':
      return (
        <DateInput
          label={label}
          value={text.slice(0, 10)}
          onChange={(day) => onChange(day || null)}
          onUnread={() => onChange(undefined)}
          towards={towardsOf(field.fact)}
        />
      );
    case 'instant':
      return <InstantInput label={label} value={text} onChange={onChange} />;
    case 'money':
      return <NumberText label={label} value={value} onChange={onChange} read={readBalance} write={writeMoney} />;
    case 'number':
    case 'percent':
      return <NumberText label={label} value={value} onChange={onChange} read={readNumber} write={writeNumber} />;
    default:
      return <TextInput label={label} value={text} lines={field.lines} onChange={(typed) => onChange(typed || null)} />;
  }
}

type InstantInputProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: unknown) => void;
};

/** Typed as it stands on the wall of the viewer's zone. */
function InstantInput({ label, value, onChange }: InstantInputProps) {
  const { timeZone } = useViewer();
  const wall = value ? toWall(value, timeZone).slice(0, 16) : '';
  return (
    <DateInput
      label={label}
      time
      value={wall}
      onChange={(typed) => onChange(instantTyped(typed, timeZone))}
      onUnread={() => onChange(undefined)}
    />
  );
}
