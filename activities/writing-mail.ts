/** Turns a due message into what a channel sends. Templates are read and parsed once per version. */
import type { Db } from '../db/database.ts';
import type { DueMessage, EnclosedFile } from '../db/due-messages.ts';
import { loadRuleBook } from '../db/governor.ts';
import { lastTasksOf, namedFacts, namesAny, namesTask, tasksOfLetters, withNamed } from '../db/own-merge.ts';
import { attachmentsOf, versionTexts, type AttachedFile } from '../db/templates.ts';
import { unsubscribeUrl } from '../db/unsubscribe.ts';
import type { Outgoing } from '../plugins/plugin.ts';
import type { Language } from '../domain/domain-error.ts';
import { defaultRuleBook, hasOptOut } from '../domain/governor/rule-book.ts';
import { withGreeting, type MergeFacts } from '../texts/fields.ts';
import { fillMail, parseMail, type ParsedMail } from '../texts/mail-template.ts';

export type Written = { readonly outgoing: Outgoing; readonly merged: unknown };

export type MailWriter = {
  /** Reads the templates that these messages need and that are not known yet. */
  prepare(due: readonly DueMessage[]): Promise<void>;
  /** Throws if a template cannot be filled in. */
  write(message: DueMessage): Written;
};

export type Writing = { readonly publicUrl: string; readonly secretKey: string; readonly filesDir: string };

/** Templates of so many versions are kept parsed. */
const KEPT = 200;

type Known = {
  readonly purpose: string;
  readonly optOut: boolean;
  readonly parsed: ParsedMail;
  readonly language: Language;
  readonly attachments: readonly AttachedFile[];
};

export function mailWriter(db: Db, house: Writing): MailWriter {
  const known = new Map<string, Known>();
  let book = defaultRuleBook;
  const named = new WeakMap<DueMessage, MergeFacts>();

  async function prepare(due: readonly DueMessage[]): Promise<void> {
    book = await loadRuleBook(db);
    const missing = new Set<string>();
    for (const { templateVersionId: id } of due) if (id && !isAsTheBookSays(known.get(id))) missing.add(id);
    if (missing.size > 0) await readTemplates(missing);
    await readNamed(due);
  }

  /** A text is parsed with or without a way to unsubscribe: where the book says otherwise now, it is read again. */
  function isAsTheBookSays(template: Known | undefined): boolean {
    return template !== undefined && template.optOut === hasOptOut(book, template.purpose);
  }

  async function readTemplates(missing: ReadonlySet<string>): Promise<void> {
    if (known.size + missing.size > KEPT) known.clear();
    const ids = [...missing];
    const [texts, attached] = await Promise.all([versionTexts(db, ids), attachmentsOf(db, ids)]);
    for (const { id, purpose, ...text } of texts) {
      const attachments = attached.filter((file) => file.templateVersionId === id);
      const optOut = hasOptOut(book, purpose);
      known.set(id, { purpose, optOut, parsed: parseMail(text, { optOut }), language: text.language, attachments });
    }
  }

  /** These fields are read only where a text names them: what a mail does not say is not kept with it either. */
  async function readNamed(due: readonly DueMessage[]): Promise<void> {
    const naming = due.flatMap((message) => {
      const template = message.templateVersionId ? known.get(message.templateVersionId) : undefined;
      const names = template && namesAny(template.parsed.uses);
      return names ? [{ message, language: template.language, uses: template.parsed.uses }] : [];
    });
    if (naming.length === 0) return;
    const ofTasks = naming.flatMap(({ message, uses }) => (namesTask(uses) ? [message] : []));
    const runs = await lastTasksOf(
      db,
      ofTasks.flatMap(({ runId }) => runId ?? []),
    );
    const letters = await tasksOfLetters(
      db,
      ofTasks.flatMap(({ runId, messageId }) => (runId ? [] : messageId)),
    );
    const facts = await namedFacts(
      db,
      naming.map(({ message, ...text }) => {
        const { companyId, personId, campaignId, caseId, opportunityId, runId, messageId } = message;
        const taskId = (runId ? runs.get(runId) : letters.get(messageId)) ?? null;
        return { companyId, personId, campaignId, caseId, opportunityId, taskId, ...text };
      }),
    );
    naming.forEach(({ message }, at) => named.set(message, facts[at]!));
  }

  function write(message: DueMessage): Written {
    const url = unsubscribeUrl(house, message.messageId);
    const template = message.templateVersionId ? known.get(message.templateVersionId) : undefined;
    const facts = withNamed(withGreeting(message.merged, template?.language ?? 'pl'), named.get(message) ?? {});
    const merged = { ...facts, unsubscribe: { url } };
    const mail = template ? fillMail(template.parsed, merged) : ownText(message);
    const name = recipientName(message);
    const files = template?.attachments ?? message.enclosed ?? [];
    const outgoing: Outgoing = {
      key: message.key,
      to: { address: message.address, ...(name ? { name } : {}) },
      ...mail,
      ...(message.calendar ? { calendar: message.calendar } : {}),
      ...(message.inReplyTo ? { inReplyTo: message.inReplyTo } : {}),
      ...(hasOptOut(book, message.purpose) ? { unsubscribeUrl: url } : {}),
      ...(files.length > 0 ? { attachments: files.map(fileOf(house.filesDir)) } : {}),
    };
    return { outgoing, merged };
  }

  return { prepare, write };
}

/** A mail that a person wrote stands in its row. */
function ownText({ subject, bodyText, bodyHtml }: DueMessage): { subject: string; text: string; html?: string } {
  if (subject === null && bodyText === null) throw new Error('The template of this message is missing');
  return { subject: subject ?? '', text: bodyText ?? '', ...(bodyHtml ? { html: bodyHtml } : {}) };
}

function recipientName({ merged }: DueMessage): string | undefined {
  const person = merged['person'] as { fullName?: string } | null;
  const company = merged['company'] as { name?: string } | null;
  return person?.fullName || company?.name;
}

function fileOf(filesDir: string) {
  return ({ fileName, mediaType, path }: EnclosedFile) => ({ fileName, mediaType, path: `${filesDir}/${path}` });
}
