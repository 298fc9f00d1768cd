/** The governor is asked when a contact is planned, and what it answers becomes inputs of the run (engine rule 13). */
import { actorText } from '../domain/actor.ts';
import { askGovernor, type GovernorAnswer } from '../domain/governor/ask.ts';
import { strictest } from '../domain/governor/rule-book.ts';
import type { InputWhat, Instant } from '../domain/scenario/shapes.ts';
import { loadCalendars } from './calendars.ts';
import { contactFacts, lockTouches, type Contact, type ContactFacts } from './contact-facts.ts';
import type { Tx } from './database.ts';
import { loadRuleBook } from './governor.ts';
import { organisationZone } from './run-context.ts';
import type { RunRow } from './run-rows.ts';

export type PlannedContact = Contact & {
  readonly row: RunRow;
  readonly atOnce?: boolean;
  /** When it will be made, where that is agreed; else now. */
  readonly at?: Instant;
};

export type Judged<T extends PlannedContact> = {
  readonly contact: T;
  readonly facts: ContactFacts;
  readonly answer: GovernorAnswer;
  /** It counts against the cap. */
  readonly capped: boolean;
};

const GOVERNOR = actorText({ kind: 'system', id: 'governor' });

/** Asks for all of them with one query per kind of fact. Contacts of one company are counted one after another. */
export async function judge<T extends PlannedContact>(
  tx: Tx,
  contacts: readonly T[],
  now: string,
): Promise<Judged<T>[]> {
  if (contacts.length === 0) return [];
  const book = await loadRuleBook(tx);
  const isCapped = ({ purpose }: Contact) => (book.purposes[purpose] ?? strictest).capped;
  const companies = new Set(contacts.filter(isCapped).flatMap(({ companyId }) => companyId ?? []));
  const touches = await lockTouches(tx, [...companies].sort(), { cap: book.cap, now });
  const known = await contactFacts(tx, contacts);
  const calendars = await loadCalendars(tx);
  const home = await organisationZone(tx);

  return contacts.map((contact) => {
    const facts = known.get(contact.key)!;
    const at = contact.at ?? Date.parse(now);
    const counted = touches.get(contact.companyId ?? '') ?? [];
    const answer = askGovernor(book, {
      now: at,
      channel: contact.channel,
      purpose: contact.purpose,
      ...(contact.atOnce ? { atOnce: true } : {}),
      zone: facts.zone ?? home,
      calendars,
      hasAddress: facts.hasAddress,
      suppressed: facts.suppressed,
      consent: facts.consent,
      touches: counted,
      frozen: contact.row.frozen,
      inCollection: facts.inCollection,
    });
    const capped = isCapped(contact);
    if (capped && contact.companyId && answer.may !== 'not')
      touches.set(contact.companyId, [...counted, answer.may === 'later' ? answer.when : at]);
    return { contact, facts, answer, capped };
  });
}

export type Verdict = { readonly row: RunRow; readonly key: string; readonly what: InputWhat };

/** Tells runs what became of their effects at once. */
export async function tellRuns(tx: Tx, verdicts: readonly Verdict[], now: string): Promise<void> {
  if (verdicts.length === 0) return;
  await tx.prepared(
    'tell-runs',
    `insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, recorded_at, actor)
     select run, campaign, cohort, kind, 'governor', key || ':' || kind, what::json, $7, $8
     from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[]) u(run, campaign, cohort, kind, key, what)
     on conflict (run_id, source, source_id) do nothing`,
    [
      verdicts.map(({ row }) => row.id),
      verdicts.map(({ row }) => row.campaignId),
      verdicts.map(({ row }) => row.cohort),
      verdicts.map(({ what }) => what.kind),
      verdicts.map(({ key }) => key),
      verdicts.map(({ what }) => JSON.stringify(what)),
      now,
      GOVERNOR,
    ],
  );
}

/** The effect is refused before anything was made of it. */
export function refusal(row: RunRow, key: string, reason: string): Verdict {
  return { row, key, what: { kind: 'settled', key, as: 'refused', reason } };
}
