import type { Request, RequestHandler } from 'express';
import { DomainError } from '../domain/domain-error.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses every name but that of `PUBLIC_URL`: a foreign name that leads here is an attack or a mistake (rule 21). */
export function ownHost(publicUrl: string): RequestHandler {
  const { host, hostname, port } = new URL(publicUrl);
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  const allowed = new Set(loopback.includes(hostname) ? loopback.map((name) => `${name}:${port}`) : [host]);
  return (request, response, next) => {
    if (allowed.has(request.get('host') ?? '')) return next();
    response.status(421).type('text/plain').send(`This is ${publicUrl}`);
  };
}

/** A page of ours that a link from elsewhere may open: it gives nothing away, and cannot be framed. */
export function isPageView(request: Request): boolean {
  const mode = request.get('sec-fetch-mode');
  return request.method === 'GET' && (mode === undefined || mode === 'navigate') && accepts(request, 'html');
}

/** Throws `request.foreign` unless the request comes from a page of ours and, when it writes, carries `X-Nurt`. */
export function demandOwnOrigin(request: Request, publicUrl: string): void {
  if (!isSameOrigin(request, publicUrl)) throw foreign();
  if (!READS.has(request.method) && request.get('x-nurt') === undefined) throw foreign();
}

/** What the browser itself says about where a request comes from; a request that says nothing is no browser's. */
export function isSameOrigin(request: Request, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  if (origin === undefined) return true;
  return origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.get('host')}`;
}

function accepts(request: Request, kind: 'html'): boolean {
  return (request.get('accept') ?? '').includes(kind);
}

function foreign(): DomainError {
  return new DomainError('request.foreign', {
    pl: 'To żądanie nie przyszło ze strony Nurtu, więc nic nie zostało zrobione. Otwórz panel i spróbuj w nim.',
    en: 'This request did not come from a page of Nurt, so nothing was done. Open the panel and try there.',
  });
}
