/** Which public holidays a calendar keeps; `none` for a firm that works on all of them. */
export type HolidayRule = 'PL' | 'none';

type Fixed = { readonly on: string; readonly name: string; readonly since?: number };

const fixed: readonly Fixed[] = [
  { on: '01-01', name: 'Nowy Rok' },
  { on: '01-06', name: 'Święto Trzech Króli', since: 2011 },
  { on: '05-01', name: 'Święto Pracy' },
  { on: '05-03', name: 'Święto Konstytucji 3 Maja' },
  { on: '08-15', name: 'Wniebowzięcie NMP' },
  { on: '11-01', name: 'Wszystkich Świętych' },
  { on: '11-11', name: 'Narodowe Święto Niepodległości' },
  { on: '12-24', name: 'Wigilia', since: 2025 },
  { on: '12-25', name: 'Boże Narodzenie' },
  { on: '12-26', name: 'drugi dzień Bożego Narodzenia' },
];

const afterEaster: readonly (readonly [days: number, name: string])[] = [
  [0, 'Wielkanoc'],
  [1, 'Poniedziałek Wielkanocny'],
  [49, 'Zielone Świątki'],
  [60, 'Boże Ciało'],
];

const DAY = 86_400_000;

/** Days off by law in Poland in one year: date and Polish name. */
export function polishHolidays(year: number): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { on, name, since } of fixed) if (year >= (since ?? 0)) days.set(`${year}-${on}`, name);
  const easter = easterSunday(year);
  for (const [offset, name] of afterEaster) days.set(new Date(easter + offset * DAY).toISOString().slice(0, 10), name);
  return days;
}

/** Gregorian Easter (Meeus, Jones and Butcher), as midnight UTC. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1);
}
