import type { Tx } from '../database.ts';
import type { DemoCompany } from './customers.ts';
import type { Dice } from './dice.ts';
import { by, insertRows } from './insert.ts';
import { callNotes, callTitles, errandTitles, mailSubjects, meetingTitles, replies } from './words.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

type Row = Readonly<Record<string, unknown>>;
type Lived = { readonly companies: readonly DemoCompany[]; readonly now: number };

/** Twelve months of finished work and mail, denser with the customers who are worth more. */
export async function liveThroughYear(tx: Tx, dice: Dice, { companies, now }: Lived): Promise<void> {
  const tasks: Row[] = [];
  const messages: Row[] = [];
  for (const company of companies) {
    const contacts = dice.between(3, company.class === 'A' ? 18 : company.class === 'B' ? 12 : 8);
    for (let i = 0; i < contacts; i++) {
      const at = workingMoment(dice, Math.max(company.since, now - 365 * DAY), now - DAY / 2);
      if (at === undefined) continue;
      if (dice.chance(0.65)) tasks.push(finished(dice, company, at));
      else messages.push(...letters(dice, company, { at, now }));
    }
  }
  // Today as well: the first number on the home page should not be nothing.
  for (const company of companies.slice(0, 24))
    tasks.push(finishedToday(dice, company, now - dice.between(5, 180) * MINUTE));
  await insertRows(tx, 'tasks', tasks);
  await insertRows(tx, 'messages', messages);
}

/** A moment of a working day between eight and four, in Warsaw's winter time, which is near enough. */
export function workingMoment(dice: Dice, from: number, to: number): number | undefined {
  for (let tries = 0; tries < 20; tries++) {
    const day = new Date(Math.floor((from + dice.next() * (to - from)) / DAY) * DAY);
    const at = day.getTime() + dice.between(7 * 60, 14 * 60 + 45) * MINUTE;
    if (day.getUTCDay() % 6 !== 0 && at >= from && at <= to) return at;
  }
  return undefined;
}

function finished(dice: Dice, company: DemoCompany, at: number): Row {
  const roll = dice.next();
  return finishedAs(dice, company, { at, type: roll < 0.7 ? 'call' : roll < 0.82 ? 'meeting' : 'errand' });
}

/** Three hours hold many calls, but not many meetings. */
function finishedToday(dice: Dice, company: DemoCompany, at: number): Row {
  return finishedAs(dice, company, { at, type: dice.chance(0.75) ? 'call' : 'errand' });
}

type Finish = { readonly at: number; readonly type: 'call' | 'meeting' | 'errand' };

function finishedAs(dice: Dice, company: DemoCompany, { at, type }: Finish): Row {
  const outcome = outcomeOf(dice, type);
  const notes = callNotes[outcome] ?? callNotes['talked']!;
  const seconds = outcome === 'talked' ? dice.between(60, 900) : dice.between(15, 60);
  const title = dice.pick(type === 'call' ? callTitles : type === 'meeting' ? meetingTitles : errandTitles);
  return {
    id: dice.id(at - 2 * DAY),
    type,
    title,
    company_id: company.id,
    person_id: dice.chance(0.5) ? company.personId : null,
    owner_id: company.ownerId,
    priority: dice.pick(['low', 'normal', 'normal', 'normal', 'high']),
    state: 'done',
    percent: 100,
    planned_at: type === 'meeting' ? iso(Math.floor(at / (15 * MINUTE) - 2) * 15 * MINUTE) : null,
    duration_minutes: type === 'meeting' ? 60 : 10,
    due_at: iso(at + dice.between(-1, 3) * DAY),
    form: [],
    checklist: [],
    outcomes: [],
    outcome,
    answers: {},
    note: type === 'errand' ? null : dice.pick(notes) || null,
    done_at: iso(at),
    done_by: company.ownerId,
    work_minutes: Math.ceil(seconds / 60) + dice.between(1, 6),
    call_seconds: type === 'call' ? seconds : null,
    sequence: 1,
    search_text: title.toLowerCase(),
    version: 2,
    created_at: iso(at - 2 * DAY),
    updated_at: iso(at),
    created_by: by,
    updated_by: `user:${company.ownerId}`,
  };
}

function outcomeOf(dice: Dice, type: string): string {
  if (type === 'meeting') return dice.pick(['held', 'held', 'held', 'called-off']);
  if (type === 'errand') return dice.pick(['done', 'done', 'done', 'not-needed']);
  return dice.pick(['talked', 'talked', 'talked', 'talked', 'no-answer', 'no-answer', 'call-back', 'refused']);
}

/** A letter of ours, and sometimes what came back. */
function letters(dice: Dice, company: DemoCompany, { at, now }: { readonly at: number; readonly now: number }): Row[] {
  if (!company.email) return [];
  const subject = dice.pick(mailSubjects);
  const shared = {
    channel: 'email',
    company_id: company.id,
    contact_point_id: company.emailPointId,
    address: company.email,
    purpose: 'service',
    created_by: by,
    updated_by: by,
  };
  const id = dice.id(at);
  const sent = {
    ...shared,
    id,
    direction: 'out',
    in_reply_to: null,
    subject,
    body_text: `Dzień dobry,\n\n${subject.toLowerCase()} w załączeniu.\n\nZ pozdrowieniami`,
    sent_at: iso(at),
    received_at: null,
    opened_at: dice.chance(0.6) ? iso(at + dice.between(5, 900) * MINUTE) : null,
    read_at: null,
    search_text: subject.toLowerCase(),
    created_at: iso(at),
    updated_at: iso(at),
  };
  if (!dice.chance(0.35)) return [sent];
  const answeredAt = at + dice.between(20, 2000) * MINUTE;
  return [
    sent,
    {
      ...sent,
      id: dice.id(answeredAt),
      direction: 'in',
      in_reply_to: id,
      subject: `Re: ${subject}`,
      body_text: dice.pick(replies),
      sent_at: null,
      received_at: iso(answeredAt),
      opened_at: iso(answeredAt + 30 * MINUTE),
      // The last days' answers still wait for somebody to read them.
      read_at: answeredAt < now - 4 * DAY ? iso(answeredAt + 30 * MINUTE) : null,
      created_at: iso(answeredAt),
      updated_at: iso(answeredAt),
    },
  ];
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
