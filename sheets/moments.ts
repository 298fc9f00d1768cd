/** What numbers of a sheet mean as days and times: their format says which. */

/** `day` with or without a time, a `time` of the day, or `hours` that go on beyond a day. */
export type Moment = 'day' | 'time' | 'hours';

const builtInDays = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 57]);
const builtInTimes = new Set([18, 19, 20, 21, 45, 47]);
const builtInHours = 46;

/** Of a format that Excel knows by number alone. */
export function momentOfBuiltIn(id: number): Moment | undefined {
  if (id === builtInHours) return 'hours';
  return builtInTimes.has(id) ? 'time' : builtInDays.has(id) ? 'day' : undefined;
}

/** Excel's own bound. */
const mostFormatLetters = 255;

/** A format is that of a moment when a letter of day, month, year or hour stands outside quotes, brackets and escapes. */
export function momentOf(code: string): Moment | undefined {
  if (code.length > mostFormatLetters) return undefined;
  const spoken = code.replace(/"[^"]*"|\\./g, '');
  if (/\[(?:h+|m+|s+)\]/i.test(spoken)) return 'hours';
  const letters = spoken.replace(/\[[^\]]*\]/g, '').replace(/general|standard/gi, '');
  if (!/[dmyh]/i.test(letters)) return undefined;
  // Beside hours or seconds, `m` and `mm` are minutes.
  return /[hs]/i.test(letters) && !/[dy]|m{3}/i.test(letters) ? 'time' : 'day';
}

const secondsOfDay = 86_400;
/** 1 January 1904, where days are counted from 1900: what comes before is no date, but a sum of hours. */
const firstDay = 1462;

type Counting = { readonly moment: Moment; readonly isFrom1904: boolean };

/**
 * A date, or a text such as `08:30` or `36:00` for what has no day. Rounded to whole seconds: a time of day is a fraction
 * that does not come out even.
 */
export function momentAt(serial: number, { moment, isFrom1904 }: Counting): Date | string {
  const seconds = Math.round(serial * secondsOfDay);
  const isTime = moment === 'hours' || (moment === 'time' && serial < firstDay);
  // Whoever types a time into a column of dates has no day in mind either.
  const isBare = !isFrom1904 && serial >= 0 && serial < 1;
  if (isTime || isBare) return hoursOf(seconds);
  const start = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(start + seconds * 1000);
}

function hoursOf(seconds: number): string {
  const all = Math.abs(seconds);
  const parts = [Math.floor(all / 3600), Math.floor(all / 60) % 60, ...(all % 60 > 0 ? [all % 60] : [])];
  return `${seconds < 0 ? '-' : ''}${parts.map((part) => String(part).padStart(2, '0')).join(':')}`;
}
