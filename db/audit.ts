import { actorText } from '../domain/actor.ts';
import type { Actor } from '../domain/actor.ts';
import type { Tx } from './database.ts';

/** Old and new value by field. A hidden field (a password) is named with `['…', '…']`. */
export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

export type Audited = {
  readonly actor: Actor;
  /** The record's kind, as in the glossary: `company`, `task`, `campaign`. */
  readonly noun: string;
  readonly recordId: string;
  /** What was done to it: `create`, `edit`, `complete`. */
  readonly verb: string;
  readonly changes?: Changes;
};

/** Writes who did what, in the transaction that does it. */
export async function recordAudit(tx: Tx, audited: Audited): Promise<void> {
  await recordAudits(tx, [audited]);
}

/** As `recordAudit` for many rows in one statement. */
export async function recordAudits(tx: Tx, audited: readonly Audited[]): Promise<void> {
  if (audited.length === 0) return;
  await tx.run(
    `insert into audit (actor, noun, record_id, verb, changes)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[])`,
    [
      audited.map(({ actor }) => actorText(actor)),
      audited.map(({ noun }) => noun),
      audited.map(({ recordId }) => recordId),
      audited.map(({ verb }) => verb),
      audited.map(({ changes }) => JSON.stringify(changes ?? {})),
    ],
  );
}

/** The fields that differ between two states of a record; fields of `hidden` are named without values. */
export function changesBetween(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  hidden: readonly string[] = [],
): Changes {
  const changes: Record<string, readonly [unknown, unknown]> = {};
  for (const [field, value] of Object.entries(after)) {
    const old = before[field] ?? null;
    if (JSON.stringify(old) === JSON.stringify(value ?? null)) continue;
    changes[field] = hidden.includes(field) ? ['…', '…'] : [old, value ?? null];
  }
  return changes;
}
