/** One entry of a calendar feed. Instants are ISO; dates `YYYY-MM-DD`. */
export type Entry = {
  readonly uid: string;
  readonly sequence: number;
  readonly changedAt: string;
  /** With a time, or a whole day that blocks nobody's time. */
  readonly when: { readonly startsAt: string; readonly minutes: number } | { readonly on: string };
  readonly title: string;
  readonly text?: string;
  readonly url?: string;
  readonly state: 'confirmed' | 'cancelled';
};

/** A whole calendar (RFC 5545), times in UTC, lines folded at 75 octets. */
export function writeCalendar(name: string, entries: readonly Entry[]): string {
  let lines =
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Nurt//Nurt//PL\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n' +
    line(`X-WR-CALNAME:${escapeText(name)}`) +
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\nX-PUBLISHED-TTL:PT15M\r\n';
  for (const entry of entries) lines += writeEvent(entry);
  return lines + 'END:VCALENDAR\r\n';
}

function writeEvent({ uid, sequence, changedAt, when, title, text, url, state }: Entry): string {
  const changed = stamp(Date.parse(changedAt));
  return (
    `BEGIN:VEVENT\r\n${line(`UID:${uid}`)}DTSTAMP:${changed}\r\nLAST-MODIFIED:${changed}\r\nSEQUENCE:${sequence}\r\n` +
    span(when) +
    line(`SUMMARY:${escapeText(title)}`) +
    (text ? line(`DESCRIPTION:${escapeText(text)}`) : '') +
    (url ? line(`URL:${url}`) : '') +
    `STATUS:${state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}\r\nEND:VEVENT\r\n`
  );
}

function span(when: Entry['when']): string {
  if ('on' in when) {
    const next = new Date(Date.parse(when.on) + 86_400_000).toISOString().slice(0, 10);
    return `DTSTART;VALUE=DATE:${bare(when.on)}\r\nDTEND;VALUE=DATE:${bare(next)}\r\nTRANSP:TRANSPARENT\r\n`;
  }
  const start = Date.parse(when.startsAt);
  return `DTSTART:${stamp(start)}\r\nDTEND:${stamp(start + when.minutes * 60_000)}\r\nTRANSP:OPAQUE\r\n`;
}

/** `20261127T081500Z` */
function stamp(at: number): string {
  return `${bare(new Date(at).toISOString().slice(0, 19)).replaceAll(':', '')}Z`;
}

function bare(date: string): string {
  return date.replaceAll('-', '');
}

function escapeText(text: string): string {
  if (!/[\\;,\n\r]|\p{Cc}/u.test(text)) return text;
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll(/\p{Cc}/gu, '');
}

/** Folds at 75 octets, never inside a character: a Polish letter takes two of them. */
function line(text: string): string {
  if (text.length <= 25) return `${text}\r\n`;
  let folded = '';
  let octets = 0;
  let from = 0;
  for (let i = 0; i < text.length;) {
    const code = text.codePointAt(i)!;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > 75) {
      folded += `${text.slice(from, i)}\r\n `;
      from = i;
      octets = 1;
    }
    octets += size;
    i += code > 0xffff ? 2 : 1;
  }
  return `${folded}${text.slice(from)}\r\n`;
}
