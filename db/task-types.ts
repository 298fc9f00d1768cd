import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { TaskOutcome } from '../domain/tasks/outcome.ts';
import type { TypeTraits } from '../domain/tasks/type-in-use.ts';
import { oneLine } from '../domain/text/clean.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';

export type TaskType = {
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly color: string;
  readonly defaultMinutes: number;
  readonly channel: 'phone' | 'email' | null;
  /** On closing, people are asked how far they went. */
  readonly asksKilometres: boolean;
  /** May be sent to those who take part, as an invitation. */
  readonly invites: boolean;
  /** Time that is taken up in the calendar and work that important dates bring are of this one. */
  readonly byDefault: boolean;
  readonly outcomes: readonly TaskOutcome[];
};

/** Types and categories that a new task may have, in the order in which people see them. */
export async function taskTypes(
  tx: Tx,
): Promise<{ readonly types: TaskType[]; readonly categories: { readonly id: string; readonly name: string }[] }> {
  const types = await tx.rows<TaskType>(
    `select code, name_pl, name_en, color, default_minutes, channel, asks_kilometres, invites, by_default, outcomes from task_types
     where active order by position, code`,
  );
  const categories = await tx.rows<{ id: string; name: string }>(
    'select id, name from task_categories where active order by name',
  );
  return { types, categories };
}

/** Every type, in the order in which people see them: what `typeInUse` chooses from. */
export async function typeTraits(tx: Tx): Promise<TypeTraits[]> {
  return tx.prepared<TypeTraits>(
    'type-traits',
    'select code, channel, invites, asks_kilometres, active, by_default from task_types order by position, code',
  );
}

/** A new category of tasks; one of this name that is there already is answered, and is in use again. */
export async function addTaskCategory(tx: Tx, viewer: Viewer, typed: string): Promise<{ readonly id: string }> {
  demand(viewer, 'settings.edit');
  const name = oneLine(typed);
  if (name === '')
    throw new DomainError(
      'task_category.nameless',
      { pl: 'Kategoria musi mieć nazwę. Wpisz ją.', en: 'A category needs a name. Type it in.' },
      'name',
    );
  const known = await tx.maybe<{ id: string; active: boolean }>(
    'select id, active from task_categories where plain_text(name) = plain_text($1) order by active desc limit 1',
    [name],
  );
  if (known) {
    if (!known.active)
      await tx.run('update task_categories set active = true, version = version + 1 where id = $1', [known.id]);
    return { id: known.id };
  }
  const { id } = await tx.one<{ id: string }>('insert into task_categories (name) values ($1) returning id', [name]);
  const changes = { name: [null, name] as const };
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'task category', recordId: id, verb: 'create', changes });
  return { id };
}

export type FoundType = Pick<TaskType, 'defaultMinutes' | 'asksKilometres' | 'outcomes' | 'namePl' | 'nameEn'>;

/** The type, if new tasks may have it; what is past may be of one that is used no more. Throws `task.type_unknown`. */
export async function findType(tx: Tx, code: string, { isPast = false } = {}): Promise<FoundType> {
  const type = await tx.maybe<FoundType>(
    'select default_minutes, asks_kilometres, outcomes, name_pl, name_en from task_types where code = $1 and (active or $2)',
    [code, isPast],
  );
  if (type) return type;
  throw new DomainError(
    'task.type_unknown',
    {
      pl: `Nie ma rodzaju zadania „${code}”. Wybierz rodzaj z listy.`,
      en: `There is no type of task "${code}". Choose a type from the list.`,
    },
    'type',
  );
}
