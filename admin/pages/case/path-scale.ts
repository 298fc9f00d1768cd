import type { Day } from '../../components/dates.ts';

type Ends = {
  readonly from: string;
  /** When the case ended, or now. */
  readonly until: string;
  readonly now: string;
  /** The day of a moment on the viewer's wall. */
  readonly dayOf: (moment: string) => Day;
};

export type Place = { readonly left: string; readonly width: string };

export type Scale = {
  readonly from: string;
  readonly to: string;
  /** Where today is; its word is left out where an end of the axis says it already. */
  readonly today: { readonly left: string; readonly isNamed: boolean; readonly isLate: boolean } | null;
  place(start: string, end: string): Place;
};

/** Shares of the whole span of time; what begins and ends at once is still to be seen. */
export function scaleOf(moments: readonly string[], { from, until, now, dayOf }: Ends): Scale {
  const all = [...moments, from, until].map((at) => Date.parse(at));
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const share = (at: string) => (100 * (Date.parse(at) - first)) / Math.max(1, last - first);
  const percent = (value: number) => `${Math.round(value * 100) / 100}%`;
  const ends = [new Date(first).toISOString(), new Date(last).toISOString()] as const;
  const isWithin = first < Date.parse(now) && Date.parse(now) < last;
  return {
    from: ends[0],
    to: ends[1],
    today: isWithin
      ? {
          left: percent(share(now)),
          isNamed: ends.every((end) => dayOf(end) !== dayOf(now)),
          isLate: share(now) > 50,
        }
      : null,
    place: (start, end) => {
      const width = Math.max(1, share(end) - share(start));
      return { left: percent(Math.min(share(start), 100 - width)), width: percent(width) };
    },
  };
}
