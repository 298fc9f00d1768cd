/** Views that people keep of lists: their own and those that others share. A view always runs as whoever looks. */
import { actorOf, demand, demandOfProgram, may, type Viewer } from '../../domain/access.ts';
import { actorText } from '../../domain/actor.ts';
import { DomainError, withNow } from '../../domain/domain-error.ts';
import { readableView, type Reach } from '../../domain/lists/readable-view.ts';
import type { SavedView, View } from '../../domain/lists/shapes.ts';
import { wholeView } from '../../domain/lists/whole-view.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../database.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { demandView } from './check-view.ts';
import type { ListDefinition } from './definition.ts';
import { readableBy } from './readable.ts';

type Kept = Omit<SavedView, 'isMine' | 'dropped'> & { readonly ownerId: string };

const KEPT = 'select id, kind, name, owner_id, is_shared, view, version from views';
const mostViews = 200;

/** One's own and the shared ones, each without what the viewer may not read. */
export async function viewsOf(tx: Tx, viewer: Viewer, list: ListDefinition): Promise<SavedView[]> {
  demand(viewer, list.right);
  const kept = await tx.rows<Kept>(
    `${KEPT} where kind = $1 and (owner_id = $2 or is_shared) order by is_shared, name collate "pl-x-icu", id limit ${2 * mostViews}`,
    [list.kind, viewer.userId],
  );
  const reach = reachOf(viewer, list);
  return kept.map((one) => shownTo(viewer, one, reach));
}

export type NewView = { readonly name: string; readonly view: View; readonly isShared?: boolean };

export async function createView(
  tx: Tx,
  viewer: Viewer,
  { list, ...asked }: NewView & { readonly list: ListDefinition },
): Promise<SavedView> {
  demandOfProgram(viewer, 'view.share');
  demandView(viewer, list, asked.view);
  if (asked.isShared) demand(viewer, 'view.share');
  await oneAtATime(tx, viewer);
  const { n } = await tx.one<{ n: number }>('select count(*) as n from views where owner_id = $1 and kind = $2', [
    viewer.userId,
    list.kind,
  ]);
  if (n >= mostViews) throw tooMany();
  const actor = actorOf(viewer);
  const made = await tx.one<Kept>(
    `insert into views (kind, name, owner_id, is_shared, view, created_by, updated_by) values ($1, $2, $3, $4, $5, $6, $6)
     returning id, kind, name, owner_id, is_shared, view, version`,
    [
      list.kind,
      named(asked.name),
      viewer.userId,
      asked.isShared ?? false,
      JSON.stringify(asked.view),
      actorText(actor),
    ],
  );
  await recordAudit(tx, {
    actor,
    noun: 'view',
    recordId: made.id,
    verb: 'create',
    changes: { name: [null, made.name] },
  });
  return shownTo(viewer, made, reachOf(viewer, list));
}

export type ViewEdit = { readonly id: string; readonly version: number; readonly change: Partial<NewView> };

/** Only its maker and whoever keeps the settings change a view. Throws `view.changed` where somebody was quicker. */
export async function editView(
  tx: Tx,
  viewer: Viewer,
  { list, id, version, change }: ViewEdit & { readonly list: ListDefinition },
): Promise<SavedView> {
  const before = await lockView(tx, viewer, { list, id, version });
  const view = change.view && toKeep(viewer, { list, before, sent: change.view });
  if (change.isShared && !before.isShared) demand(viewer, 'view.share');
  const actor = actorOf(viewer);
  const after = await tx.one<Kept>(
    `update views set name = coalesce($2, name), view = coalesce($3, view), is_shared = coalesce($4, is_shared),
       version = version + 1, updated_at = now(), updated_by = $5 where id = $1
     returning id, kind, name, owner_id, is_shared, view, version`,
    [
      id,
      change.name === undefined ? null : named(change.name),
      view ? JSON.stringify(view) : null,
      change.isShared ?? null,
      actorText(actor),
    ],
  );
  const changes = { name: [before.name, after.name], isShared: [before.isShared, after.isShared] } as const;
  await recordAudit(tx, { actor, noun: 'view', recordId: id, verb: 'edit', changes });
  return shownTo(viewer, after, reachOf(viewer, list));
}

export async function deleteView(
  tx: Tx,
  viewer: Viewer,
  of: { readonly list: ListDefinition; readonly id: string; readonly version: number },
): Promise<void> {
  const { name } = await lockView(tx, viewer, of);
  await tx.run('delete from views where id = $1', [of.id]);
  await recordAudit(tx, {
    actor: actorOf(viewer),
    noun: 'view',
    recordId: of.id,
    verb: 'delete',
    changes: { name: [name, null] },
  });
}

/** A view of one's own like one that one sees; what one may not read is not copied. */
export async function copyView(
  tx: Tx,
  viewer: Viewer,
  { list, id, name }: { readonly list: ListDefinition; readonly id: string; readonly name?: string | undefined },
): Promise<SavedView> {
  demandOfProgram(viewer, 'view.share');
  const from = (await viewsOf(tx, viewer, list)).find((one) => one.id === id);
  if (!from) throw notFound();
  return createView(tx, viewer, { list, name: name ?? from.name, view: from.view });
}

/** How the viewer has arranged the views of a list. */
export type ViewChoices = { readonly defaultView: string | null; readonly places: readonly string[] };

export async function viewChoices(tx: Tx, { userId }: Viewer, { kind }: ListDefinition): Promise<ViewChoices> {
  const found = await tx.maybe<ViewChoices>(
    'select default_view, places from view_choices where user_id = $1 and kind = $2',
    [userId, kind],
  );
  return found ?? { defaultView: null, places: [] };
}

/** Keeps the default view, the order of views, or both. */
export async function chooseViews(
  tx: Tx,
  viewer: Viewer,
  {
    list,
    defaultView,
    places,
  }: {
    readonly list: ListDefinition;
    readonly defaultView?: string | undefined;
    readonly places?: readonly string[] | undefined;
  },
): Promise<void> {
  demand(viewer, list.right);
  demandOfProgram(viewer, 'view.share');
  await tx.run(
    `insert into view_choices (user_id, kind, default_view, places) values ($1, $2, $3, coalesce($4::text[], '{}'))
     on conflict (user_id, kind) do update set default_view = coalesce($3, view_choices.default_view),
       places = coalesce($4::text[], view_choices.places)`,
    [viewer.userId, list.kind, defaultView ?? null, places ?? null],
  );
}

async function lockView(
  tx: Tx,
  viewer: Viewer,
  { list, id, version }: { readonly list: ListDefinition; readonly id: string; readonly version: number },
): Promise<Kept> {
  demand(viewer, list.right);
  demandOfProgram(viewer, 'view.share');
  const found = await tx.maybe<Kept>(
    `${KEPT} where id = $1 and kind = $2 and (owner_id = $3 or is_shared) for update`,
    [id, list.kind, viewer.userId],
  );
  if (!found) throw notFound();
  if (found.ownerId !== viewer.userId && !may(viewer, 'settings.edit')) throw notOwn(found.name);
  if (found.version !== version)
    throw withNow(changedMeanwhile(found.name), shownTo(viewer, found, reachOf(viewer, list)));
  return found;
}

type Sent = { readonly list: ListDefinition; readonly before: Kept; readonly sent: View };

/** What the viewer could not read of it stays for those who can. Throws `view.read_in_part` where they changed a piece of that. */
function toKeep(viewer: Viewer, { list, before, sent }: Sent): View {
  demandView(viewer, list, sent);
  const whole = wholeView({ kept: before.view, sent, reach: reachOf(viewer, list) });
  if (!whole) throw readInPart(before.name);
  return whole;
}

function shownTo({ userId }: Viewer, { ownerId, ...kept }: Kept, reach: Reach): SavedView {
  return { ...kept, isMine: ownerId === userId, ...readableView(kept.view, reach) };
}

export function reachOf(viewer: Viewer, list: ListDefinition): Reach {
  const { fields, facts, related } = readableBy(viewer, list);
  return {
    field: (id) => fields.has(id),
    sortable: (id) => fields.get(id)?.order !== undefined,
    fact: (name) => facts.has(name),
    related: (of) => {
      const beside = related.get(of)?.facts;
      return beside && ((name) => beside.has(name));
    },
  };
}

function named(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.length <= 100) return trimmed;
  throw new DomainError(
    'view.nameless',
    {
      pl: 'Widok musi mieć nazwę do 100 znaków. Wpisz ją.',
      en: 'A view needs a name of up to 100 characters. Type it in.',
    },
    'name',
  );
}

function notFound(): DomainError {
  return new DomainError('view.not_found', {
    pl: 'Nie ma już takiego widoku. Wybierz inny.',
    en: 'There is no such view any more. Choose another.',
  });
}

function notOwn(name: string): DomainError {
  return new DomainError('view.not_own', {
    pl: `Widok „${name}” może zmienić tylko jego autor albo administrator. Zapisz go jako własny.`,
    en: `Only its maker or an administrator may change the view "${name}". Save it as your own.`,
  });
}

function readInPart(name: string): DomainError {
  return new DomainError('view.read_in_part', {
    pl: `W widoku „${name}” zmieniono warunek, którego część pominięto: nie możesz jej czytać albo już jej nie ma. Zapisz go jako nowy widok albo cofnij tę zmianę.`,
    en: `A condition was changed in the view "${name}" of which a part was left out: you may not read it, or it is gone. Save it as a new view, or undo that change.`,
  });
}

function changedMeanwhile(name: string): DomainError {
  return new DomainError('view.changed', {
    pl: `Ktoś zmienił widok „${name}”, odkąd go otwarto. Odśwież listę i zapisz jeszcze raz.`,
    en: `Somebody has changed the view "${name}" since you opened it. Reload the list and save again.`,
  });
}

function tooMany(): DomainError {
  return new DomainError('view.too_many', {
    pl: `Można mieć najwyżej ${mostViews} widoków jednej listy. Usuń któryś.`,
    en: `You may have ${mostViews} views of a list at most. Delete one.`,
  });
}
