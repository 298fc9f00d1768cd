/** Types of tasks as administrators keep them. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { DomainError, type Said, withNow } from '../domain/domain-error.ts';
import type { TaskOutcome } from '../domain/tasks/outcome.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { demandFit, demandSpare } from './task-type-needs.ts';

export type TypeSettings = {
  readonly name: Said;
  readonly color: string;
  readonly defaultMinutes: number;
  /** A contact by this channel: the governor is asked first. */
  readonly channel: 'phone' | 'email' | null;
  readonly onHome: boolean;
  /** In the calendar of the panel. */
  readonly inCalendar: boolean;
  /** In subscribed calendars. */
  readonly inFeed: boolean;
  /** May be sent to those who take part, as an invitation to their calendars. */
  readonly invites: boolean;
  readonly asksKilometres: boolean;
  /** Time that is taken up in the calendar and work that important dates bring are of this one: always of one. */
  readonly byDefault: boolean;
  readonly active: boolean;
  readonly outcomes: readonly TaskOutcome[];
};
export type KeptType = TypeSettings & { readonly code: string; readonly version: number; readonly tasks: number };

const select = `select code, jsonb_build_object('pl', name_pl, 'en', name_en) as name, color, default_minutes, channel, on_home,
    in_calendar, in_feed, invites, asks_kilometres, by_default, active, outcomes, version,
    (select count(*) from (select 1 from tasks t where t.type = y.code and t.state = 'open' limit 10001) s) as tasks
  from task_types y`;

/** Every type, switched off ones last. */
export async function keptTypes(tx: Tx, viewer: Viewer): Promise<KeptType[]> {
  demand(viewer, 'settings.edit');
  return tx.rows<KeptType>(`${select} order by y.active desc, y.position, y.code`);
}

/** A new type at the end. Its code is made of its Polish name and never changes. */
export async function createType(tx: Tx, viewer: Viewer, settings: TypeSettings): Promise<{ code: string }> {
  demand(viewer, 'settings.edit');
  const checked = checkedSettings(settings);
  demandFit(checked);
  await lockTypes(tx);
  const taken = new Set((await tx.rows<{ code: string }>('select code from task_types')).map(({ code }) => code));
  const wanted = codeFor(checked.name.pl);
  let code = wanted;
  for (let n = 2; taken.has(code); n++) code = `${wanted}-${n}`;
  if (checked.byDefault) await giveUpDefault(tx, viewer);
  await tx.run(
    `insert into task_types (code, name_pl, name_en, color, default_minutes, channel, on_home, in_calendar, in_feed, invites,
       asks_kilometres, by_default, active, outcomes, position)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, (select coalesce(max(position), 0) + 1 from task_types))`,
    [code, ...valuesOf(checked)],
  );
  const changes = changesBetween({}, checked);
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'task type', recordId: code, verb: 'create', changes });
  return { code };
}

export type TypeEdit = TypeSettings & { readonly code: string; readonly version: number };

/**
 * Tasks that are there keep their outcomes as long as the type has them: one that is taken away is no longer offered. The
 * default type stays that until another one becomes it. Throws `task_type.default_off`, `task_type.needed`.
 */
export async function editType(tx: Tx, viewer: Viewer, { code, version, ...settings }: TypeEdit): Promise<void> {
  demand(viewer, 'settings.edit');
  await lockTypes(tx);
  const old = await tx.maybe<KeptType>(`${select} where y.code = $1`, [code]);
  if (!old) throw notFound(code);
  if (old.version !== version) throw withNow(changed(old.name), old);
  const checked = checkedSettings({ ...settings, byDefault: settings.byDefault || old.byDefault });
  demandFit(checked);
  if (old.active && !checked.active) await demandSpare(tx, old);
  if (checked.byDefault && !old.byDefault) await giveUpDefault(tx, viewer);
  await tx.run(
    `update task_types set name_pl = $2, name_en = $3, color = $4, default_minutes = $5, channel = $6, on_home = $7, in_calendar = $8,
       in_feed = $9, invites = $10, asks_kilometres = $11, by_default = $12, active = $13, outcomes = $14, version = version + 1 where code = $1`,
    [code, ...valuesOf(checked)],
  );
  const changes = changesBetween({ ...old }, checked);
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'task type', recordId: code, verb: 'edit', changes });
}

export async function orderTypes(tx: Tx, viewer: Viewer, codes: readonly string[]): Promise<void> {
  demand(viewer, 'settings.edit');
  await tx.run('update task_types set position = coalesce(array_position($1::text[], code), 1000 + position)', [codes]);
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'task type', recordId: 'all', verb: 'order' });
}

/** All of them: one is the default, and of two that are switched off at once one may be the last of its kind. */
async function lockTypes(tx: Tx): Promise<void> {
  await tx.run('select 1 from task_types order by code for no key update');
}

async function giveUpDefault(tx: Tx, viewer: Viewer): Promise<void> {
  const old = await tx.maybe<{ code: string }>(
    'update task_types set by_default = false, version = version + 1 where by_default returning code',
  );
  if (!old) return;
  const changes = { byDefault: [true, false] as const };
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'task type', recordId: old.code, verb: 'edit', changes });
}

function valuesOf(type: TypeSettings): unknown[] {
  return [
    type.name.pl,
    type.name.en,
    type.color,
    type.defaultMinutes,
    type.channel,
    type.onHome,
    type.inCalendar,
    type.inFeed,
    type.invites,
    type.asksKilometres,
    type.byDefault,
    type.active,
    JSON.stringify(type.outcomes),
  ];
}

/** A type needs a name and at least one outcome, each with a name and a code of its own. */
function checkedSettings(settings: TypeSettings): TypeSettings {
  const name = both(settings.name);
  if (!name.pl) throw wrong('name', { pl: 'Typ musi mieć nazwę. Wpisz ją.', en: 'A type needs a name. Type it in.' });
  const codes = new Set<string>();
  const outcomes = settings.outcomes.map((outcome) => {
    const named = both(outcome.name);
    if (!named.pl) throw wrong('outcomes', nameless);
    let code = outcome.code || codeFor(named.pl);
    for (let n = 2; codes.has(code); n++) code = `${outcome.code || codeFor(named.pl)}-${n}`;
    codes.add(code);
    return { code, name: named, ...(outcome.asks ? { asks: outcome.asks } : {}) };
  });
  if (outcomes.length === 0) throw wrong('outcomes', noOutcome);
  return { ...settings, name, outcomes };
}

const nameless: Said = {
  pl: 'Każdy wynik musi mieć nazwę. Uzupełnij ją albo usuń wynik.',
  en: 'Every outcome needs a name. Type it in or remove the outcome.',
};
const noOutcome: Said = {
  pl: 'Zadanie musi się czymś kończyć. Dodaj co najmniej jeden wynik.',
  en: 'A task must end somehow. Add at least one outcome.',
};

function both({ pl, en }: Said): Said {
  const one = pl.trim() || en.trim();
  return { pl: one, en: en.trim() || one };
}

function codeFor(name: string): string {
  const plain = name.toLowerCase().replace(/ł/g, 'l').normalize('NFD').replace(/\p{M}/gu, '');
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'inne'
  );
}

function wrong(field: string, said: Said): DomainError {
  return new DomainError('task_type.incomplete', said, field);
}

function notFound(code: string): DomainError {
  return new DomainError('task_type.not_found', {
    pl: `Nie ma typu zadania „${code.slice(0, 60)}”. Odśwież stronę.`,
    en: `There is no type of task "${code.slice(0, 60)}". Reload the page.`,
  });
}

function changed(name: Said): DomainError {
  return new DomainError('task_type.changed', {
    pl: `Typ „${name.pl}” ktoś w międzyczasie zmienił. Wczytaj stronę ponownie.`,
    en: `Somebody has changed the type "${name.en}" meanwhile. Load the page again.`,
  });
}
