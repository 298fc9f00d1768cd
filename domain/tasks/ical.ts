/** One entry of a calendar feed. Instants are `2026-11-27 08:15:00` in UTC, with a space or a T; dates `YYYY-MM-DD`. */
export type Entry = {
  readonly uid: string;
  readonly sequence: number;
  readonly changedAt: string;
  /** With a time, or whole days that block nobody's time. */
  readonly when:
    | { readonly startsAt: string; readonly endsAt: string }
    | { readonly on: string; /** The last of several days. */ readonly to?: string };
  readonly title: string;
  readonly text?: string;
  readonly place?: string;
  readonly url?: string;
  readonly state: 'confirmed' | 'cancelled';
};

/** A whole calendar (RFC 5545), times in UTC, lines folded at 75 octets. */
export function writeCalendar(name: string, entries: readonly Entry[]): string {
  const head =
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Nurt//Nurt//PL\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n' +
    line(`X-WR-CALNAME:${escapeText(name)}`) +
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\nX-PUBLISHED-TTL:PT15M\r\n';
  return [head, ...entries.map(writeEvent), 'END:VCALENDAR\r\n'].join('');
}

function writeEvent({ uid, sequence, changedAt, when, title, text, place, url, state }: Entry): string {
  const changed = stamp(changedAt);
  return (
    `BEGIN:VEVENT\r\n${line(`UID:${uid}`)}DTSTAMP:${changed}\r\nLAST-MODIFIED:${changed}\r\nSEQUENCE:${sequence}\r\n` +
    span(when) +
    line(`SUMMARY:${escapeText(title)}`) +
    (text ? line(`DESCRIPTION:${escapeText(text)}`) : '') +
    (place ? line(`LOCATION:${escapeText(place)}`) : '') +
    (url ? line(`URL:${url}`) : '') +
    `STATUS:${state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}\r\nEND:VEVENT\r\n`
  );
}

function span(when: Entry['when']): string {
  if ('on' in when) {
    const next = new Date(Date.parse(when.to ?? when.on) + 86_400_000).toISOString();
    return `DTSTART;VALUE=DATE:${day(when.on)}\r\nDTEND;VALUE=DATE:${day(next)}\r\nTRANSP:TRANSPARENT\r\n`;
  }
  return `DTSTART:${stamp(when.startsAt)}\r\nDTEND:${stamp(when.endsAt)}\r\nTRANSP:OPAQUE\r\n`;
}

/** `20261127T081500Z`, cut out of `2026-11-27 08:15:00`: reading it as a date would cost more than all the rest. */
export function stamp(iso: string): string {
  return `${day(iso)}T${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`;
}

function day(iso: string): string {
  return iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10);
}

export function escapeText(text: string): string {
  if (!/[\\;,\p{Cc}]/u.test(text)) return text;
  return text.replaceAll(/\r\n?|[\\;,\p{Cc}]/gu, (found) => {
    if (found === '\n' || found.startsWith('\r')) return '\\n';
    return found === '\\' || found === ';' || found === ',' ? `\\${found}` : '';
  });
}

/** Folds at 75 octets, never inside a character: a Polish letter takes two of them. */
export function line(text: string): string {
  if (text.length <= 25) return `${text}\r\n`;
  let folded = '';
  let octets = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const size = octetsOf(text.charCodeAt(i));
    if (octets + size > 75) {
      folded += `${text.slice(from, i)}\r\n `;
      from = i;
      octets = 1;
    }
    octets += size;
    // A surrogate pair is one character of four octets.
    if (size === 4) i++;
  }
  return `${folded}${text.slice(from)}\r\n`;
}

function octetsOf(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit < 0xdc00 ? 4 : 3;
}
