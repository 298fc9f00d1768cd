import { z } from 'zod';
import type { Viewer } from '../domain/access.ts';
import type { Condition } from '../domain/conditions/shapes.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { ListKind, View } from '../domain/lists/shapes.ts';
import { mostOfView } from '../domain/lists/whole-view.ts';
import type { Tx } from '../db/database.ts';
import { withOwnFields } from '../db/lists/own.ts';
import type { ListDefinition } from '../db/lists/definition.ts';
import { lists } from '../db/lists/kinds/list.ts';
import type { Place } from '../db/lists/order.ts';

const fieldId = z.string().min(1).max(80);
const tone = z.enum(['accent', 'violet', 'green', 'orange', 'red']);
/** A tree of rules: its shape is checked where it is compiled. */
const condition = z.custom<Condition>((value) => typeof value === 'object' && value !== null);
export const viewShape: z.ZodType<View> = z.strictObject({
  columns: z
    .array(z.strictObject({ field: fieldId, width: z.int().min(20).max(2000).optional() }))
    .max(mostOfView.columns),
  sort: z.array(z.strictObject({ field: fieldId, descending: z.boolean().optional() })).max(mostOfView.sort),
  condition: condition.nullable(),
  colours: z.array(z.strictObject({ condition, tone })).max(mostOfView.colours),
  density: z.enum(['roomy', 'dense']),
}) as z.ZodType<View>;
export const askShape = z.strictObject({
  view: viewShape,
  search: z.string().max(200).optional(),
  after: z.string().max(4_000).optional(),
  limit: z.int().min(1).max(200).default(50),
});

/** All that a view finds but these. */
export const allShape = z.strictObject({
  all: askShape.omit({ after: true, limit: true }),
  except: z.array(z.uuid()).max(10_000).default([]),
});
/** Versions that were shown, by id; without one it is the version now. */
const versions = z.record(z.uuid(), z.int()).optional();
export const selectionShape = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(10_000), versions }),
  allShape.extend({ versions }),
]);

/** The definition of a kind. Throws `list.not_found`. */
function listNamed(kind: unknown): ListDefinition {
  const list = Object.hasOwn(lists, String(kind)) ? lists[kind as ListKind] : undefined;
  if (list) return list;
  throw new DomainError('list.not_found', {
    pl: `Nie ma listy „${String(kind).slice(0, 60)}”. Wybierz listę z menu.`,
    en: `There is no list "${String(kind).slice(0, 60)}". Choose a list from the menu.`,
  });
}

/** The definition of a kind with the own fields that the viewer may read. */
export async function listFor(db: Tx, viewer: Viewer, kind: unknown): Promise<ListDefinition> {
  return withOwnFields(db, viewer, listNamed(kind));
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** The moment of asking, and its date where the viewer is. */
export function momentOf({ timeZone }: Viewer) {
  const now = Date.now();
  const calendar = calendars.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone });
  calendars.set(timeZone, calendar);
  return { now, today: calendar.format(now) };
}

/** The place that a cursor of a list seals: its part, the id, the sort values. */
export function placeOf([part, id, ...values]: readonly (string | null)[]): Place {
  return { part: part === 'empty' ? 'empty' : 'filled', id: id ?? '', values };
}
