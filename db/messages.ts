/** Messages as people read them: what went out, what did not, what is doubtful, what came back. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { isUuid } from '../domain/ids/uuid.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import type { RefKind } from '../domain/scenario/shapes.ts';
import { fillMail, parseMail } from '../texts/mail-template.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { recordEvent } from './inputs.ts';
import { readingOf, type Reading } from './message-reading.ts';
import { messageNotFound, reachableEffects, reachableMessages, visibleMessages } from './message-scope.ts';
import { ownForViewer } from './own-values.ts';
import { insertReceived } from './received-messages.ts';
import { namedCampaign } from './scope.ts';
import { parameters } from './task-scope.ts';
import { carriesOptOut, versionTexts } from './templates.ts';

/** How much of what the viewer sees waits for a decision; at most 1,000 are counted. */
export async function countDoubtful(db: Tx, viewer: Viewer): Promise<number> {
  demand(viewer, 'message.read');
  const params = parameters();
  const { count } = await db.one<{ count: number }>(
    `select count(*) as count from (
       select 1 from effects e where e.state = 'unknown' and e.kind = 'message' and ${reachableEffects(viewer, params)} limit 1000) u`,
    params.list,
  );
  return count;
}

export type ReadMessage = {
  readonly id: string;
  /** Key of the effect; null for what came in. */
  readonly key: string | null;
  readonly at: string;
  readonly subject: string | null;
  readonly address: string | null;
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly attempt: number;
  readonly reason: string | null;
  readonly direction: 'in' | 'out';
  readonly state: string | null;
  readonly messageIdHeader: string | null;
  readonly personId: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly reading: Reading;
  /** Values of own fields that the viewer may read, by code. */
  readonly own: OwnValues;
  readonly version: number;
};

type StoredMessage = Omit<ReadMessage, 'text' | 'html' | 'reading'> & {
  readonly bodyText: string | null;
  readonly bodyHtml: string | null;
  readonly templateVersionId: string | null;
  readonly merged: Readonly<Record<string, unknown>> | null;
};

/**
 * One message as it went out: the text of its template's version with what its fields said then. Whoever reads the message
 * reads also what it told the customer of own fields that are hidden from them elsewhere: a text that is another one than the
 * customer holds would mislead both. The setting of such a field says so; a draft holds what its writer may read.
 */
export async function readMessage(db: Tx, viewer: Viewer, id: string): Promise<ReadMessage> {
  const params = parameters();
  const found = await db.maybe<StoredMessage>(
    `select m.id, e.key, coalesce(e.settled_at, m.received_at, m.created_at) as at, m.subject, m.address, m.company_id,
       c.name as company_name, k.id as campaign_id, k.name as campaign_name, coalesce(e.attempt, 0) as attempt, e.reason, m.direction,
       e.state, coalesce(e.provider_ref, m.external_id) as message_id_header, m.person_id, m.body_text, m.body_html,
       m.template_version_id, s.merged, m.own, m.version
     from messages m
       left join effects e on e.key = m.effect_key
       left join sent_mails s on s.message_id = m.id
       left join companies c on c.id = m.company_id
       ${namedCampaign(viewer, 'k', 'm.campaign_id')}
     where m.id = ${params.add(id)} and ${visibleMessages(viewer, params)}`,
    params.list,
  );
  if (!found) throw messageNotFound();
  const { bodyText, bodyHtml, templateVersionId, merged, ...stored } = found;
  const own = await ownForViewer(db, viewer, { record: 'message', own: stored.own });
  const message = { ...stored, own, reading: await readingOf(db, viewer, id) };
  const [version] = templateVersionId ? await versionTexts(db, [templateVersionId]) : [];
  if (!version) return { ...message, text: bodyText ?? '', html: bodyHtml };
  const filled = fillMail(parseMail(version, { optOut: await carriesOptOut(db, version) }), merged ?? {});
  return { ...message, subject: message.subject ?? filled.subject, text: filled.text, html: filled.html ?? null };
}

export type NewReply = {
  /** Which message it answers: its id, or its Message-ID. Without one: the last that went to `from`. */
  readonly inReplyTo?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly text: string;
  readonly receivedAt?: string;
  /** Message-ID of the reply: the same one twice is one reply. */
  readonly externalId?: string;
};

type Answered = {
  readonly id: string;
  readonly runId: string | null;
  readonly companyId: string | null;
  readonly personId: string | null;
  readonly contactPointId: string | null;
  readonly campaignId: string | null;
  readonly stageId: string | null;
  readonly address: string | null;
  readonly subject: string | null;
  readonly participantId: string | null;
  readonly subjectKind: RefKind | null;
  readonly subjectId: string | null;
};

export type RecordedReply = { readonly id: string; readonly known: boolean; readonly runs: number };

/** Records a reply and tells the runs that it concerns. Throws `reply.unmatched` if no message of ours fits. */
export async function recordReply(db: Db, viewer: Viewer, reply: NewReply): Promise<RecordedReply> {
  demand(viewer, 'company.edit');
  return db.transaction(async (tx) => {
    const known = reply.externalId ? await knownReply(tx, reply.externalId) : undefined;
    if (known) return { id: known.id, known: true, runs: 0 };
    const answered = await answeredBy(tx, viewer, reply);
    const id = await insertReceived(tx, viewer, {
      ...answered,
      channel: 'email',
      inReplyTo: answered.id,
      address: reply.from ?? answered.address,
      subject: reply.subject ?? (answered.subject ? `Re: ${answered.subject}` : null),
      text: reply.text,
      externalId: reply.externalId ?? null,
      receivedAt: reply.receivedAt ?? null,
    });
    const subject = subjectOf(answered);
    const runs = subject
      ? await recordEvent(tx, {
          subject,
          event: 'reply',
          facts: { messageId: id, channel: 'email' },
          source: 'reply',
          sourceId: reply.externalId ?? id,
          actor: actorOf(viewer),
        })
      : 0;
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'message', recordId: id, verb: 'record reply' });
    return { id, known: false, runs };
  });
}

/** Two who write down the same reply at once come one after the other, so that the second finds what the first wrote. */
async function knownReply(tx: Tx, externalId: string): Promise<{ readonly id: string } | undefined> {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`reply ${externalId}`]);
  return tx.maybe<{ id: string }>(`select id from messages where external_id = $1 and direction = 'in'`, [externalId]);
}

async function answeredBy(tx: Tx, viewer: Viewer, { inReplyTo, from }: NewReply): Promise<Answered> {
  const sent = (value: string, condition: (value: string) => string) => {
    const params = parameters();
    const where = condition(params.add(value));
    return tx.maybe<Answered>(
      `select m.id, m.run_id, m.company_id, m.person_id, m.contact_point_id, m.campaign_id, m.stage_id, m.address,
         m.subject, r.participant_id, r.subject_kind, r.subject_id
       from messages m left join runs r on r.id = m.run_id left join effects e on e.key = m.effect_key
       where m.direction = 'out' and ${reachableMessages(viewer, params)} and ${where}`,
      params.list,
    );
  };
  const byId = inReplyTo
    ? await sent(inReplyTo, (id) => (isUuid(inReplyTo) ? `m.id = ${id}` : `e.provider_ref = ${id}`))
    : undefined;
  const found =
    byId ??
    (from
      ? await sent(
          from.trim().toLowerCase(),
          (address) => `m.sent_at is not null and (m.company_id, m.contact_point_id) in (
             select company_id, id from contact_points where kind = 'email' and normalised = ${address})
           order by m.sent_at desc limit 1`,
        )
      : undefined);
  if (found) return found;
  const what = inReplyTo ?? from ?? '';
  throw new DomainError(
    'reply.unmatched',
    {
      pl: `Nie wiadomo, na co to odpowiedź („${what}”): nie wysłaliśmy takiej wiadomości. Wskaż wiadomość z listy wysłanych.`,
      en: `It is not clear what this answers ("${what}"): we have sent no such message. Point at one of those sent.`,
    },
    inReplyTo ? 'inReplyTo' : 'from',
  );
}

/** Only the run whose message it was; without one, every run of the company that waits for a reply. */
function subjectOf(answered: Answered): { kind: RefKind; id: string } | undefined {
  if (answered.participantId) return { kind: 'participant', id: answered.participantId };
  if (answered.subjectKind && answered.subjectId) return { kind: answered.subjectKind, id: answered.subjectId };
  return answered.companyId ? { kind: 'company', id: answered.companyId } : undefined;
}
