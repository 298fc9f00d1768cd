import type { Response } from 'express';

/** Aborted when whoever asked does not wait for the answer any more. */
export function leaving(response: Response): AbortSignal {
  if (response.destroyed) return AbortSignal.abort();
  const left = new AbortController();
  response.once('close', () => left.abort());
  return left.signal;
}
