/** Mail that a person writes to a customer: through the same ledger and past the same governor as everything else. */
import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { askGovernor } from '../domain/governor/ask.ts';
import { reasons, strictest, type Reason } from '../domain/governor/rule-book.ts';
import { manyLines, oneLine } from '../domain/text/clean.ts';
import { fillMail, parseMail } from '../texts/mail-template.ts';
import { recordAudit } from './audit.ts';
import { loadCalendars } from './calendars.ts';
import { demandCompany } from './company-lock.ts';
import { contactFacts, lockTouches, reserveTouches, type ContactFacts } from './contact-facts.ts';
import type { Tx } from './database.ts';
import { mergedFacts } from './due-messages.ts';
import { loadRuleBook } from './governor.ts';
import { newId } from './new-id.ts';
import { nudge } from './outbox.ts';
import { organisationZone } from './run-context.ts';
import { actorBy, visible } from './scope.ts';
import { templateById, type Purpose, type Template } from './templates.ts';
import { withGreeting, type MergeFacts } from '../texts/fields.ts';

export type LetterTo = { readonly companyId: string; readonly personId?: string | null };
export type LetterDraft = { readonly subject: string; readonly text: string; readonly purpose: Purpose };

/** A template filled in for this customer, to be gone over before it is sent. */
export async function draftLetter(
  tx: Tx,
  viewer: Viewer,
  { templateId, ...to }: LetterTo & { readonly templateId: string },
): Promise<LetterDraft> {
  actorBy(viewer, 'message.send');
  const template = await templateById(tx, viewer, templateId);
  const facts = await tx.maybe<{ merged: MergeFacts }>(
    `select ${mergedFacts('now()')} as merged
     from companies c left join users w on w.id = c.owner_id left join people p on p.id = $2 and p.company_id = c.id
       left join campaigns k on false
       left join lateral (select * from channel_accounts where channel = 'email' and active order by created_at, id limit 1) a on true
       left join legal_entities l on l.id = a.legal_entity_id
     where c.id = $1 and ${visible('companies', viewer, 'c')}`,
    [to.companyId, to.personId ?? null],
  );
  const filled = fillMail(parseMail(template, { optOut: isMarketing(template) }), {
    ...withGreeting(facts?.merged ?? {}, template.language),
    unsubscribe: { url: '…' },
  });
  return { subject: filled.subject, text: filled.text, purpose: template.purpose };
}

export type NewLetter = LetterTo & {
  readonly templateId?: string | null;
  readonly subject: string;
  readonly text: string;
  /** Id of the message that this one answers. */
  readonly inReplyTo?: string | null;
};

export type PlannedLetter = {
  readonly id: string;
  /** Set when it waits for the end of a freeze. */ readonly held: boolean;
};

/**
 * Puts a letter into the ledger. Throws `letter.refused` with the governor's reason. One of a marketing template goes out as
 * the template says, with its way to unsubscribe; any other as it was typed.
 */
export async function sendLetter(tx: Tx, viewer: Viewer, letter: NewLetter): Promise<PlannedLetter> {
  const actor = actorBy(viewer, 'message.send');
  const { companyId, personId = null, inReplyTo = null } = letter;
  const subject = oneLine(letter.subject);
  const text = manyLines(letter.text);
  if (subject === '' || text === '') throw unwritten(subject === '' ? 'subject' : 'text');
  await demandCompany(tx, viewer, { companyId, personId });
  const template = letter.templateId ? await templateById(tx, viewer, letter.templateId) : undefined;
  const asTemplate = template !== undefined && isMarketing(template);
  const purpose = template?.purpose ?? 'service';
  const accountId = await senderId(tx);
  const id = newId();
  const key = `letter:${id}`;
  const contact = { key, companyId, personId, channel: 'email', purpose };
  const { facts, held, capped, now } = await demandAllowed(tx, contact);
  await tx.run(
    `insert into effects (key, kind, state, params, priority, company_id, channel_account_id, domain, epoch)
     values ($1, 'message', 'planned', '{"atOnce": true}', 1, $2, $3, $4, coalesce((select epoch from installation), 1))`,
    [key, companyId, accountId, facts.normalised!.split('@')[1] ?? null],
  );
  if (capped) await reserveTouches(tx, [{ contact, at: Date.parse(now) }]);
  await tx.run(
    `insert into messages (id, effect_key, direction, channel, channel_account_id, company_id, person_id, contact_point_id,
       in_reply_to, template_version_id, purpose, address, subject, body_text, created_by, updated_by)
     values ($1, $2, 'out', 'email', $3, $4, $5, $6, (select id from messages where id = $7 and company_id = $4), $8, $9, $10, $11, $12, $13, $13)`,
    [
      id,
      key,
      accountId,
      companyId,
      personId,
      facts.pointId,
      inReplyTo,
      asTemplate ? template.versionId : null,
      purpose,
      facts.address,
      asTemplate ? null : subject,
      asTemplate ? null : text,
      actorText(actor),
    ],
  );
  await recordAudit(tx, { actor, noun: 'message', recordId: id, verb: 'send' });
  await nudge(tx, `dispatch:${accountId}`);
  return { id, held };
}

type LetterContact = {
  readonly key: string;
  readonly companyId: string;
  readonly personId: string | null;
  readonly channel: string;
  readonly purpose: string;
};

type Allowed = {
  readonly facts: ContactFacts;
  readonly held: boolean;
  readonly capped: boolean;
  readonly now: string;
};

async function demandAllowed(tx: Tx, contact: LetterContact): Promise<Allowed> {
  const book = await loadRuleBook(tx);
  const { now } = await tx.one<{ now: string }>('select now()');
  const rules = book.purposes[contact.purpose] ?? strictest;
  const touches = rules.capped
    ? await lockTouches(tx, [contact.companyId], { cap: book.cap, now })
    : new Map<string, number[]>();
  const facts = (await contactFacts(tx, [contact])).get(contact.key)!;
  const frozen = await tx.maybe(
    `select 1 from freezes where frozen_to is null and (scope_kind = 'everything' or (scope_kind = 'company' and scope_id = $1))`,
    [contact.companyId],
  );
  const answer = askGovernor(book, {
    now: Date.parse(now),
    channel: 'email',
    purpose: contact.purpose,
    atOnce: true,
    zone: facts.zone ?? (await organisationZone(tx)),
    calendars: await loadCalendars(tx),
    hasAddress: facts.hasAddress,
    suppressed: facts.suppressed,
    consent: facts.consent,
    touches: touches.get(contact.companyId) ?? [],
    frozen: frozen !== undefined,
    inCollection: facts.inCollection,
  });
  if (answer.may === 'not') throw refused(answer.reason);
  return { facts, held: answer.may === 'hold', capped: rules.capped, now };
}

async function senderId(tx: Tx): Promise<string> {
  const account = await tx.maybe<{ id: string }>(
    `select id from channel_accounts where channel = 'email' and active order by created_at, id limit 1`,
  );
  if (account) return account.id;
  throw new DomainError('letter.no_sender', {
    pl: 'Żadne konto pocztowe nie jest czynne. Administrator musi włączyć jedno w ustawieniach.',
    en: 'No mail account is active. An administrator has to switch one on in the settings.',
  });
}

function isMarketing({ purpose }: Pick<Template, 'purpose'>): boolean {
  return purpose === 'marketing';
}

function refused(reason: Reason): DomainError {
  const { pl, en } = reasons[reason];
  return new DomainError('letter.refused', {
    pl: `Tego listu nie wolno wysłać: ${pl}. Dodaj adres, zapisz zgodę albo wybierz inny szablon.`,
    en: `This letter must not be sent: ${en}. Add an address, record a consent or choose another template.`,
  });
}

function unwritten(field: 'subject' | 'text'): DomainError {
  return new DomainError(
    'letter.unwritten',
    field === 'subject'
      ? { pl: 'List musi mieć temat. Wpisz go.', en: 'A letter needs a subject. Type it in.' }
      : { pl: 'List jest pusty. Napisz coś.', en: 'The letter is empty. Write something.' },
    field,
  );
}
