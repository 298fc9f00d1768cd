import React, { useEffect, useRef, useState } from 'react';
import { dayIn, readDate, writeDate } from './dates.ts';
import { useLabel } from './labelled.ts';
import { Icon } from './icon.tsx';
import { MonthGrid } from './month-grid.tsx';
import { useUnread } from './unread.ts';
import { useViewer } from './viewer.ts';
import { useWords } from './words.ts';

type DateInputProps = {
  /** `YYYY-MM-DD`, with `time` `YYYY-MM-DDTHH:MM` as on the wall; empty for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly time?: boolean;
  /** Which of the many 3rds of December is meant: the next (the default), or the last. */
  readonly towards?: 'future' | 'past';
  /** Told while the text is no date: what the page says or saves must not be the date from before. */
  readonly onUnread?: () => void;
  readonly min?: string;
  readonly max?: string;
  readonly disabled?: boolean;
  readonly label?: string;
};

/**
 * A date typed as people write it (`jutro`, `pn 14:00`, `3.12`) or picked from a month. The browser's own field would
 * speak the browser's language, not the panel's. What is typed is echoed as a whole date when the field is left; with what
 * is no date the form around it is not saved.
 */
export function DateInput({
  value,
  onChange,
  time = false,
  towards = 'future',
  onUnread,
  min,
  max,
  disabled,
  label,
}: DateInputProps) {
  const { language, t } = useWords();
  const { timeZone } = useViewer();
  const named = { ...useLabel(), ...(label ? { 'aria-label': label } : {}) };
  const today = todayIn(timeZone);
  const [text, setText] = useState(writeDate(value, language));
  const picker = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLSpanElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    if (!typing) setText(writeDate(value, language));
  }, [value, language]);

  const read = (typed: string) =>
    typed.trim() === '' ? '' : readDate(typed, { now: new Date().toISOString(), zone: timeZone, time, towards });
  const commit = () => {
    setTyping(false);
    const date = read(text);
    if (date !== undefined && date !== value) onChange(date);
    if (date !== undefined) setText(writeDate(date, language));
  };
  const open = () => {
    const box = field.current!.getBoundingClientRect();
    const left = Math.min(box.left, window.innerWidth - 268);
    const top = box.bottom + 320 > window.innerHeight ? Math.max(8, box.top - 316) : box.bottom + 4;
    Object.assign(picker.current!.style, { left: `${left}px`, top: `${top}px` });
    picker.current!.togglePopover();
  };
  const problem = read(text) === undefined ? t('date.unread') : undefined;
  const wrong = useUnread({ input, problem, typing, onSay: () => setTyping(false) });
  return (
    <span className="date" ref={field}>
      <input
        ref={input}
        className="input"
        type="text"
        inputMode="text"
        autoComplete="off"
        placeholder={t(time ? 'date.placeholder time' : 'date.placeholder')}
        value={text}
        disabled={disabled ?? false}
        onChange={(event) => {
          setTyping(true);
          setText(event.target.value);
          const date = read(event.target.value);
          // The page knows at once; the field itself is written anew only when it is left.
          if (date === undefined) onUnread?.();
          else onChange(date);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'ArrowDown' && event.altKey) open();
        }}
        {...named}
        {...(wrong ? { 'aria-invalid': true } : {})}
      />
      <button
        type="button"
        className="date-open"
        aria-label={t('date.open')}
        disabled={disabled ?? false}
        onClick={open}
      >
        <Icon name="calendar" />
      </button>
      <div className="month-sheet" ref={picker} {...popover}>
        <MonthGrid
          today={today}
          chosen={dayIn(value.slice(0, 10)) ?? ''}
          {...(min ? { min: min.slice(0, 10) } : {})}
          {...(max ? { max: max.slice(0, 10) } : {})}
          onChoose={(day) => {
            const chosen = time ? `${day}T${value.slice(11, 16) || '09:00'}` : day;
            setTyping(false);
            setText(writeDate(chosen, language));
            onChange(chosen);
            picker.current!.hidePopover();
          }}
        />
      </div>
    </span>
  );
}

/** React 18 does not know the attribute. */
const popover = { popover: 'auto' } as object;

function todayIn(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(),
  );
}
