/** A contact that nobody had planned: who, when, how long, what was said. It is a finished task, on the same form and list. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import type { Json } from '../domain/scenario/shapes.ts';
import { knownOutcome } from '../domain/tasks/outcome.ts';
import { demandPast, demandSaid } from '../domain/tasks/record.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { ownOfNew, settleOwn } from './own-values.ts';
import { demandCustomer, setParticipants } from './task-company.ts';
import { rollUp } from './task-progress.ts';
import { demandTies } from './task-ties.ts';
import { findType, type FoundType } from './task-types.ts';

export type Contact = {
  readonly type: string;
  /** Empty: the type's name. */
  readonly title?: string;
  /** What had been planned or known beforehand; what was said is the note. */
  readonly description?: string | null;
  readonly companyId: string;
  readonly personId?: string | null;
  readonly caseId?: string | null;
  readonly opportunityId?: string | null;
  /** The task that it is a part of. */
  readonly parentId?: string | null;
  readonly categoryId?: string | null;
  readonly caretakerId?: string | null;
  /** Who spoke; without it the viewer. */
  readonly ownerId?: string | null;
  readonly userIds?: readonly string[];
  readonly personIds?: readonly string[];
  /** When it took place (ISO); without it now. */
  readonly at?: string;
  /** One of the type's outcomes; without it the first. */
  readonly outcome?: string;
  readonly answers?: Readonly<Record<string, Json>>;
  readonly note: string;
  readonly workMinutes?: number | null;
  readonly callSeconds?: number | null;
  readonly noteSeconds?: number | null;
  readonly noteStartedAt?: string | null;
  readonly kilometres?: number | null;
  readonly place?: string | null;
  /** Others see that the time was taken, and no more. */
  readonly private?: boolean;
  /** Values of own fields of the task by code. */
  readonly own?: OwnValues;
};

export type Speaker = { readonly ownerId: string; readonly name: string };

/** As whose the viewer may record a contact, beside their own: whoever sees all as anybody's, others as their people's. */
export async function listSpeakers(tx: Tx, viewer: Viewer): Promise<Speaker[]> {
  return tx.rows<Speaker>(
    `select id as owner_id, name from users where active and id <> $1 and ($2 or id = any($3::uuid[])) order by plain_text(name), id`,
    [viewer.userId, viewer.scope === 'all', viewer.seesUsers],
  );
}

/** Records a contact. Throws `contact.future`, `contact.empty`, `contact.who`, `outcome.unknown`. */
export async function recordContact(db: Db, viewer: Viewer, contact: Contact): Promise<{ readonly id: string }> {
  demand(viewer, 'task.edit');
  demandSaid(contact.note);
  return db.transaction(async (tx) => ({ id: await insertContact(tx, viewer, { own: {}, ...contact }) }));
}

/** `afterId`: the finished task that it repeats. */
type Written = Contact & { readonly afterId?: string };

/** Writes the finished row with its audit. */
export async function insertContact(tx: Tx, viewer: Viewer, contact: Written): Promise<string> {
  const type = await findType(tx, contact.type, { isPast: contact.afterId !== undefined });
  const outcome = outcomeOf(contact, type);
  const ownerId = contact.ownerId ?? viewer.userId;
  const { now } = await tx.one<{ now: string }>('select now() as now');
  const { at = now } = contact;
  demandPast(at, { now, field: 'at' });
  await demandCustomer(tx, viewer, contact);
  await demandTies(tx, viewer, contact);
  if (!viewer.seesUsers.includes(ownerId) && viewer.scope !== 'all') throw notTheirs();
  const actor = actorOf(viewer);
  const written = await ownOfNew(tx, viewer, { record: 'task', sent: contact.own });
  const title = contact.title?.trim() || (viewer.language === 'pl' ? type.namePl : type.nameEn);
  const { id } = await tx.one<{ id: string }>(
    `insert into tasks (type, title, company_id, person_id, case_id, category_id, caretaker_id, owner_id, state, percent,
       is_contact, outcome, answers, note, done_at, done_by, duration_minutes, work_minutes, call_seconds, note_seconds,
       note_started_at, kilometres, after_id, own, search_text, created_by, updated_by,
       opportunity_id, parent_id, place, private, description)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'done', 100, true, $9, $10, $11, $12, $8, $13, $14, $15, $16, $17, $18, $19, $20,
       left(plain_text(concat_ws(' ', $2::text, $26::text, $11::text)), 20000), $21, $21, $22, $23, $24, $25, $26) returning id`,
    [
      contact.type,
      title,
      contact.companyId,
      contact.personId,
      contact.caseId,
      contact.categoryId,
      contact.caretakerId,
      ownerId,
      outcome,
      JSON.stringify(contact.answers ?? {}),
      filled(contact.note),
      at,
      minutesOf(contact) ?? type.defaultMinutes,
      contact.workMinutes,
      contact.callSeconds,
      contact.noteSeconds,
      contact.noteStartedAt,
      type.asksKilometres ? contact.kilometres : null,
      contact.afterId,
      JSON.stringify(written.own),
      actorText(actor),
      contact.opportunityId,
      contact.parentId,
      filled(contact.place),
      contact.private ?? false,
      filled(contact.description),
    ],
  );
  const { companyId, userIds, personIds } = contact;
  await setParticipants(tx, { taskId: id, companyId, userIds, personIds });
  await settleOwn(tx, viewer, { record: 'task', id, written });
  await rollUp(tx, contact.parentId ?? null);
  const tie = contact.opportunityId ? { opportunityId: [null, contact.opportunityId] as const } : {};
  const changes = { title: [null, title] as const, ...tie, ...written.changes };
  await recordAudit(tx, { actor, noun: 'task', recordId: id, verb: 'record', changes });
  return id;
}

/** What a finished task is repeated with stands as it was recorded there, whatever its type offers now. */
function outcomeOf({ outcome, afterId }: Written, { outcomes }: FoundType): string {
  if (outcome === undefined) return outcomes[0]?.code ?? 'done';
  return afterId ? outcome : knownOutcome(outcome, outcomes).code;
}

function filled(text: string | null | undefined): string | null {
  return text?.trim() || null;
}

function minutesOf({ workMinutes, callSeconds }: Contact): number | undefined {
  if (callSeconds) return Math.max(1, Math.round(callSeconds / 60));
  return workMinutes && workMinutes > 0 ? workMinutes : undefined;
}

function notTheirs(): DomainError {
  return new DomainError(
    'contact.who',
    {
      pl: 'Kontakt możesz zapisać jako swój albo swojego podwładnego. Wybierz kogoś z listy.',
      en: 'You may record a contact as your own or a subordinate’s. Choose somebody from the list.',
    },
    'ownerId',
  );
}
