/** The "do not contact" list: addresses and numbers that nobody writes to or calls, whatever was agreed. */
import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { oneLine } from '../domain/text/clean.ts';
import { recordAudit } from './audit.ts';
import { changedPoint, lockPoint, type ContactPoint } from './contact-points.ts';
import type { Tx } from './database.ts';
import { actorBy } from './scope.ts';

export type Suppression = {
  /** Null: nothing goes there, for whatever purpose. */
  readonly purpose: string | null;
  /** In the words of whoever put it there; `unsubscribed` where the recipient did by the link in a message. */
  readonly reason: string;
  readonly since: string;
};

/** A contact point with what the list says of its address. */
export type ShownPoint = ContactPoint & { readonly suppressions: readonly Suppression[] };

/** What the list says of the contact point `point`, the oldest first. SQL. */
export function suppressionsOf(point: string): string {
  return `(select coalesce(jsonb_agg(jsonb_build_object('purpose', s.purpose, 'reason', s.reason, 'since', s.created_at)
    order by s.created_at), '[]') from suppressions s where s.kind = ${point}.kind and s.normalised = ${point}.normalised)`;
}

export type ListedPoint = {
  readonly id: string;
  readonly version: number;
  /** How we know that the customer wants it so. */
  readonly reason: string;
};

/**
 * Puts an address on the list, for one purpose or for every one: it counts for whoever else has the same address. What is
 * there already stays as it is. Throws `suppression.unexplained`, `suppression.wrong_kind`.
 */
export async function suppressPoint(
  tx: Tx,
  by: Viewer,
  { purpose = null, ...listed }: ListedPoint & { readonly purpose?: string | null },
): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const reason = demandReason(listed.reason);
  const { companyId, kind, normalised } = await lockPoint(tx, by, listed);
  if (kind !== 'email' && kind !== 'phone') throw wrongKind();
  const added = await tx.run(
    `insert into suppressions (kind, normalised, purpose, reason, created_by) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [kind, normalised, purpose, reason, actorText(actor)],
  );
  if (added === 0) return;
  const changes = {
    [kind]: [null, normalised] as const,
    ...(purpose === null ? {} : { purpose: [null, purpose] as const }),
    reason: [null, reason] as const,
  };
  await recordAudit(tx, { actor, noun: 'company', recordId: companyId, verb: 'suppress', changes });
}

/**
 * Takes an address off the list, for every purpose that was `seen` there, each as its `since`. Consents stay as they are: whoever
 * unsubscribed has taken theirs back, and only their word gives it again. Throws `suppression.unexplained`, and
 * `contact_point.changed` where it is listed for something else by now.
 */
export async function liftSuppression(
  tx: Tx,
  by: Viewer,
  { seen, ...listed }: ListedPoint & { readonly seen: readonly string[] },
): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const reason = demandReason(listed.reason);
  const { companyId, kind, normalised } = await lockPoint(tx, by, listed);
  const lifted = await tx.run(
    'delete from suppressions where kind = $1 and normalised = $2 and created_at = any($3::timestamptz[])',
    [kind, normalised, seen],
  );
  const unseen = await tx.maybe('select 1 from suppressions where kind = $1 and normalised = $2 limit 1', [
    kind,
    normalised,
  ]);
  if (unseen) throw changedPoint();
  if (lifted === 0) return;
  const changes = { [kind]: [normalised, null] as const, reason: [null, reason] as const };
  await recordAudit(tx, { actor, noun: 'company', recordId: companyId, verb: 'lift suppression', changes });
}

function demandReason(typed: string): string {
  const reason = oneLine(typed);
  if (reason !== '') return reason;
  throw new DomainError(
    'suppression.unexplained',
    {
      pl: 'Wpisanie na listę „nie kontaktować” i zdjęcie z niej wymaga powodu. Wpisz go.',
      en: 'Putting somebody on the do-not-contact list, or taking them off it, needs a reason. Type it in.',
    },
    'reason',
  );
}

function wrongKind(): DomainError {
  return new DomainError('suppression.wrong_kind', {
    pl: 'Na listę „nie kontaktować” można wpisać tylko adres e-mail albo numer telefonu.',
    en: 'Only an e-mail address or a phone number can be put on the do-not-contact list.',
  });
}
