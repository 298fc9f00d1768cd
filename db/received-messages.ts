/** What came in and somebody writes down: an answer to a message of ours, or a customer's own call, mail or letter. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { manyLines, oneLine } from '../domain/text/clean.ts';
import { recordAudit } from './audit.ts';
import { demandOpenCase, findCase } from './case-scope.ts';
import { demandCompany } from './company-lock.ts';
import type { Tx } from './database.ts';
import { announceMessages, lookersAfter } from './message-reading.ts';
import { refreshFormulas } from './own-formulas.ts';

export const receivedChannels = ['email', 'phone', 'letter'] as const;
export type ReceivedChannel = (typeof receivedChannels)[number];

export type NewReceived = {
  readonly companyId: string;
  readonly personId?: string | null;
  readonly channel: ReceivedChannel;
  /** Now, unless it is said. */
  readonly receivedAt?: string;
  readonly subject: string;
  readonly text?: string;
  readonly caseId?: string | null;
};

/** Records a message that the customer began: no procedure takes it for an answer. Throws `message.…`. */
export async function recordReceived(tx: Tx, viewer: Viewer, wanted: NewReceived): Promise<{ readonly id: string }> {
  demand(viewer, 'company.edit');
  const { companyId, personId = null, channel, receivedAt = null, caseId = null } = wanted;
  const subject = oneLine(wanted.subject);
  if (subject === '') throw untitled();
  if (receivedAt && Date.parse(receivedAt) > Date.now() + SOON_MS) throw toCome();
  await demandCompany(tx, viewer, { companyId, personId });
  if (caseId) demandOpenCase(await findCase(tx, viewer, { id: caseId, level: 'add' }));
  const from = await pointOf(tx, wanted);
  const id = await insertReceived(tx, viewer, {
    ...{ channel, companyId, personId, caseId, receivedAt, subject, text: manyLines(wanted.text ?? '') },
    ...{ contactPointId: from?.id ?? null, address: from?.value ?? null },
  });
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'message', recordId: id, verb: 'record' });
  return { id };
}

/** Clocks of browsers are not all right. */
const SOON_MS = 5 * 60_000;
const kinds: Readonly<Record<ReceivedChannel, string>> = { email: 'email', phone: 'phone', letter: 'postal' };

async function pointOf(tx: Tx, { companyId, personId = null, channel }: NewReceived) {
  return tx.maybe<{ id: string; value: string }>(
    `select id, value from contact_points where company_id = $1 and kind = $3 and state = 'good'
       and person_id is not distinct from $2::uuid order by is_main desc, created_at, id limit 1`,
    [companyId, personId, kinds[channel]],
  );
}

export type Received = {
  readonly channel: string;
  readonly companyId: string | null;
  readonly personId: string | null;
  readonly contactPointId: string | null;
  readonly address: string | null;
  readonly subject: string | null;
  readonly text: string;
  readonly receivedAt: string | null;
  readonly caseId?: string | null;
  readonly campaignId?: string | null;
  readonly stageId?: string | null;
  readonly runId?: string | null;
  /** Id of the message that it answers. */
  readonly inReplyTo?: string | null;
  readonly externalId?: string | null;
};

/** Whoever writes it down has read it, if it is theirs to read; what a program brings is read by nobody yet. */
export async function insertReceived(tx: Tx, viewer: Viewer, received: Received): Promise<string> {
  const { id } = await tx.one<{ id: string }>(
    `insert into messages (direction, channel, company_id, person_id, contact_point_id, campaign_id, stage_id, run_id,
       in_reply_to, address, subject, body_text, external_id, received_at, case_id, created_by, updated_by, search_text)
     values ('in', $14, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce($12::timestamptz, now()), $15, $13, $13,
       plain_text(concat_ws(' ', $9::text, $8::text, left($10::text, 1000))))
     returning id`,
    [
      received.companyId,
      received.personId,
      received.contactPointId,
      received.campaignId ?? null,
      received.stageId ?? null,
      received.runId ?? null,
      received.inReplyTo ?? null,
      received.address,
      received.subject,
      received.text.replaceAll('\0', ''),
      received.externalId ?? null,
      received.receivedAt,
      actorText(actorOf(viewer)),
      received.channel,
      received.caseId ?? null,
    ],
  );
  if (!viewer.tokenId)
    await tx.run(
      `update messages m set read_at = now(), read_by = m.created_by
       where m.id = $1 and exists (select 1 from ${lookersAfter} and looks.user_id = $2::uuid)`,
      [id, viewer.userId],
    );
  await refreshFormulas(tx, 'message', [id]);
  await announceMessages(tx);
  return id;
}

function untitled(): DomainError {
  return new DomainError(
    'message.untitled',
    { pl: 'Napisz w temacie, o co chodzi klientowi.', en: 'Say in the subject what the customer wants.' },
    'subject',
  );
}

function toCome(): DomainError {
  return new DomainError(
    'message.to_come',
    {
      pl: 'Tej chwili jeszcze nie było: wpisz, kiedy wiadomość przyszła.',
      en: 'That moment has not come yet: say when the message came in.',
    },
    'receivedAt',
  );
}
