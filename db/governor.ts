import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import { checkRuleBook } from '../domain/governor/check.ts';
import { consentPurposes, defaultRuleBook, namePurpose, type RuleBook } from '../domain/governor/rule-book.ts';
import { recordAudit } from './audit.ts';
import type { Choice } from '../domain/lists/shapes.ts';
import type { Tx } from './database.ts';

/** The rules of contact in force: the stored book, or the default one where none was ever changed. */
export async function loadRuleBook(tx: Tx): Promise<RuleBook> {
  const [row] = await tx.prepared<{ book: RuleBook }>('rule-book', 'select book from governor_rules');
  return row?.book ?? defaultRuleBook;
}

/** Puts another book in force from the next question on. Throws `rule_book.…` for one that cannot be followed. */
export async function saveRuleBook(tx: Tx, book: RuleBook, actor: Actor): Promise<void> {
  checkRuleBook(book);
  const before = await loadRuleBook(tx);
  await tx.run(
    `insert into governor_rules (book, updated_by) values ($1, $2)
     on conflict (singleton) do update set book = $1, version = governor_rules.version + 1, updated_at = now(), updated_by = $2`,
    [JSON.stringify(book), actorText(actor)],
  );
  await recordAudit(tx, { actor, noun: 'rule book', recordId: '1', verb: 'edit', changes: { book: [before, book] } });
}

/** The book as a person edits it. `version` is 0 as long as nobody has changed what an installation starts with. */
export type EditedBook = { readonly book: RuleBook; readonly version: number };

export async function readRuleBook(db: Tx, viewer: Viewer): Promise<EditedBook> {
  demand(viewer, 'settings.edit');
  const stored = await db.maybe<EditedBook>('select book, version from governor_rules');
  return stored ?? { book: defaultRuleBook, version: 0 };
}

/** Puts the book that a person has edited in force. `version` is the one that they had before them. */
export async function changeRuleBook(tx: Tx, viewer: Viewer, { book, version }: EditedBook): Promise<void> {
  demand(viewer, 'settings.edit');
  await tx.run('select pg_advisory_xact_lock(hashtext($1))', ['rule book']);
  const seen = await readRuleBook(tx, viewer);
  if (seen.version !== version) throw withNow(changedMeanwhile(), seen);
  await saveRuleBook(tx, book, actorOf(viewer));
}

/** What a consent may be recorded for, as whoever records one chooses it. */
export async function choosePurpose(tx: Tx, viewer: Viewer): Promise<Choice[]> {
  demand(viewer, 'company.read');
  return consentPurposes(await loadRuleBook(tx)).map((value) => ({ value, label: namePurpose(value) }));
}

function changedMeanwhile(): DomainError {
  return new DomainError('rule_book.changed', {
    pl: 'Ktoś zmienił zasady kontaktu w międzyczasie. Wczytaj stronę ponownie i nanieś zmiany.',
    en: 'Somebody changed the rules of contact in the meantime. Load the page again and make your changes.',
  });
}
