import React, { useRef } from 'react';
import { addDays, type Day } from '../../components/dates.ts';
import { useWords } from '../../components/words.ts';
import { allDays, mondayOf } from './view.ts';

type DayStripProps = { readonly on: Day; readonly today: Day; readonly onDay: (day: Day) => void };

/** The week of a day within reach of the thumb; a swipe goes a week back or on. */
export function DayStrip({ on, today, onDay }: DayStripProps) {
  const { language, date, t } = useWords();
  const from = useRef<number>();
  const monday = mondayOf(on);
  const weekday = new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', { weekday: 'short', timeZone: 'UTC' });
  return (
    <div
      className="day-strip"
      role="group"
      aria-label={t('calendar.days')}
      onTouchStart={(event) => (from.current = event.touches[0]!.clientX)}
      onTouchEnd={(event) => {
        const moved = event.changedTouches[0]!.clientX - (from.current ?? 0);
        if (Math.abs(moved) > 60) onDay(addDays(on, moved < 0 ? 7 : -7));
      }}
    >
      {allDays(monday, addDays(monday, 6)).map((day) => (
        <button
          key={day}
          type="button"
          aria-pressed={day === on}
          className={day === today ? 'today' : ''}
          onClick={() => onDay(day)}
        >
          <span className="small">{weekday.format(new Date(`${day}T00:00:00Z`)).slice(0, 2)}</span>
          <b>{Number(day.slice(8))}</b>
          <span className="unseen">, {date(day)}</span>
        </button>
      ))}
    </div>
  );
}
