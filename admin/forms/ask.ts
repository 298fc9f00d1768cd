import { Refused } from '../components/read.ts';
import type { Entry } from './described.ts';

export type Saved = { readonly record?: Entry; readonly notice?: { readonly type: string; readonly message: string } };
export type Listed = {
  readonly records: readonly Entry[];
  readonly meta: { readonly total: number; readonly perPage: number; readonly page: number };
};

/** One request to AdminJS's API of plain forms. Throws `Refused` for everything but what was typed wrong. */
export async function ask<T>(path: string, body?: Readonly<Record<string, unknown>>): Promise<T> {
  const response = await fetch(`/admin/api/resources/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'X-Nurt': '1', Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (response.status === 401) window.location.assign('/admin/login');
  const answer = (await response.json().catch(() => ({}))) as { code?: string; message?: string };
  if (response.ok) return answer as T;
  const { code = 'server.failed', message = String(response.status) } = answer;
  throw new Refused({ code, message, status: response.status });
}
