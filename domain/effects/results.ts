/** What a sender's answer means for the ledger, and how long to wait before the next try. */

/** How an attempt to send ended, in the words of the ledger. */
export type SendResult =
  | { readonly state: 'done'; readonly externalId: string }
  | { readonly state: 'failed'; readonly reason: string; readonly address?: 'bounced' | 'full' }
  /** It certainly did not go out: tried again after a while. */
  | { readonly state: 'planned'; readonly reason: string; readonly retrySeconds: number }
  /** It may have gone out: a person decides. */
  | { readonly state: 'unknown'; readonly reason: string };

const minutes = [1, 2, 5, 10, 20, 30];

/** Seconds until a message is tried again that has been put off `attempt` times (1 for the first). */
export function messageBackoff(attempt: number): number {
  return 60 * (minutes[attempt - 1] ?? 30);
}

/** Seconds for which an account rests after `refusals` refusals in a row (1 for the first): 15 s up to 15 minutes. */
export function accountBackoff(refusals: number): number {
  return Math.min(15 * 2 ** (refusals - 1), 900);
}
