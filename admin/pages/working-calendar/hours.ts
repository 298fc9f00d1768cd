type Span = readonly [from: string, to: string];

/** `8:00–12:00, 13:00–16:00` as people read it. */
export function hoursText(spans: readonly Span[]): string {
  return spans.map(([from, to]) => `${from.replace(/^0/, '')}–${to.replace(/^0/, '')}`).join(', ');
}

/** What people type (`8-16`, `8:00–12:00, 13–16`, nothing) as spans in order; undefined when it cannot be read. */
export function parseHours(text: string): Span[] | undefined {
  if (text.trim() === '') return [];
  const spans: Span[] = [];
  for (const part of text.split(/[,;]/)) {
    const found = /^\s*(\d{1,2})(?::?(\d\d))?\s*[-–—]\s*(\d{1,2})(?::?(\d\d))?\s*$/.exec(part);
    if (!found) return undefined;
    const [from, to] = [clock(found[1]!, found[2]), clock(found[3]!, found[4])];
    const after = spans.at(-1)?.[1] ?? '00:00';
    if (from === undefined || to === undefined || from >= to || from < after) return undefined;
    spans.push([from, to]);
  }
  return spans;
}

function clock(hours: string, minutes = '00'): string | undefined {
  if (Number(hours) > 24 || Number(minutes) > 59 || (hours === '24' && minutes !== '00')) return undefined;
  return `${hours.padStart(2, '0')}:${minutes}`;
}
