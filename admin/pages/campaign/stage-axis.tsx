import React from 'react';
import { useWords } from '../../components/words.ts';
import { daysBetween } from '../../../domain/campaigns/plain-dates.ts';

/** A stage as the axis draws it. */
export type Bar = {
  readonly id: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly label: string;
  /** Drawn with a broken line: it has not begun. */
  readonly future: boolean;
  /** How much of it is done, 0 to 1. */
  readonly share: number;
};

type AxisProps = {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly today: string;
  readonly bars: readonly Bar[];
};

const laneHeight = 38;

/** Stages on a line of time, each in the first lane that is free, with a mark for today. */
export function StageAxis({ startsOn, endsOn, today, bars }: AxisProps) {
  const { t } = useWords();
  const short = useShortDay();
  const days = Math.max(1, daysBetween(startsOn, endsOn) + 1);
  const at = (date: string) => (daysBetween(startsOn, date) / days) * 100;
  const lanes = lanesOf(bars);
  const marks = marksOf(startsOn, endsOn, bars);
  const now = at(today) + 50 / days;
  return (
    <div className="stage-axis" style={{ height: 26 + lanes.count * laneHeight }}>
      {marks.map((date) => (
        <span
          key={date}
          className={date === endsOn ? 'mark last' : 'mark'}
          style={markPlace(at(date), date === endsOn)}
        >
          {short(date)}
        </span>
      ))}
      {bars.map((bar) => (
        <div
          key={bar.id}
          className={bar.future ? 'stage future' : 'stage'}
          title={`${bar.label} · ${short(bar.startsOn)} – ${short(bar.endsOn)}`}
          style={{
            left: `${Math.max(0, at(bar.startsOn))}%`,
            width: `${((daysBetween(bar.startsOn, bar.endsOn) + 1) / days) * 100}%`,
            top: 22 + lanes.of(bar) * laneHeight,
          }}
        >
          <i style={{ width: `${Math.round(bar.share * 100)}%` }} />
          <span>{bar.label}</span>
        </div>
      ))}
      {now >= 0 && now <= 100 ? (
        <div className="today" style={{ left: `${now}%` }} title={t('campaign.today')}>
          <span className="unseen">{t('campaign.today')}</span>
        </div>
      ) : null}
    </div>
  );
}

function markPlace(share: number, last: boolean): React.CSSProperties {
  return last ? { right: 0 } : { left: `${share}%` };
}

/** The first and last day and the days on which stages begin, as far as they do not cover each other. */
function marksOf(startsOn: string, endsOn: string, bars: readonly Bar[]): string[] {
  const days = Math.max(1, daysBetween(startsOn, endsOn));
  const apart = Math.max(1, Math.round(days / 9));
  const marks = [startsOn];
  for (const { startsOn: begins } of [...bars].sort((a, b) => a.startsOn.localeCompare(b.startsOn))) {
    if (daysBetween(marks.at(-1)!, begins) >= apart && daysBetween(begins, endsOn) >= apart) marks.push(begins);
  }
  return endsOn > marks.at(-1)! ? [...marks, endsOn] : marks;
}

function lanesOf(bars: readonly Bar[]): { readonly count: number; of(bar: Bar): number } {
  const ends: string[] = [];
  const lane = new Map<string, number>();
  for (const bar of [...bars].sort((a, b) => a.startsOn.localeCompare(b.startsOn))) {
    const free = ends.findIndex((end) => end < bar.startsOn);
    const mine = free < 0 ? ends.length : free;
    ends[mine] = bar.endsOn;
    lane.set(bar.id, mine);
  }
  return { count: Math.max(1, ends.length), of: (bar) => lane.get(bar.id)! };
}

function useShortDay(): (date: string) => string {
  const { language } = useWords();
  const format = new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return (date) => (/^\d{4}-\d\d-\d\d$/.test(date) ? format.format(new Date(`${date}T00:00:00Z`)) : '');
}
