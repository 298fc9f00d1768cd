/** What an hour of work and a kilometre cost the company; null where it does not say. */
export type WorkRates = { readonly hourMinor: number | null; readonly kilometreMinor: number | null };

type Spent = { readonly workMinutes: number; readonly kilometres: number };

/** What the work and the way cost, in minor units; null where no rate is known. */
export function costOf({ workMinutes, kilometres }: Spent, { hourMinor, kilometreMinor }: WorkRates): number | null {
  if (hourMinor === null && kilometreMinor === null) return null;
  return Math.round((workMinutes * (hourMinor ?? 0)) / 60) + kilometres * (kilometreMinor ?? 0);
}
