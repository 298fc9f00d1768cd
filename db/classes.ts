/** Classes of customers as administrators keep them. Who belongs to them is in `class-members.ts`. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said, withNow } from '../domain/domain-error.ts';
import type { Condition } from '../domain/conditions/shapes.ts';
import { codeOf } from '../domain/own/shapes.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { classList, demandSameForAll, membersSql } from './class-conditions.ts';
import type { Tx } from './database.ts';
import type { EntryColor } from '../domain/own/entries.ts';
import { nudge } from './outbox.ts';

export type ClassSettings = {
  readonly name: Said;
  readonly color: EntryColor | null;
  readonly condition: Condition;
  readonly active: boolean;
};

export type KeptClass = ClassSettings & {
  readonly id: string;
  readonly code: string;
  /** How many customers belong to it. */
  readonly members: number;
  /** Why nobody can be asked at present. */
  readonly problem: Said | null;
  /** Null until all customers have been asked. */
  readonly classifiedAt: string | null;
  readonly version: number;
};

const MOST_CLASSES = 100;
/** The job that brings records up to what administrators have made of them. */
const SHAPE = 'shape:all';

const select = `select id, code, jsonb_build_object('pl', name_pl, 'en', name_en) as name, color, condition, active, problem,
    classified_at, version, (select count(*) from class_members m where m.class_id = k.id) as members from classes k`;

/** Every class, switched off ones last. */
export async function keptClasses(tx: Tx, viewer: Viewer): Promise<KeptClass[]> {
  demand(viewer, 'settings.edit');
  return tx.rows<KeptClass>(`${select} order by active desc, position, id`);
}

export async function createClass(
  tx: Tx,
  viewer: Viewer,
  settings: ClassSettings,
): Promise<{ id: string; code: string }> {
  demand(viewer, 'settings.edit');
  const name = await checked(tx, viewer, settings);
  await tx.run(`select pg_advisory_xact_lock(hashtext('classes'))`);
  const taken = new Set((await tx.rows<{ code: string }>('select code from classes')).map(({ code }) => code));
  if (taken.size >= MOST_CLASSES) throw tooMany();
  const wanted = codeOf(name.pl);
  let code = wanted;
  for (let n = 2; taken.has(code); n++) code = `${wanted}_${n}`;
  const actor = actorOf(viewer);
  const { id } = await tx.one<{ id: string }>(
    `insert into classes (code, name_pl, name_en, color, condition, active, position, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, (select coalesce(max(position), 0) + 1 from classes), $7, $7) returning id`,
    [code, name.pl, name.en, settings.color, JSON.stringify(settings.condition), settings.active, actorText(actor)],
  );
  const changes = changesBetween({}, { ...settings, name });
  await recordAudit(tx, { actor, noun: 'company class', recordId: id, verb: 'create', changes });
  await nudge(tx, SHAPE);
  return { id, code };
}

export type ClassEdit = ClassSettings & { readonly id: string; readonly version: number };

export async function editClass(tx: Tx, viewer: Viewer, { id, version, ...settings }: ClassEdit): Promise<void> {
  demand(viewer, 'settings.edit');
  const old = await tx.maybe<KeptClass>(`${select} where id = $1 for update of k`, [id]);
  if (!old) throw notFound();
  if (old.version !== version) throw withNow(changed(old.name), old);
  const name = await checked(tx, viewer, settings);
  const actor = actorOf(viewer);
  await tx.run(
    `update classes set name_pl = $2, name_en = $3, color = $4, condition = $5, active = $6, version = version + 1,
       updated_at = now(), updated_by = $7, problem = null,
       classified_at = case when condition = $5::jsonb and active = $6 then classified_at end where id = $1`,
    [id, name.pl, name.en, settings.color, JSON.stringify(settings.condition), settings.active, actorText(actor)],
  );
  const changes = changesBetween({ ...old }, { ...settings, name });
  await recordAudit(tx, { actor, noun: 'company class', recordId: id, verb: 'edit', changes });
  await nudge(tx, SHAPE);
}

export async function orderClasses(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<void> {
  demand(viewer, 'settings.edit');
  await tx.run('update classes set position = coalesce(array_position($1::uuid[], id), 1000 + position)', [ids]);
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'company class', recordId: 'all', verb: 'order' });
}

async function checked(tx: Tx, viewer: Viewer, { name, condition }: ClassSettings): Promise<Said> {
  demandSameForAll(condition);
  membersSql({ condition, list: await classList(tx, viewer), viewer, moment: { now: 0, today: '2026-01-01' } });
  const pl = name.pl.trim() || name.en.trim();
  if (pl && pl.length <= 100 && name.en.length <= 100) return { pl, en: name.en.trim() || pl };
  throw new DomainError(
    'class.name_wrong',
    { pl: 'Wpisz nazwę klasy, najwyżej 100 znaków.', en: 'Type in a name of at most 100 characters.' },
    'name',
  );
}

function notFound(): DomainError {
  return new DomainError('class.not_found', {
    pl: 'Nie ma takiej klasy klientów. Odśwież stronę.',
    en: 'There is no such class of customers. Reload the page.',
  });
}

function changed(name: Said): DomainError {
  return new DomainError('class.changed', {
    pl: `Klasę „${name.pl}” ktoś w międzyczasie zmienił. Wczytaj stronę ponownie.`,
    en: `Somebody has changed the class "${name.en}" meanwhile. Load the page again.`,
  });
}

function tooMany(): DomainError {
  return new DomainError('class.too_many', {
    pl: `Klas może być najwyżej ${MOST_CLASSES}. Zmień jedną z tych, które są.`,
    en: `There are at most ${MOST_CLASSES} classes. Change one of those that are there.`,
  });
}
