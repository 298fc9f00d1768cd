/** What a page hears of: through the worker that all tabs share, or by asking each minute where there is none. */
import { useEffect, useRef } from 'react';

export type LiveNews = { readonly about: string; readonly id?: string; readonly version?: number };

/** What the worker says to its tabs. */
export type Heard =
  | { readonly kind: 'news'; readonly news: LiveNews }
  /** The stream is open again: what happened meanwhile has to be read. */
  | { readonly kind: 'open' }
  | { readonly kind: 'away' }
  | { readonly kind: 'ended' };

const MINUTE = 60_000;
const listeners = new Set<(news: LiveNews | undefined) => void>();
let begun = false;
let isLive = false;

/**
 * Calls `read` when there is news about the topic, when the stream has opened (what happened before is not told), and each
 * minute while there is no stream and somebody looks at the page.
 */
export function useNews(about: string, read: (news: LiveNews | undefined) => void): void {
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => hearOf(about, (news) => latest.current(news)), [about]);
}

/** As `useNews`, outside of a component. Answers how to stop hearing. */
export function hearOf(about: string, read: (news: LiveNews | undefined) => void): () => void {
  begin();
  const hear = (news: LiveNews | undefined) => {
    if (!news || news.about === about) read(news);
  };
  listeners.add(hear);
  return () => void listeners.delete(hear);
}

function begin(): void {
  if (begun) return;
  begun = true;
  setInterval(() => {
    if (!isLive && !document.hidden) tell(undefined);
  }, MINUTE);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && !isLive) tell(undefined);
  });
  if (typeof SharedWorker === 'undefined') return;
  const { live, viewer } = window.NURT;
  // Another person in the same browser is another worker.
  const { port } = new SharedWorker(live, { name: `nurt ${viewer.userId}` });
  port.onmessage = ({ data }) => hear(data as Heard);
  port.postMessage('hello');
  addEventListener('pagehide', () => port.postMessage('bye'));
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) port.postMessage('hello');
  });
  function hear(heard: Heard): void {
    if (heard.kind === 'news') return tell(heard.news);
    isLive = heard.kind === 'open';
    if (isLive) tell(undefined);
    // Rights have changed or the session is over: reading says which, and a new stream is asked for.
    if (heard.kind === 'ended') setTimeout(() => port.postMessage('hello'), 5_000);
  }
}

function tell(news: LiveNews | undefined): void {
  for (const hear of listeners) hear(news);
}
