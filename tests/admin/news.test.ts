import { expect } from 'chai';
import type { hearOf } from '../../admin/live/news.ts';

type News = { readonly hearOf: typeof hearOf };
type Said = { readonly data: unknown };
type Pause = { readonly ring: () => void; readonly ms: number };
type Port = { onmessage: ((event: Said) => void) | null; postMessage(data: unknown): void; start(): void };

/** As much of a browser as tabs and the worker that they share need: a stream that can be cut, and a clock of its own. */
function browser() {
  const streams: Stream[] = [];
  const minutes: (() => void)[] = [];
  const pauses = new Set<Pause>();
  const seen = { hidden: false, addEventListener: () => undefined };
  class Stream extends EventTarget {
    static readonly CLOSED = 2;
    readyState = 1;
    readonly address: string;
    constructor(address: string) {
      super();
      this.address = address;
      streams.push(this);
    }
    close(): void {
      this.readyState = Stream.CLOSED;
    }
    tell(type: string, data: unknown = {}): void {
      this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
    }
    /** As after an answer that is no stream: the browser gives it up. */
    refuse(): void {
      this.readyState = Stream.CLOSED;
      this.dispatchEvent(new Event('error'));
    }
  }
  class SharedWorker {
    readonly port: Port;
    constructor() {
      const mine: Port = portTo(() => theirs);
      const theirs: Port = portTo(() => mine);
      this.port = mine;
      (globalThis as unknown as { onconnect: (event: object) => void }).onconnect({ ports: [theirs] });
    }
  }
  return {
    ...{ streams, seen, pauses },
    pass: () => minutes.forEach((ring) => ring()),
    end: (pause: Pause) => {
      pauses.delete(pause);
      pause.ring();
    },
    globals: {
      ...{ EventSource: Stream, SharedWorker, document: seen, addEventListener: () => undefined },
      window: { NURT: { live: '/live.js', viewer: { userId: 'anna' } } },
      setInterval: (ring: () => void) => void minutes.push(ring),
      setTimeout: (ring: () => void, ms: number) => {
        const pause = { ring, ms };
        pauses.add(pause);
        return pause;
      },
      clearTimeout: (pause: Pause | undefined) => void (pause && pauses.delete(pause)),
    },
  };
}

function portTo(other: () => Port): Port {
  return { onmessage: null, start: () => undefined, postMessage: (data) => other().onmessage?.({ data }) };
}

describe('news in the tabs of a browser (rule 22)', () => {
  const made = browser();
  const kept = new Map(Object.keys(made.globals).map((name) => [name, Reflect.get(globalThis, name) as unknown]));
  const tabs: News[] = [];
  before(async () => {
    for (const [name, value] of Object.entries(made.globals))
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    // Each tab has the module for itself.
    const module = (name: string) => import(new URL(`../../admin/live/${name}`, import.meta.url).href);
    await module('worker.ts');
    for (const tab of ['first', 'second']) tabs.push((await module(`news.ts?${tab}`)) as News);
  });
  after(() => {
    for (const [name, value] of kept)
      if (value === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    Reflect.deleteProperty(globalThis, 'onconnect');
  });

  it('come by one stream for all; when it is cut each tab that is looked at asks every minute, until it is back', () => {
    const heard: string[][] = [[], []];
    const stops = tabs.map(({ hearOf }, tab) =>
      hearOf('tasks', (news) => heard[tab]!.push(news ? `${news.id}` : 'reads')),
    );
    const since = () => heard.map((told) => told.splice(0).join(' '));
    expect(made.streams.map(({ address }) => address)).to.deep.equal(['/api/v1/live']);
    const [stream] = made.streams;

    made.pass();
    expect(since(), 'not open yet').to.deep.equal(['reads', 'reads']);
    stream!.tell('open');
    expect(since(), 'what happened before is read').to.deep.equal(['reads', 'reads']);
    stream!.tell('news', { about: 'tasks', id: 'one' });
    stream!.tell('news', { about: 'cases', id: 'another' });
    made.pass();
    expect(since()).to.deep.equal(['one', 'one']);

    stream!.dispatchEvent(new Event('error'));
    made.pass();
    expect(since(), 'cut').to.deep.equal(['reads', 'reads']);
    made.seen.hidden = true;
    made.pass();
    expect(since(), 'nobody looks').to.deep.equal(['', '']);
    made.seen.hidden = false;

    stream!.tell('open');
    since();
    made.pass();
    expect(since(), 'back again').to.deep.equal(['', '']);
    stops[0]!();
    stream!.tell('news', { about: 'tasks', id: 'two' });
    expect(since()).to.deep.equal(['', 'two']);
    expect(made.streams).to.have.length(1);
  });

  it('are asked for again by one stream, after a pause, for as long as the answer is none', () => {
    const heard: string[] = [];
    const stop = tabs[0]!.hearOf('tasks', (news) => heard.push(news ? `${news.id}` : 'reads'));
    for (const asked of [1, 2, 3]) {
      made.streams.at(-1)!.refuse();
      expect(made.streams, 'not at once').to.have.length(asked);
      const [pause, ...others] = made.pauses;
      expect(pause!.ms).to.be.within(30_000, 60_000);
      expect(others).to.deep.equal([]);
      made.end(pause!);
      expect(made.streams).to.have.length(asked + 1);
    }
    made.streams.at(-1)!.tell('open');
    made.streams.at(-1)!.tell('news', { about: 'tasks', id: 'three' });
    expect(heard).to.deep.equal(['reads', 'three']);
    stop();
  });
});
