import { escapeText, line, stamp } from './ical.ts';

export type Mailbox = { readonly name: string; readonly address: string };

/** One meeting for one person, as it stands in the mail. Instants are ISO. */
export type Invited = {
  readonly uid: string;
  readonly sequence: number;
  /** When this was said. */
  readonly at: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly title: string;
  readonly text?: string;
  readonly place?: string | null;
  readonly url?: string;
  readonly organizer: Mailbox;
  readonly attendee: Mailbox;
};

export type Method = 'REQUEST' | 'CANCEL';

/**
 * A calendar of one meeting for a mail (RFC 5546). Answers are taken on a page of our own, whose address stands in the
 * text, so calendars are not asked to answer by mail: nobody would read it.
 */
export function writeInvitation(method: Method, invited: Invited): string {
  const { uid, sequence, at, startsAt, minutes, title, text, place, url, organizer, attendee } = invited;
  const ends = new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
  return (
    `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Nurt//Nurt//PL\r\nCALSCALE:GREGORIAN\r\nMETHOD:${method}\r\n` +
    `BEGIN:VEVENT\r\n${line(`UID:${uid}`)}DTSTAMP:${stamp(at)}\r\nSEQUENCE:${sequence}\r\n` +
    `DTSTART:${stamp(startsAt)}\r\nDTEND:${stamp(ends)}\r\n` +
    line(`SUMMARY:${escapeText(title)}`) +
    (text ? line(`DESCRIPTION:${escapeText(text)}`) : '') +
    (place ? line(`LOCATION:${escapeText(place)}`) : '') +
    (url ? line(`URL:${url}`) : '') +
    line(`ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.address}`) +
    line(
      `ATTENDEE;CN=${quoted(attendee.name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:${attendee.address}`,
    ) +
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
  );
}

/** A parameter's value: no quotes and no control characters may stand in it. */
function quoted(name: string): string {
  return `"${name.replace(/["\p{Cc}]/gu, ' ').trim()}"`;
}

/** What somebody was told of a meeting. */
export type Told = {
  readonly method: Method;
  readonly title: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly place: string | null;
};

/** What has to be said now, if anything, and under which SEQUENCE: it rises for the time and the place only (rule 32). */
export function tellingOf(
  wanted: Told,
  { told, sequence }: { readonly told: Told | null; readonly sequence: number },
): { readonly sequence: number } | undefined {
  if (!told || told.method === 'CANCEL')
    return wanted.method === 'CANCEL' ? undefined : { sequence: told ? sequence + 1 : 0 };
  if (wanted.method === 'CANCEL') return { sequence };
  const moved = told.startsAt !== wanted.startsAt || told.minutes !== wanted.minutes || told.place !== wanted.place;
  if (moved) return { sequence: sequence + 1 };
  return told.title === wanted.title ? undefined : { sequence };
}
