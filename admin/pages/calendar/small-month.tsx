import React, { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { addDays, addMonths, weeksOf, type Day } from '../../components/dates.ts';
import { useWords } from '../../components/words.ts';

type SmallMonthProps = {
  readonly today: Day;
  /** The day that is looked at: its month is shown. */
  readonly on: Day;
  readonly first: Day;
  readonly last: Day;
  readonly onSpan: (first: Day, last: Day) => void;
};

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month at the side: a day opens it, holding the button over days, or Shift with the arrows, sets the span. */
export function SmallMonth({ today, on, first, last, onSpan }: SmallMonthProps) {
  const { t, date, language } = useWords();
  // A day of the month that is shown: the one that is looked at or was walked to. Tab reaches it, and the arrows the others.
  const [month, setMonth] = useState(on);
  const [held, setHeld] = useState<{ from: Day; to: Day }>();
  const grid = useRef<HTMLDivElement>(null);
  const walked = useRef<Day>();
  useEffect(() => setMonth(on), [on, first]);
  useEffect(() => {
    if (walked.current) grid.current?.querySelector<HTMLElement>(`[data-day="${walked.current}"]`)?.focus();
    walked.current = undefined;
  });
  useEffect(() => {
    if (!held) return;
    const release = () => {
      setHeld(undefined);
      const [from, to] = held.from <= held.to ? [held.from, held.to] : [held.to, held.from];
      onSpan(from, to);
    };
    document.addEventListener('pointerup', release);
    return () => document.removeEventListener('pointerup', release);
  }, [held, onSpan]);

  const locale = language === 'pl' ? 'pl-PL' : 'en-GB';
  const format = (options: Intl.DateTimeFormatOptions, day: Day) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  const weeks = weeksOf(month);
  const [from, to] = held ? (held.from <= held.to ? [held.from, held.to] : [held.to, held.from]) : [first, last];
  const turn = (months: number) => {
    const turned = addMonths(month, months);
    setMonth(turned.slice(0, 7) === on.slice(0, 7) ? on : turned);
  };
  const onKey = (event: React.KeyboardEvent) => {
    const day = (event.target as HTMLElement).dataset['day'];
    const step = steps[event.key];
    if (!day || !step) return;
    event.preventDefault();
    event.stopPropagation();
    walked.current = addDays(day, step);
    setMonth(walked.current);
    if (event.shiftKey) {
      const other = day === last ? first : last;
      onSpan(walked.current < other ? walked.current : other, walked.current < other ? other : walked.current);
    }
  };
  return (
    <section className="small-month" aria-label={t('calendar.small month')}>
      <div className="month-head">
        <Button kind="quiet" icon="left" label={t('date.previous')} onClick={() => turn(-1)} />
        <h2>{format({ month: 'long', year: 'numeric' }, month)}</h2>
        <Button kind="quiet" icon="right" label={t('date.next')} onClick={() => turn(1)} />
      </div>
      <div ref={grid} className="month-days" onKeyDown={onKey}>
        {weeks[0]!.map((day) => (
          <span key={day} className="small muted" aria-hidden="true">
            {format({ weekday: 'short' }, day).slice(0, 2)}
          </span>
        ))}
        {weeks.flat().map((day) => (
          <button
            key={day}
            type="button"
            data-day={day}
            aria-label={date(day)}
            aria-pressed={day >= from && day <= to}
            tabIndex={day === month ? 0 : -1}
            className={[
              day.slice(0, 7) === month.slice(0, 7) ? '' : 'other',
              day === today ? 'today' : '',
              day >= from && day <= to ? 'within' : '',
            ].join(' ')}
            onPointerDown={(event) => {
              event.currentTarget.releasePointerCapture(event.pointerId);
              setHeld({ from: day, to: day });
            }}
            onPointerEnter={() => setHeld((old) => (old ? { ...old, to: day } : old))}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              onSpan(day, day);
            }}
          >
            {Number(day.slice(8))}
          </button>
        ))}
      </div>
      <p className="small muted hint">{t('calendar.small month hint')}</p>
    </section>
  );
}
