import type { Request, RequestHandler } from 'express';
import { DomainError } from '../../domain/domain-error.ts';
import { viewerOf } from '../../api/door.ts';
import type { Shell } from '../shell.ts';
import { ScopedResource } from './scoped-resource.ts';

/**
 * Decides before AdminJS does anything: it runs hooks, loads records and references, and only then asks whether the
 * action is allowed, and answers 200 in any case. A table that one may not open does not exist.
 */
export function onlyAllowed({ admin }: Shell): RequestHandler {
  return (request, _response, next) => {
    const asked = parse(request);
    const resource = asked && (admin.resources.find((each) => each.id() === asked.resource) as unknown);
    const viewer = viewerOf(request);
    if (!asked || !(resource instanceof ScopedResource) || !resource.mayDo(viewer, 'list')) return next(noAddress());
    if (!resource.mayDo(viewer, asked.action)) return next(missingRight(asked.action));
    if (asked.action !== 'edit' && writes(asked.action) !== (request.method === 'POST')) return next(noAddress());
    next();
  };
}

/** AdminJS says "forbidden" and "not found" with 200 and a notice: such an answer gets the status that it means. */
export const truthfulStatus: RequestHandler = (_request, response, next) => {
  const send = response.send.bind(response);
  response.send = (body: unknown) => {
    if (body !== null && typeof body === 'object' && !Buffer.isBuffer(body)) {
      const status = statusOf(body as Answer);
      if (status) response.status(status);
    }
    return send(body);
  };
  next();
};

type Answer = {
  notice?: { type?: string; message?: string };
  record?: { errors?: object; baseError?: { type?: string } | null };
};

function statusOf({ notice, record }: Answer): number | undefined {
  if (notice?.type !== 'error') return undefined;
  const { type } = record?.baseError ?? {};
  if (type === 'ForbiddenError' || notice.message === 'anyForbiddenError') return 403;
  if (type === 'NotFoundError') return 404;
  // What a person typed wrong stays 200, as AdminJS's own forms expect.
  return undefined;
}

function parse(request: Request): { resource: string; action: string } | undefined {
  const found = /^\/resources\/([^/]+)\/(?:actions\/([^/]+)|records\/[^/]+\/([^/]+)|bulk\/([^/]+))/.exec(request.path);
  if (!found) return undefined;
  const [, resource, ofResource, ofRecord, ofMany] = found;
  return { resource: decodeURIComponent(resource!), action: ofResource ?? ofRecord ?? `bulk ${ofMany!}` };
}

function writes(action: string): boolean {
  return action === 'new' || action === 'delete';
}

function noAddress(): DomainError {
  return new DomainError('address.not_found', {
    pl: 'Nie ma takiego adresu albo nie masz do niego dostępu.',
    en: 'There is no such address, or you have no access to it.',
  });
}

function missingRight(action: string): DomainError {
  return new DomainError('right.missing', {
    pl: `Nie możesz tu wykonać czynności „${action}”. Poproś administratora o dostęp.`,
    en: `You may not do "${action}" here. Ask an administrator for access.`,
  });
}
