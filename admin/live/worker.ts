/**
 * Runs in a SharedWorker: one stream of news for all tabs of a browser (rule 22). A tab sends `hello` to be counted in and
 * `bye` when it goes; the stream is closed when the last one has gone. While there is none, since the session has ended or
 * Nurt is away, tabs are told to ask by themselves.
 */
import type { Heard } from './news.ts';

type Port = Pick<MessagePort, 'postMessage' | 'start'> & { onmessage: ((event: MessageEvent) => void) | null };
type Scope = { onconnect: ((event: MessageEvent) => void) | null };

const ports = new Set<Port>();
let stream: EventSource | undefined;
let last: Heard = { kind: 'away' };
let again: ReturnType<typeof setTimeout> | undefined;

const HALF_MINUTE = 30_000;

(globalThis as unknown as Scope).onconnect = (event) => {
  const port = event.ports[0] as Port | undefined;
  if (!port) return;
  port.onmessage = ({ data }) => {
    if (data === 'bye') ports.delete(port);
    else ports.add(port);
    if (ports.size === 0) close();
    else if (!stream) open();
    else if (data !== 'bye') port.postMessage(last);
  };
  port.start();
};

function open(): void {
  clearTimeout(again);
  const mine = new EventSource('/api/v1/live');
  stream = mine;
  // The browser's own event of that name comes when it is connected; ours, with data, when nothing is missed any more.
  mine.addEventListener('open', (event) => {
    if (event instanceof MessageEvent) tell({ kind: 'open' });
  });
  mine.addEventListener('news', ({ data }) => tell({ kind: 'news', news: JSON.parse(String(data)) as never }));
  mine.addEventListener('end', () => {
    // The session or its rights are others now: the next tab that says hello opens a new one.
    close();
    tell({ kind: 'ended' });
  });
  mine.addEventListener('error', () => {
    tell({ kind: 'away' });
    // After an answer that is no stream (no session, a proxy without Nurt) the browser does not try again by itself.
    if (mine.readyState === EventSource.CLOSED) openLater();
  });
}

/** After half a minute to a minute: not all browsers of a house ask at once when Nurt is there again. */
function openLater(): void {
  close();
  again = setTimeout(
    () => {
      if (ports.size > 0 && !stream) open();
    },
    HALF_MINUTE * (1 + Math.random()),
  );
}

function close(): void {
  stream?.close();
  stream = undefined;
}

function tell(heard: Heard): void {
  if (heard.kind !== 'news') last = heard;
  for (const port of ports) port.postMessage(heard);
}
