/** Every route of the API as it describes itself, and requests of the right shape about records that are there. */
import { z } from 'zod';
import type { Door } from '../../api/door.ts';
import { routesOf, type Route } from '../../api/openapi.ts';
import { routeShapes } from '../../api/route-shapes.ts';
import { apiRoutes } from '../../api/routes.ts';
import { newId } from '../../db/new-id.ts';
import type { TestPanel } from './panel.ts';
import { behind, fieldKinds, fieldsOfRoutes, fieldWords, wordsOfRoutes } from './places.ts';
import type { RecordKind, Records } from './records.ts';
import { sampleOf } from './sample.ts';

/** A stream never ends: it is asked in tests of its own. */
export const streams = ['/live'];

/** Every route but the streams. One that is added is in all tests that walk over them. */
export function everyRoute(panel: TestPanel): readonly Route[] {
  const door = {
    db: panel.db,
    secretKey: 'x'.repeat(40),
    publicUrl: panel.url,
    filesDir: panel.filesDir,
    log: () => {},
  };
  return routesOf(door as unknown as Door, apiRoutes).filter(({ path }) => !streams.includes(path));
}

/** A part of an address that names a record. */
export type Part = { readonly name: string; readonly kind: RecordKind };

/** The parts of a route's address that name records. Throws for one that nobody has said what it names. */
export function partsOf({ path }: Route): readonly Part[] {
  return placesIn(path).flatMap(({ name, place }) => {
    const found = behindOf(place);
    return typeof found === 'string' ? [{ name, kind: found }] : [];
  });
}

function placesIn(path: string): readonly { name: string; place: string }[] {
  const steps = path.split('/');
  return steps.flatMap((step, i) =>
    step.startsWith(':') ? [{ name: step.slice(1), place: steps.slice(0, i + 1).join('/') }] : [],
  );
}

function behindOf(place: string): RecordKind | { readonly word: string } {
  const found = behind[place];
  if (!found) throw new Error(`Say in tests/support/places.ts what stands behind ${place}`);
  return found;
}

export type Asking = {
  readonly route: Route;
  readonly records: Records;
  /** Another id in the place of one part of the address. */
  readonly part?: { readonly name: string; readonly id: string };
  /** An `Idempotency-Key`. */
  readonly key?: string;
  /** Another value in one field of the body or the query: its path, and what stands there. */
  readonly field?: { readonly path: readonly string[]; readonly value: unknown };
};

export type Answer = { readonly status: number; readonly type: string; readonly text: string };

/** Whoever asks: a program by its token, a person by their cookie, or nobody. */
export type Asker = string | { readonly cookie: string } | undefined;

/** Asks a route about records that are there, in the right shape but for what `asking` changes. */
export async function ask(panel: TestPanel, asker: Asker, asking: Asking): Promise<Answer> {
  const { method, path } = asking.route;
  const shape = routeShapes[`${method} ${path}`];
  const query = queryOf(asking);
  const hasBody = method !== 'GET' && !shape?.bytes;
  const request = () =>
    fetch(`${panel.url}/api/v1${addressOf(asking)}${query}`, {
      method,
      redirect: 'manual',
      headers: {
        'Content-Type': shape?.bytes ? 'application/octet-stream' : 'application/json',
        ...known(asker),
        ...(asking.key === undefined ? {} : { 'Idempotency-Key': asking.key }),
      },
      ...(shape?.bytes ? { body: 'x' } : {}),
      ...(hasBody && (shape?.body || method !== 'DELETE') ? { body: JSON.stringify(bodyOf(asking)) } : {}),
    });
  // A connection that was kept for later may be closed just when it is used again.
  const response = await request().catch(request);
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
}

function known(asker: Asker): Record<string, string> {
  if (asker === undefined) return {};
  return typeof asker === 'string' ? { Authorization: `Bearer ${asker}` } : { Cookie: asker.cookie, 'X-Nurt': '1' };
}

function addressOf({ route, records, part }: Asking): string {
  return placesIn(route.path).reduce((address, { name, place }) => {
    const found = behindOf(place);
    const own = typeof found === 'string' ? records[found] : found.word;
    return address.replace(`:${name}`, encodeURIComponent(part?.name === name ? part.id : own));
  }, route.path);
}

function queryOf(asking: Asking): string {
  const { route, field } = asking;
  const query = routeShapes[`${route.method} ${route.path}`]?.query;
  if (!query) return '';
  const sample = filled(sampleOf(query), asking, ['query']) as Record<string, unknown>;
  const asked = field?.path[0] === 'query' ? withValue(sample, field.path.slice(1), field.value) : sample;
  const parts = Object.entries(asked as Record<string, unknown>).map(([name, value]) => [name, String(value)]);
  return parts.length > 0 ? `?${new URLSearchParams(parts)}` : '';
}

function bodyOf(asking: Asking): unknown {
  const { route, field } = asking;
  const body = routeShapes[`${route.method} ${route.path}`]?.body;
  const sample = filled(sampleOf(body), asking, ['body']);
  return field?.path[0] === 'body' ? withValue(sample, field.path.slice(1), field.value) : sample;
}

/** With records that are there in the fields that the sample filled by itself. */
function filled(sample: unknown, { route, records }: Asking, path: readonly string[]): unknown {
  const inside = (value: unknown, step: string) => filled(value, { route, records }, [...path, step]);
  if (Array.isArray(sample)) return sample.map((each) => inside(each, '[]'));
  const name = path.findLast((step) => step !== '[]')!;
  const word = wordsOfRoutes[`${route.method} ${route.path} ${path.join('.')}`];
  if (word !== undefined) return word;
  if (name in fieldWords && typeof sample === typeof fieldWords[name]) return fieldWords[name];
  if (name in fieldWords && fieldWords[name] === null) return null;
  if (sample !== null && typeof sample === 'object')
    return Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, inside(value, key)]));
  const kind = kindOf(route, path);
  return kind && typeof sample === 'string' ? records[kind] : sample;
}

/** A copy with this value at this path; lists and records that are not there yet are made on the way. */
function withValue(whole: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step === '[]') return [withValue(Array.isArray(whole) ? whole[0] : undefined, rest, value)];
  const record = (whole ?? {}) as Record<string, unknown>;
  return { ...record, [step]: withValue(record[step], rest, value) };
}

type Json = {
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly items?: Json;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
};

export type Field = { readonly path: readonly string[]; readonly schema: Json };

/** Every field that a route reads, however deep: `body.changes.name`, `query.limit`, `body.rows.[].companyId`. */
export function fieldsOf({ method, path }: Route): readonly Field[] {
  const shape = routeShapes[`${method} ${path}`];
  return (['body', 'query'] as const).flatMap((part) =>
    shape?.[part] ? leaves(z.toJSONSchema(shape[part], { unrepresentable: 'any', io: 'input' }) as Json, [part]) : [],
  );
}

function leaves(schema: Json, path: readonly string[]): Field[] {
  const inside = [
    ...Object.entries(schema.properties ?? {}).map(([name, each]) => [each, [...path, name]] as const),
    ...(schema.items ? [[schema.items, [...path, '[]']] as const] : []),
    ...(schema.anyOf ?? schema.oneOf ?? []).map((each) => [each, path] as const),
  ];
  if (inside.length === 0) return [{ path, schema }];
  return inside.flatMap(([each, at]) => leaves(each, at));
}

/** The fields that name a record of a kind that somebody may have for themselves. */
export function namingFields(route: Route): readonly { readonly path: readonly string[]; readonly kind: RecordKind }[] {
  return fieldsOf(route).flatMap(({ path, schema }) => {
    if (schema.format !== 'uuid') return [];
    const kind = kindOf(route, path);
    return kind ? [{ path, kind }] : [];
  });
}

function kindOf({ method, path }: Route, field: readonly string[]): RecordKind | undefined {
  const name = field.findLast((step) => step !== '[]')!;
  return fieldsOfRoutes[`${method} ${path} ${field.join('.')}`] ?? fieldKinds[name];
}

/** An id that nothing has. */
export const nobodys = () => newId();
