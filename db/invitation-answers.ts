/** What people answer to an invitation, on a page that only their mail leads to. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Language, Said } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';

export type Answer = 'none' | 'accepted' | 'declined' | 'tentative';
export type House = { readonly publicUrl: string; readonly secretKey: string };

/** The page on which somebody answers: the invitation's id with an HMAC, so that only the mail leads there. */
export function answerUrl({ publicUrl, secretKey }: House, id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return `${publicUrl}/m/${Buffer.concat([bytes, signature(secretKey, bytes)]).toString('base64url')}`;
}

function signature(secretKey: string, id: Buffer): Buffer {
  return createHmac('sha256', secretKey).update('invitation').update(id).digest().subarray(0, 16);
}

export type OpenInvitation = {
  readonly id: string;
  readonly taskId: string;
  readonly title: string;
  readonly startsAt: string | null;
  readonly place: string | null;
  readonly answer: Answer;
  readonly language: Language;
  readonly zone: string;
  /** It is over, dropped, or they are no longer invited. */
  readonly closed: boolean;
  /** They were told that it does not take place for them: what became of the meeting since is not theirs. */
  readonly calledOff: boolean;
};

/** The id of the invitation, as bytes, or undefined if the token is not one of ours. */
export function readAnswerToken(secretKey: string, token: string): Buffer | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 32) return undefined;
  const id = bytes.subarray(0, 16);
  return timingSafeEqual(bytes.subarray(16), signature(secretKey, id)) ? id : undefined;
}

/**
 * What a token from a mail leads to, as the mail told it: whoever holds the mail learns nothing newer from the page. Undefined
 * for one that is not ours, and for a mail that never went out.
 */
export async function invitationOf(db: Tx, secretKey: string, token: string): Promise<OpenInvitation | undefined> {
  const id = readAnswerToken(secretKey, token);
  if (!id) return undefined;
  return db.maybe<OpenInvitation>(
    `select i.id, i.task_id, i.told ->> 'title' as title, (i.told ->> 'startsAt')::timestamptz as starts_at,
       i.told ->> 'place' as place, i.answer,
       coalesce(u.language, n.language, 'pl') as language, coalesce(u.time_zone, n.time_zone, 'Europe/Warsaw') as zone,
       t.state <> 'open' or t.planned_at is null or i.told ->> 'method' = 'CANCEL'
         or (i.told ->> 'startsAt')::timestamptz + make_interval(mins => (i.told ->> 'minutes')::int) < now() as closed,
       i.told ->> 'method' = 'CANCEL' as called_off
     from invitations i join tasks t on t.id = i.task_id left join users u on u.id = i.user_id left join installation n on n.singleton
     where i.id = encode($1, 'hex')::uuid and i.told ->> 'title' is not null`,
    [id],
  );
}

/** Keeps what somebody answered, and tells the owner of the meeting. The same answer again changes nothing. */
export async function answerInvitation(
  db: Db,
  invitation: OpenInvitation,
  answer: Exclude<Answer, 'none'>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const changed = await tx.maybe<{ name: string; title: string }>(
      `update invitations set answer = $2, answered_at = now() where id = $1 and answer <> $2
       returning name, (select title from tasks where id = task_id) as title`,
      [invitation.id, answer],
    );
    if (!changed) return;
    const [pl, en] = {
      accepted: ['przyjmuje zaproszenie', 'accepts the invitation'],
      declined: ['odrzuca zaproszenie', 'declines the invitation'],
      tentative: ['może przyjdzie', 'may come'],
    }[answer];
    await tellOwner(tx, invitation, {
      pl: `${changed.name} ${pl}: „${changed.title}”.`,
      en: `${changed.name} ${en}: "${changed.title}".`,
    });
    await recordAudit(tx, {
      actor: { kind: 'system', id: 'invitations' },
      noun: 'task',
      recordId: invitation.taskId,
      verb: 'answer',
      changes: { answer: [invitation.answer, answer] },
    });
  });
}

/** One reminder for each invitation: until it is acknowledged, another answer takes the place of the one before. */
async function tellOwner(tx: Tx, { id, taskId }: OpenInvitation, said: Said): Promise<void> {
  await tx.run(
    `with told as (select owner_id, '/admin/tasks/' || id || '#' || $2 as link from tasks where id = $1 and owner_id is not null),
       renewed as (update reminders r set remind_at = now(), shown_at = null, late_seconds = null, mailed_at = null, text_pl = $3,
           text_en = $4, version = version + 1
         from told where r.user_id = told.owner_id and r.link = told.link and r.acknowledged_at is null returning 1)
     insert into reminders (user_id, remind_at, text_pl, text_en, link, created_by)
     select owner_id, now(), $3, $4, link, 'system:invitations' from told where not exists (select 1 from renewed)`,
    [taskId, id, said.pl, said.en],
  );
}
