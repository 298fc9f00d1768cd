import React, { useEffect, useRef, useState } from 'react';
import { addDays, addMonths, weeksOf } from './dates.ts';
import type { Day } from './dates.ts';
import { Button } from './button.tsx';
import { useWords } from './words.ts';

type MonthGridProps = {
  readonly today: Day;
  readonly chosen: Day;
  readonly min?: Day;
  readonly max?: Day;
  readonly onChoose: (day: Day) => void;
};

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** One month, Monday first; the arrows walk from day to day. */
export function MonthGrid({ today, chosen, min, max, onChoose }: MonthGridProps) {
  const { t, date, language } = useWords();
  const [shown, setShown] = useState(chosen || today);
  const [walked, setWalked] = useState<Day>();
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => setShown(chosen || today), [chosen, today]);
  useEffect(() => {
    if (walked) grid.current?.querySelector<HTMLElement>(`[data-day="${walked}"]`)?.focus();
  }, [walked, shown]);
  const locale = language === 'pl' ? 'pl-PL' : 'en-GB';
  const title = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const weeks = weeksOf(shown);
  const isClosed = (day: Day) => (min !== undefined && day < min) || (max !== undefined && day > max);
  const inMonth = weeks.flat().filter((day) => day.slice(0, 7) === shown.slice(0, 7) && !isClosed(day));
  // Tab reaches the day that is chosen or was walked to, in any other month its first: the arrows reach the others.
  const reached = inMonth.includes(shown) ? shown : inMonth[0];
  return (
    <div
      ref={grid}
      onKeyDown={(event) => {
        const step = steps[event.key];
        const from = (event.target as HTMLElement).dataset['day'];
        if (!step || !from) return;
        event.preventDefault();
        const to = addDays(from, step);
        setShown(to);
        setWalked(to);
      }}
    >
      <div className="month-head">
        <Button kind="quiet" icon="left" label={t('date.previous')} onClick={() => setShown(addMonths(shown, -1))} />
        <b className="strong" aria-live="polite">
          {title.format(new Date(`${shown}T00:00:00Z`))}
        </b>
        <Button kind="quiet" icon="right" label={t('date.next')} onClick={() => setShown(addMonths(shown, 1))} />
      </div>
      <div className="month-days">
        {weeks[0]!.map((day) => (
          <span key={day} className="small muted" aria-hidden="true">
            {weekday.format(new Date(`${day}T00:00:00Z`)).slice(0, 2)}
          </span>
        ))}
        {weeks.flat().map((day) => (
          <button
            key={day}
            type="button"
            data-day={day}
            aria-label={date(day)}
            aria-pressed={day === chosen}
            className={classOf(day, { shown, today })}
            disabled={isClosed(day)}
            tabIndex={day === reached ? 0 : -1}
            onClick={() => onChoose(day)}
          >
            {Number(day.slice(8))}
          </button>
        ))}
      </div>
    </div>
  );
}

function classOf(day: Day, { shown, today }: { readonly shown: Day; readonly today: Day }): string {
  return [day.slice(0, 7) === shown.slice(0, 7) ? '' : 'other', day === today ? 'today' : ''].filter(Boolean).join(' ');
}
