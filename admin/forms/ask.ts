import { bodyAfterMeeting, type FormWords, type Theirs } from '../components/meeting.ts';
import { Refused } from '../components/read.ts';
import { nounOf } from '../../domain/domain-error.ts';
import type { Entry } from './described.ts';

export type Saved = { readonly record?: Entry; readonly notice?: { readonly type: string; readonly message: string } };
export type Listed = {
  readonly records: readonly Entry[];
  readonly meta: { readonly total: number; readonly perPage: number; readonly page: number };
};

/**
 * One request to AdminJS's API of plain forms. Throws `Refused` for everything but what was typed wrong. Where somebody else
 * was quicker, the person is asked in the words of the form which values are to stay, and it is sent again.
 */
export async function ask<T>(path: string, body?: object, words?: FormWords): Promise<T> {
  const response = await fetch(`/admin/api/resources/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'X-Nurt': '1', Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (response.status === 401) window.location.assign('/admin/login');
  const answer = (await response.json().catch(() => ({}))) as { code?: string; message?: string; theirs?: Theirs };
  if (response.ok) return answer as T;
  const { code = 'server.failed', message = String(response.status) } = answer;
  const { theirs } = answer;
  const met = theirs && { noun: nounOf(code), theirs, ...(words ? { words } : {}) };
  const again = met && (await bodyAfterMeeting({ met, body }));
  if (again) return ask<T>(path, again, words);
  throw new Refused({ code, message, status: response.status });
}
