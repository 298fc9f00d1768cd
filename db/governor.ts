import { actorText, type Actor } from '../domain/actor.ts';
import { checkRuleBook } from '../domain/governor/check.ts';
import { defaultRuleBook, type RuleBook } from '../domain/governor/rule-book.ts';
import { recordAudit } from './audit.ts';
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
