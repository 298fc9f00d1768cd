/** What nobody has taken note of in the panel also comes by mail, as one digest per person, through the ledger. */
import { LATE_SECONDS, MAIL_MINUTES } from '../domain/reminders/escalation.ts';
import { HOUSE_SENDER } from './channel-accounts.ts';
import type { Tx } from './database.ts';
import { nudge } from './outbox.ts';

const BY = 'system:reminders';
const MOST_LINES = 50;

type Waiting = {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly language: 'pl' | 'en';
  readonly zone: string;
  readonly title: string;
  readonly companyName: string | null;
  readonly moment: string | null;
  readonly lateSeconds: number;
  readonly link: string | null;
  readonly isDeadline: boolean;
};

/**
 * Writes the digests that are due: shown half an hour ago, not acknowledged, not mailed yet; at most one an hour per person.
 * Without an account that sends mail they only stay in the panel. Answers how many were written.
 */
export async function mailDigests(tx: Tx, { now, publicUrl }: { now: string; publicUrl: string }): Promise<number> {
  const account = await tx.maybe<{ id: string }>(HOUSE_SENDER);
  if (!account) return 0;
  const waiting = await tx.rows<Waiting>(WAITING, [now, MAIL_MINUTES]);
  const people = Map.groupBy(waiting, ({ userId }) => userId);
  for (const lines of people.values()) await writeMail(tx, { lines, now, publicUrl, accountId: account.id });
  if (people.size > 0) await nudge(tx, `dispatch:${account.id}`);
  return people.size;
}

type Mailing = {
  readonly lines: readonly Waiting[];
  readonly now: string;
  readonly publicUrl: string;
  readonly accountId: string;
};

async function writeMail(tx: Tx, { lines, now, publicUrl, accountId }: Mailing): Promise<void> {
  const { userId, email, language } = lines[0]!;
  const key = `digest:${userId}:${now.slice(0, 16)}`;
  const late = lines.filter(({ lateSeconds }) => lateSeconds > LATE_SECONDS).length;
  const subject = subjectOf(language, lines.length, late);
  const text = [
    ...lines.slice(0, MOST_LINES).map((line) => lineOf(line, publicUrl)),
    rest(language, lines.length),
    `${publicUrl}/admin/today`,
  ]
    .filter(Boolean)
    .join('\n\n');
  await tx.run(
    `insert into effects (key, kind, state, priority, channel_account_id, domain, epoch)
     values ($1, 'message', 'planned', 1, $2, split_part($3, '@', 2), coalesce((select epoch from installation), 1))
     on conflict do nothing`,
    [key, accountId, email],
  );
  await tx.run(
    `insert into messages (effect_key, direction, channel, channel_account_id, purpose, address, subject, body_text, created_by, updated_by)
     values ($1, 'out', 'email', $2, 'service', $3, $4, $5, '${BY}', '${BY}') on conflict (effect_key) do nothing`,
    [key, accountId, email, subject, text],
  );
  await tx.run('update reminders set mailed_at = $2 where id = any($1::uuid[])', [lines.map(({ id }) => id), now]);
}

function subjectOf(language: 'pl' | 'en', count: number, late: number): string {
  if (language === 'en') return `Nurt: reminders not acknowledged: ${count}${late > 0 ? `, late: ${late}` : ''}`;
  return `Nurt: niepotwierdzone przypomnienia: ${count}${late > 0 ? `, spóźnione: ${late}` : ''}`;
}

function lineOf(line: Waiting, publicUrl: string): string {
  const { language, zone, companyName, moment, lateSeconds, link } = line;
  const title = line.isDeadline
    ? `${language === 'pl' ? 'minął termin' : 'deadline passed'}: ${line.title}`
    : line.title;
  const when = moment && inZone(moment, { language, zone });
  const late = lateSeconds > LATE_SECONDS ? lateText(language, lateSeconds) : null;
  const head = [title, companyName, when, late].filter(Boolean).join(' · ');
  return link ? `${head}\n${publicUrl}${link}` : head;
}

function inZone(iso: string, { language, zone }: { readonly language: 'pl' | 'en'; readonly zone: string }): string {
  return new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(iso));
}

function lateText(language: 'pl' | 'en', seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const said = minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  return language === 'pl' ? `przypomnienie spóźnione o ${said}` : `reminder ${said} late`;
}

function rest(language: 'pl' | 'en', count: number): string | null {
  if (count <= MOST_LINES) return null;
  return language === 'pl' ? `Pozostałe w panelu: ${count - MOST_LINES}` : `More in the panel: ${count - MOST_LINES}`;
}

const WAITING = `
  select r.id, r.user_id, u.email, u.language, coalesce(u.time_zone, i.time_zone, 'Europe/Warsaw') as zone,
    coalesce(case when r.root_id is not null then null when t.private then case u.language when 'pl' then 'zadanie prywatne' else 'a private task' end
      else t.title end, case when u.language = 'pl' then r.text_pl else r.text_en end, '') as title,
    case when not t.private then c.name end as company_name, coalesce(r.late_seconds, 0) as late_seconds,
    case when r.kind = 'deadline' then t.due_at else coalesce(t.planned_at, t.due_at) end as moment, r.kind = 'deadline' as is_deadline,
    coalesce(r.link, '/admin/tasks/' || r.task_id) as link
  from reminders r join users u on u.id = r.user_id left join tasks t on t.id = r.task_id left join companies c on c.id = t.company_id
    left join installation i on i.singleton
  where r.acknowledged_at is null and r.mailed_at is null and r.shown_at <= $1::timestamptz - make_interval(mins => $2)
    and u.active and coalesce(u.preferences ->> 'reminderMail', 'on') <> 'off' and (t.id is null or t.state = 'open')
    and not exists (select 1 from reminders m where m.user_id = r.user_id and m.mailed_at > $1::timestamptz - interval '1 hour')
  order by r.user_id, r.remind_at, r.id limit 5000 for update of r skip locked`;
