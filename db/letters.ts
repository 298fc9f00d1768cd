/** Mail that a person writes to a customer: through the same ledger and past the same governor as everything else. */
import { actorOf, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { askGovernor } from '../domain/governor/ask.ts';
import { reasons, strictest, type Reason } from '../domain/governor/rule-book.ts';
import { reasonCode } from '../domain/reasons.ts';
import { UNDO_SECONDS } from '../domain/tasks/state.ts';
import { manyLines, oneLine } from '../domain/text/clean.ts';
import { recordAudit } from './audit.ts';
import { loadCalendars } from './calendars.ts';
import { demandMailable } from './attachment-limits.ts';
import { HOUSE_SENDER } from './channel-accounts.ts';
import { demandCompany } from './company-lock.ts';
import { contactFacts, lockTouches, reserveTouches, type ContactFacts } from './contact-facts.ts';
import type { Tx } from './database.ts';
import { fileNotFound, visibleFiles } from './file-scope.ts';
import { loadRuleBook } from './governor.ts';
import { letterAbout, type Named } from './letter-about.ts';
import type { LetterTo } from './letter-drafts.ts';
import { tieLetter } from './message-links.ts';
import { messageNotFound, reachableMessages } from './message-scope.ts';
import { newId } from './new-id.ts';
import { nudge } from './outbox.ts';
import { refreshFormulas } from './own-formulas.ts';
import { organisationZone } from './run-context.ts';
import { actorBy } from './scope.ts';
import { tieTaskLetter, untieTaskLetters } from './task-links.ts';
import { parameters } from './task-scope.ts';
import { carriesOptOut, templateById, type Template } from './templates.ts';

export type NewLetter = LetterTo &
  Named & {
    readonly templateId?: string | null;
    readonly subject: string;
    readonly text: string;
    /** A document that it is about: then it stands there too. */
    readonly transactionId?: string | null;
    /** Files that go with it, in the version that is the newest now. */
    readonly fileIds?: readonly string[];
  };

export type PlannedLetter = {
  readonly id: string;
  /** Set when it waits for the end of a freeze. */ readonly held: boolean;
};

/**
 * Puts a letter into the ledger, where it waits until it can no longer be taken back. Throws `letter.refused` with the
 * governor's reason. One of a template that people may opt out of goes out as it stands, with its way to unsubscribe; any
 * other as it was typed.
 */
export async function sendLetter(tx: Tx, viewer: Viewer, letter: NewLetter): Promise<PlannedLetter> {
  const actor = actorBy(viewer, 'message.send');
  const { companyId, personId = null } = letter;
  const subject = oneLine(letter.subject);
  const text = manyLines(letter.text);
  if (subject === '' || text === '') throw unwritten(subject === '' ? 'subject' : 'text');
  await demandCompany(tx, viewer, { companyId, personId });
  const about = await letterAbout(tx, viewer, letter);
  const { template, asTemplate } = await templateOf(tx, viewer, letter);
  const purpose = template?.purpose ?? 'service';
  const accountId = await senderId(tx);
  const id = newId();
  const key = `letter:${id}`;
  const contact = { key, companyId, personId, channel: 'email', purpose };
  const { facts, held, capped, now } = await demandAllowed(tx, contact);
  await tx.run(
    `insert into effects (key, kind, state, params, priority, company_id, channel_account_id, domain, not_before, epoch)
     values ($1, 'message', 'planned', '{"atOnce": true}', 1, $2, $3, $4, now() + make_interval(secs => $5),
       coalesce((select epoch from installation), 1))`,
    [key, companyId, accountId, facts.normalised!.split('@')[1] ?? null, UNDO_SECONDS],
  );
  if (capped) await reserveTouches(tx, [{ contact, at: Date.parse(now) }]);
  const written = asTemplate ? { version: template?.versionId } : { subject, text };
  await tx.run(
    `insert into messages (id, effect_key, direction, channel, channel_account_id, company_id, person_id, contact_point_id, purpose,
       address, in_reply_to, case_id, opportunity_id, template_version_id, subject, body_text, created_by, updated_by, search_text)
     values ($1, $2, 'out', 'email', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15,
       plain_text(concat_ws(' ', $13::text, $8::text, left($14::text, 1000))))`,
    [
      ...[id, key, accountId, companyId, facts.personId, facts.pointId, purpose, facts.address],
      ...[about.inReplyTo, about.caseId, about.opportunityId],
      ...[written.version ?? null, written.subject ?? null, written.text ?? null, actorText(actor)],
    ],
  );
  await refreshFormulas(tx, 'message', [id]);
  if (!asTemplate) await enclose(tx, viewer, { messageId: id, fileIds: letter.fileIds, template });
  await tieLetter(tx, viewer, { id, companyId, transactionId: letter.transactionId });
  await tieTaskLetter(tx, viewer, { taskId: letter.taskId, messageId: id });
  await recordAudit(tx, { actor, noun: 'message', recordId: id, verb: 'send' });
  await nudge(tx, `dispatch:${accountId}`);
  return { id, held };
}

/** Takes back a letter that has not left yet. Throws `letter.gone` when it has. */
export async function takeBackLetter(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const actor = actorBy(viewer, 'message.send');
  const params = parameters();
  const found = await tx.maybe<{ key: string; createdBy: string }>(
    `select m.effect_key as key, m.created_by from messages m where m.id = ${params.add(id)} and m.effect_key like 'letter:%'
       and ${reachableMessages(viewer, params)}`,
    params.list,
  );
  if (!found) throw messageNotFound();
  if (found.createdBy !== actorText(actor)) throw gone();
  const stopped = await tx.run(
    `update effects set state = 'withdrawn', reason = '${reasonCode('taken back')}', settled_at = now(), settled_by = $2
     where key = $1 and state = 'planned'`,
    [found.key, actorText(actor)],
  );
  if (stopped === 0) throw gone();
  await tx.run('delete from touches where effect_key = $1', [found.key]);
  await untieTaskLetters(tx, viewer, id);
  await recordAudit(tx, { actor, noun: 'message', recordId: id, verb: 'take back' });
}

type Chosen = { readonly template?: Template; readonly asTemplate: boolean };

/** One that goes out as its template stands takes no files but those of the template. */
async function templateOf(tx: Tx, viewer: Viewer, { templateId, fileIds = [] }: NewLetter): Promise<Chosen> {
  if (!templateId) return { asTemplate: false };
  const template = await templateById(tx, viewer, templateId);
  const asTemplate = await carriesOptOut(tx, template);
  if (asTemplate && fileIds.length > 0) throw fixed();
  return { template, asTemplate };
}

type Enclosing = {
  readonly messageId: string;
  readonly fileIds: readonly string[] | undefined;
  readonly template: Template | undefined;
};

/** The files go as they are now, and hang on the letter from now on; those of its template go with them. */
async function enclose(tx: Tx, viewer: Viewer, { messageId, fileIds = [], template }: Enclosing): Promise<void> {
  const attached = template?.attachments ?? [];
  if (fileIds.length === 0 && attached.length === 0) return;
  const params = parameters();
  const files = await tx.rows<{ id: string; bytes: number }>(
    `select f.id, f.bytes from files f where f.id = any(${params.add(fileIds)}::uuid[]) and ${visibleFiles(viewer, params)}`,
    params.list,
  );
  if (files.length < new Set(fileIds).size) throw fileNotFound();
  demandMailable([...files, ...attached].map(({ bytes }) => bytes));
  const ids = files.map(({ id }) => id);
  // The text of the letter is no template's any more, so nothing of its version comes along by itself.
  await tx.run(
    `insert into attachments (message_id, file_name, media_type, bytes, sha256, path, created_by)
     select $1, name, media_type, bytes, sha256, path, $3 from (
       select v.name, v.media_type, v.bytes, v.sha256, v.path from files f
         join file_versions v on v.file_id = f.id and v.number = f.versions where f.id = any($2::uuid[])
       union all select a.file_name, a.media_type, a.bytes, a.sha256, a.path from attachments a
         where a.template_version_id = $4) taken order by name`,
    [messageId, ids, actorText(actorOf(viewer)), template?.versionId ?? null],
  );
  await tx.run(
    `insert into file_links (file_id, noun, record_id, created_by) select unnest($2::uuid[]), 'message', $1, $3`,
    [messageId, ids, actorText(actorOf(viewer))],
  );
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
  const account = await tx.maybe<{ id: string }>(HOUSE_SENDER);
  if (account) return account.id;
  throw new DomainError('letter.no_sender', {
    pl: 'Żadne konto pocztowe nie jest czynne. Administrator musi włączyć jedno w ustawieniach.',
    en: 'No mail account is active. An administrator has to switch one on in the settings.',
  });
}

function refused(reason: Reason): DomainError {
  const { pl, en } = reasons[reason];
  return new DomainError('letter.refused', {
    pl: `Tego listu nie wolno wysłać: ${pl}. Dodaj adres, zapisz zgodę albo wybierz inny szablon.`,
    en: `This letter must not be sent: ${en}. Add an address, record a consent or choose another template.`,
  });
}

function gone(): DomainError {
  return new DomainError('letter.gone', {
    pl: 'Tego listu nie da się już cofnąć: wyszedł albo właśnie wychodzi. Napisz do odbiorcy jeszcze raz.',
    en: 'This letter can no longer be taken back: it has gone out or is going out now. Write to the receiver again.',
  });
}

function fixed(): DomainError {
  return new DomainError('letter.fixed', {
    pl: 'List z tego szablonu wychodzi bez zmian i bierze tylko załączniki szablonu. Wyślij go bez innych plików albo wybierz inny szablon.',
    en: 'A letter of this template goes out as it stands, with the files of the template alone. Send it without others or choose another template.',
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
