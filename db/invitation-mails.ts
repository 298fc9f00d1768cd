/** The mails by which people are invited: written at once, sent when the change that they tell of stands. */
import { actorOf, type Viewer } from '../domain/access.ts';
import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { writeInvitation, type Mailbox, type Method } from '../domain/tasks/itip.ts';
import { UNDO_SECONDS } from '../domain/tasks/state.ts';
import { HOUSE_SENDER } from './channel-accounts.ts';
import type { Tx } from './database.ts';
import { answerUrl, type House } from './invitation-answers.ts';
import { refreshFormulas } from './own-formulas.ts';
import type { Task } from './task-rows.ts';

/** In whose name, language and zone a mail is written, and who has it written. */
export type Voice = Pick<Viewer, 'name' | 'language' | 'timeZone'> & { readonly actor: Actor };

/** In whose name and language a mail about a meeting goes out. */
export function voiceOf(viewer: Viewer): Voice {
  const { name, language, timeZone } = viewer;
  return { name, language, timeZone, actor: actorOf(viewer) };
}

/** What of a task goes into a mail. */
export type Meeting = Pick<
  Task,
  'id' | 'title' | 'plannedAt' | 'durationMinutes' | 'place' | 'companyId' | 'caseId' | 'now'
>;

type Addressed = {
  readonly id: string;
  readonly personId: string | null;
  readonly name: string;
  readonly address: string;
  readonly sequence: number;
  readonly mails: number;
};

export type InvitationMail = {
  readonly invitation: Addressed;
  readonly method: Method;
  readonly task: Meeting;
  readonly account: Account;
  /** Missing: the mail leads to no page. */
  readonly house?: House;
};

/** Key of the next mail of an invitation in the ledger. */
export function keyOf({ id, mails }: Pick<Addressed, 'id' | 'mails'>): string {
  return `invitation:${id}:${mails + 1}`;
}

/** When the meeting is over. */
export function endOf({ plannedAt, durationMinutes }: Pick<Task, 'plannedAt' | 'durationMinutes'>): number {
  return Date.parse(plannedAt!) + durationMinutes * 60_000;
}

export type Account = { readonly id: string; readonly address: string };

export async function senderOf(tx: Tx): Promise<Account> {
  const account = await tx.maybe<Account>(
    `select id, coalesce(sender_address, '') as address from (${HOUSE_SENDER}) house`,
  );
  if (account) return account;
  throw new DomainError('invitation.no_sender', {
    pl: 'Żadne konto pocztowe nie jest czynne, więc zaproszenia nie wyjdą. Administrator musi włączyć jedno w ustawieniach.',
    en: 'No mail account is active, so invitations cannot go out. An administrator has to switch one on in the settings.',
  });
}

/** Puts the mail into the ledger; it waits there until the change can no longer be taken back. */
export async function planMail(
  tx: Tx,
  voice: Voice,
  { invitation, method, task, account, house }: InvitationMail,
): Promise<void> {
  const { id, name, address, sequence } = invitation;
  const url = house && method === 'REQUEST' ? answerUrl(house, id) : undefined;
  const said = words(voice, { method, task, url, again: invitation.mails > 0 });
  const organizer: Mailbox = { name: voice.name, address: account.address };
  const calendar = writeInvitation(method, {
    uid: `${task.id}@nurt`,
    ...{ sequence, at: task.now, startsAt: task.plannedAt!, minutes: task.durationMinutes, place: task.place },
    ...{ title: task.title, text: said.text, organizer, attendee: { name, address } },
    ...(url ? { url } : {}),
  });
  const key = keyOf(invitation);
  await tx.run(
    `insert into effects (key, kind, state, params, priority, company_id, channel_account_id, domain, not_before, expires_at, epoch)
     values ($1, 'message', 'planned', '{"atOnce": true}', 1, $2, $3, split_part($4, '@', 2),
       $5::timestamptz + make_interval(secs => $6), $7, coalesce((select epoch from installation), 1))`,
    [key, task.companyId, account.id, address, task.now, UNDO_SECONDS, new Date(endOf(task)).toISOString()],
  );
  const { id: messageId } = await tx.one<{ id: string }>(
    `insert into messages (effect_key, direction, channel, channel_account_id, company_id, person_id, case_id, purpose, address,
       subject, body_text, calendar, created_by, updated_by)
     values ($1, 'out', 'email', $2, $3, $4, $5, 'service', $6, $7, $8, $9, $10, $10) returning id`,
    [
      ...[key, account.id, task.companyId, invitation.personId, task.caseId, address, said.subject, said.text],
      JSON.stringify({ method, text: calendar }),
      actorText(voice.actor),
    ],
  );
  await refreshFormulas(tx, 'message', [messageId]);
}

type Worded = {
  readonly method: Method;
  readonly task: Meeting;
  readonly url: string | undefined;
  readonly again: boolean;
};

function words(
  { language, timeZone, name }: Voice,
  { method, task, url, again }: Worded,
): { subject: string; text: string } {
  const when = new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', {
    ...{
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    },
    ...{ hourCycle: 'h23', timeZoneName: 'short' },
  }).format(new Date(task.plannedAt!));
  const [kind, place, who, reply] =
    language === 'pl'
      ? [method === 'CANCEL' ? 'Odwołane' : again ? 'Zmiana' : 'Zaproszenie', 'Miejsce', 'Zaprasza', 'Odpowiedz tutaj']
      : [method === 'CANCEL' ? 'Called off' : again ? 'Changed' : 'Invitation', 'Place', 'Invited by', 'Answer here'];
  const lines = [
    task.title,
    when,
    task.place ? `${place}: ${task.place}` : '',
    `${who}: ${name}`,
    url ? `${reply}: ${url}` : '',
  ];
  return { subject: `${kind}: ${task.title}, ${when}`, text: lines.filter(Boolean).join('\n') };
}
