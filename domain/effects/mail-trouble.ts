/** Since when a mail server takes nothing, told from what an account and its messages carry: nobody writes it down. */
import { accountBackoff, messageBackoff } from './results.ts';

/** When so many refusals in a row began, at the latest: each try came once the rest before it was over, or later. */
export function refusedSince(refusals: number, pausedUntil: string): string {
  return earlier(pausedUntil, sumOf(refusals, accountBackoff));
}

/** When a message that waits until `notBefore` was first put off, at the latest. */
export function putOffSince(attempts: number, notBefore: string): string {
  return earlier(notBefore, sumOf(attempts, messageBackoff));
}

/** When it was tried the last time but one: since then at least the server has not taken it. */
export function putOffAgainSince(attempts: number, notBefore: string): string {
  return earlier(notBefore, messageBackoff(attempts) + messageBackoff(attempts - 1));
}

function sumOf(times: number, seconds: (nth: number) => number): number {
  return Array.from({ length: times }, (_, n) => seconds(n + 1)).reduce((sum, one) => sum + one, 0);
}

function earlier(iso: string, seconds: number): string {
  return new Date(Date.parse(iso) - seconds * 1000).toISOString();
}
