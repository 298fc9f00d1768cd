import type { When } from './when-input.tsx';

/** The instant of a day and time on the wall of a zone. A day alone counts from `otherwise`. */
export function instantOf({ on, time }: When, timeZone: string | undefined, otherwise: string): string {
  const wall = Date.parse(`${on}T${time ?? otherwise}:00Z`);
  // The offset is looked up twice: the first guess may fall on the other side of a change of the clock.
  const first = wall - offsetAt(wall, timeZone);
  return new Date(wall - offsetAt(first, timeZone)).toISOString();
}

function offsetAt(at: number, timeZone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...(timeZone ? { timeZone } : {}),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}
