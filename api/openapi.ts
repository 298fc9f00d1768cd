import { Router, type RequestHandler } from 'express';
import { z, type ZodType } from 'zod';
import { answer, viewerOf, type Door } from './door.ts';
import { isAnsweredOnce, KEY_HEADER } from './once.ts';
import { ownSchemas, withOwnRefs } from './own-shape.ts';
import { routeShapes, type RouteShape } from './route-shapes.ts';
import { rightsFor } from './route-rights.ts';

export type Opener = (door: Door) => Router;
export type Route = {
  readonly method: string;
  readonly path: string;
  /** Done once for each `Idempotency-Key`. */
  readonly once?: true;
};

type Layer = {
  readonly route?: {
    readonly path: string;
    readonly methods: Readonly<Record<string, boolean>>;
    readonly stack: readonly { readonly handle: RequestHandler }[];
  };
  readonly handle?: { readonly stack?: readonly Layer[] };
};

/** Every route that these routers open, as Express keeps them. */
export function routesOf(door: Door, openers: readonly Opener[]): Route[] {
  return openers.flatMap((open) => routesIn((open(door) as unknown as { stack: readonly Layer[] }).stack));
}

/** Also those of routers that stand in a router, without an address of their own. */
function routesIn(stack: readonly Layer[]): Route[] {
  return stack.flatMap(({ route, handle }) =>
    route
      ? Object.keys(route.methods).map((method) => ({
          method: method.toUpperCase(),
          path: route.path,
          ...(route.stack.some((one) => isAnsweredOnce(one.handle)) ? { once: true as const } : {}),
        }))
      : routesIn(handle?.stack ?? []),
  );
}

/**
 * `/api/v1/openapi.json`: everything that the API can do, drawn from its routes and the schemas that they read with, and the
 * own fields of this installation that the viewer may read.
 */
export function openapiApi(door: Door, openers: readonly Opener[]): Router {
  const router = Router();
  let document: Described | undefined;
  router.get(
    '/openapi.json',
    answer(async (request) => {
      document ??= withOwnRefs(documentOf(routesOf(door, openers), door.publicUrl)) as Described;
      const own = await ownSchemas(door.db, viewerOf(request));
      return {
        ...document,
        components: { ...document.components, schemas: { ...document.components.schemas, ...own } },
      };
    }),
  );
  return router;
}

type Described = { readonly components: { readonly schemas: object } };

function documentOf(routes: readonly Route[], publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of [...routes, { method: 'GET', path: '/openapi.json' }]) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nurt',
      version: 'v1',
      description:
        'What the panel does, a program can do. Times are ISO-8601 in UTC (…At), dates YYYY-MM-DD (…On), money integers of minor units with a currency. Lists answer { rows, next }; next goes back as after. Edits carry the version that was seen.',
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Refusal: refusal },
    },
  };
}

const refusal = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: { type: 'string', description: 'noun.problem; programs may rely on it' },
    message: { type: 'string', description: 'for people, in the language of the user' },
    field: { type: 'string', description: 'the field that must be changed' },
    theirs: {
      type: 'object',
      description:
        'with 409: the version now, and of each field that was sent and differs both values, with how they are said where they are ids or codes; an own field as own.<code>',
      properties: { version: { type: 'integer' }, fields: { type: 'object' } },
    },
  },
};

function operationOf({ method, path, once }: Route): object {
  const shape = routeShapes[`${method} ${path}`];
  const rights = rightsFor(method, path) ?? [];
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^a-zA-Z0-9]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [path.split('/')[1]!.replace('.json', '')],
    ...(rights.length > 0 ? { description: `Needs ${rights.join(' and ')}.`, 'x-rights': rights } : {}),
    parameters: [...pathParameters(path), ...queryParameters(shape?.query), ...(once ? [requestKey] : [])],
    ...(shape?.body || shape?.bytes ? { requestBody: bodyOf(shape) } : {}),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: {} } } },
      204: { description: 'Done; there is nothing to say' },
      ...Object.fromEntries(refusals.map(([status, description]) => [status, { description, ...refused }])),
    },
  };
}

const requestKey = {
  name: KEY_HEADER,
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
  description:
    'Chosen by the program, new for each thing to be made. Sent again with the same body within a day, the request makes nothing and is answered as the first time; with another body it is refused (422, request.key_reused).',
};

const refused = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } } };
const refusals = [
  [400, 'The request is not of the right shape'],
  [401, 'No session and no token'],
  [403, 'The right is missing'],
  [404, 'Not there, or not for this user'],
  [409, 'Somebody else was faster'],
  [422, 'A rule forbids it'],
] as const;

function pathParameters(path: string): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

type Json = { readonly properties?: Readonly<Record<string, object>>; readonly required?: readonly string[] };

function queryParameters(query: ZodType | undefined): object[] {
  const { properties = {}, required = [] } = query ? (jsonOf(query) as Json) : {};
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function bodyOf({ body, bytes }: RouteShape): object {
  const file = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
  return { content: bytes || !body ? file : { 'application/json': { schema: jsonOf(body) } } };
}

/** Shapes that only a program can check are left open. */
function jsonOf(schema: ZodType): object {
  return z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
}
