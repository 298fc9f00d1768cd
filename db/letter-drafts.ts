/** A template as it would go to a customer, for a person to go over before it is sent. */
import type { Viewer } from '../domain/access.ts';
import { fillMail, parseMail } from '../texts/mail-template.ts';
import { withGreeting, type MergeFacts } from '../texts/fields.ts';
import { HOUSE_SENDER } from './channel-accounts.ts';
import type { Tx } from './database.ts';
import { mergedFacts } from './due-messages.ts';
import { workBehind } from './letter-about.ts';
import { namedFacts, withNamed } from './own-merge.ts';
import { actorBy, visible } from './scope.ts';
import { carriesOptOut, templateById, type Attachment } from './templates.ts';

export type LetterTo = { readonly companyId: string; readonly personId?: string | null };
/**
 * `caseId`, `opportunityId`: what it is about, so that a template may name them; else those of the task that it is written from,
 * `taskId`, which a template may name as well.
 */
export type LetterAsked = LetterTo & {
  readonly templateId: string;
  readonly caseId?: string | null;
  readonly opportunityId?: string | null;
  readonly taskId?: string | null;
};
export type LetterDraft = {
  readonly subject: string;
  readonly text: string;
  readonly purpose: string;
  /** It goes out as it stands, with a way to unsubscribe. */
  readonly optOut: boolean;
  /** Files of the template, which go with the letter. */
  readonly attachments: readonly Attachment[];
};

/** A template filled in for this customer, to be gone over before it is sent. */
export async function draftLetter(tx: Tx, viewer: Viewer, { templateId, ...asked }: LetterAsked): Promise<LetterDraft> {
  actorBy(viewer, 'message.send');
  const work = await workBehind(tx, viewer, asked);
  const to = {
    ...asked,
    caseId: asked.caseId ?? work?.caseId ?? null,
    opportunityId: asked.opportunityId ?? work?.opportunityId ?? null,
  };
  const template = await templateById(tx, viewer, templateId);
  const facts = await tx.maybe<{ merged: MergeFacts }>(
    `select ${mergedFacts('now()')} as merged
     from companies c left join users w on w.id = c.owner_id left join people p on p.id = $2 and p.company_id = c.id
       left join campaigns k on false
       left join lateral (${HOUSE_SENDER}) a on true
       left join legal_entities l on l.id = a.legal_entity_id
     where c.id = $1 and ${visible('companies', viewer, 'c')}`,
    [to.companyId, to.personId ?? null],
  );
  const optOut = await carriesOptOut(tx, template);
  const parsed = parseMail(template, { optOut });
  const naming = { ...to, language: template.language, uses: parsed.uses };
  const [named = {}] = facts ? await namedFacts(tx, [naming], viewer) : [];
  const filled = fillMail(parsed, {
    ...withNamed(withGreeting(facts?.merged ?? {}, template.language), named),
    unsubscribe: { url: '…' },
  });
  const { purpose, attachments } = template;
  return { subject: filled.subject, text: filled.text, purpose, optOut, attachments };
}
