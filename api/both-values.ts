/** What whoever came second is shown: of what they sent, each field whose value is another one now. */
import type { Request } from 'express';
import { may, type Right, type Viewer } from '../domain/access.ts';
import { DomainError, nounOf } from '../domain/domain-error.ts';
import type { Changes } from '../db/audit.ts';
import { bothValues, type BothValues } from '../db/audit-telling.ts';
import type { Tx } from '../db/database.ts';

export type Theirs = {
  /** The one to send with the next try. */
  readonly version: number;
  /** An own field stands by itself, as `own.<code>`. */
  readonly fields: Readonly<Record<string, BothValues>>;
};

/** With the record as it is now, where the error brings it. */
export async function theirsIn(tx: Tx, error: unknown, request: Request): Promise<Theirs | undefined> {
  if (!(error instanceof DomainError) || !error.now) return undefined;
  const { now, code } = error;
  const version = Number(now['version']);
  const { viewer } = request as Request & { viewer?: Viewer };
  if (!viewer || !readsBoth(request, code)) return { version, fields: {} };
  const differing = differingFrom(now, request.body);
  const written = { noun: nounOf(code), recordId: String(now['id'] ?? ''), changes: differing };
  return { version, fields: await bothValues(tx, viewer, written) };
}

/**
 * What it takes to be shown a record that somebody else has changed, by its noun; null: whoever may change it reads it. Of a noun
 * that is missing nobody is shown anything.
 */
export const readBy: Readonly<Record<string, Right | null>> = {
  ...{ company: 'company.read', person: 'company.read', contact_point: 'company.read', note: 'company.read' },
  ...{ date: 'company.read', group: 'company.read', view: 'company.read', task: 'task.read', recurrence: 'task.read' },
  ...{ case: 'case.read', opportunity: 'opportunity.read', file: 'file.read', template: 'template.read' },
  ...{ campaign: 'campaign.read', profile: 'user.read', user: null, class: null, account: null, rule_book: null },
  ...{ calendar: null, dictionary: null, entry: null, form_layout: null, own_field: null, task_type: null },
  ...{ message: 'message.read', transaction: 'transaction.read' },
};

/** A program may write what it does not read: it learns nothing of what stands there from being refused. */
export function readsBoth(request: Request, code: string): boolean {
  const right = readBy[code.split('.')[0]!];
  const { viewer } = request as Request & { viewer?: Viewer };
  return right === null || (right !== undefined && viewer !== undefined && may(viewer, right));
}

function differingFrom(now: Readonly<Record<string, unknown>>, body: unknown): Changes {
  const { changes, change, ...whole } = (body ?? {}) as Record<string, unknown>;
  const { version: _, own, ...sent } = (changes ?? change ?? whole) as Record<string, unknown>;
  const known = Object.entries(sent).filter(([name]) => Object.hasOwn(now, name));
  const both = known.map(([name, value]) => [name, [withoutOwn(value), withoutOwn(now[name])] as const] as const);
  const stands = groupOf(now['own']);
  const filled = Object.hasOwn(now, 'own') ? Object.entries(groupOf(own)) : [];
  const ofOwn = filled.map(([code, value]) => [`own.${code}`, [value ?? null, stands[code] ?? null] as const] as const);
  return Object.fromEntries(
    [...both, ...ofOwn].filter(([, [yours, theirs]]) => JSON.stringify(yours) !== JSON.stringify(theirs)),
  );
}

function groupOf(own: unknown): Readonly<Record<string, unknown>> {
  return typeof own === 'object' && own !== null ? { ...own } : {};
}

/** Own fields have readers of their own; those that stand deeper are not shown at all. */
function withoutOwn(value: unknown): unknown {
  if (value === undefined) return null;
  return JSON.parse(JSON.stringify(value, (name, each: unknown) => (name === 'own' ? undefined : each)));
}
