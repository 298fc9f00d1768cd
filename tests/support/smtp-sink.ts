/**
 * A real SMTP server that behaves as told: takes mails, refuses them, is slow, or cuts the connection before or after the
 * final dot of DATA. Counts each mail whose final dot it has seen, as a receiving server would.
 */
import net from 'node:net';

/** What happens to one mail; `then` is asked anew for each. */
export type Behaviour =
  | 'accept'
  /** An answer instead of the usual one: `{ at: 'RCPT', answer: '550 5.1.1 no such user' }`. */
  | { readonly at: 'greeting' | 'MAIL' | 'RCPT' | 'DATA' | 'dot'; readonly answer: string }
  /** The connection is cut there. `data`: in the middle of the mail; `dot`: after the final dot, before the answer. */
  | { readonly cut: Place }
  /** Nothing is said any more from there on; with `keep` the mail is in the log all the same. */
  | { readonly silentAt: 'greeting' | 'MAIL' | 'DATA' | 'dot' }
  /** Every answer takes its time. */
  | { readonly slowMs: number };

export type Received = {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  /** The whole mail, as it came; empty where the sink was told not to keep it. */
  readonly raw: string;
  /** Whether the sender was told that it was taken. */
  readonly answered: boolean;
};

type Place = 'greeting' | 'MAIL' | 'RCPT' | 'DATA' | 'data' | 'dot';

export type SmtpSink = {
  readonly port: number;
  readonly url: string;
  /** Every mail whose final dot came, in that order. */
  readonly received: readonly Received[];
  /** Where it has cut connections, in that order. */
  readonly cuts: readonly Place[];
  /** From now on; a function decides for each mail by its recipient. */
  behave(behaviour: Behaviour | ((to: string) => Behaviour)): void;
  readonly connections: () => number;
  close(): Promise<void>;
};

export async function startSmtpSink({ port = 0, keep = true } = {}): Promise<SmtpSink> {
  const received: Received[] = [];
  const cuts: Place[] = [];
  const sockets = new Set<net.Socket>();
  let decide: (to: string) => Behaviour = () => 'accept';
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    converse(socket, {
      decide: (to) => decide(to),
      keep: (mail) => received.push(keep ? mail : { ...mail, raw: '' }),
      cut(place) {
        cuts.push(place);
        socket.destroy();
      },
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as net.AddressInfo;
  return {
    port: taken,
    url: `smtp://127.0.0.1:${taken}?ignoreTLS=1`,
    received,
    cuts,
    behave: (behaviour) => {
      decide = typeof behaviour === 'function' ? behaviour : () => behaviour;
    },
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Told = {
  readonly decide: (to: string) => Behaviour;
  readonly keep: (mail: Received) => void;
  readonly cut: (place: Place) => void;
};

const END = Buffer.from('\r\n.\r\n');

function converse(socket: net.Socket, { decide, keep, cut }: Told): void {
  let waiting = Buffer.alloc(0);
  let inData = false;
  let from = '';
  let to = '';

  /** Says the usual thing, unless it was told otherwise. False where the conversation is over. */
  function say(place: Place, usual: string): boolean {
    const behaviour = decide(to);
    if (behaviour !== 'accept' && 'cut' in behaviour && behaviour.cut === place) {
      cut(place);
      return false;
    }
    if (behaviour !== 'accept' && 'silentAt' in behaviour && behaviour.silentAt === place) return false;
    const told = behaviour !== 'accept' && 'at' in behaviour && behaviour.at === place ? behaviour.answer : usual;
    if (behaviour !== 'accept' && 'slowMs' in behaviour)
      setTimeout(() => socket.write(`${told}\r\n`), behaviour.slowMs);
    else socket.write(`${told}\r\n`);
    return told.startsWith('2') || told.startsWith('3');
  }

  function take(raw: Buffer): void {
    const text = raw.toString('latin1');
    const behaviour = decide(to);
    const answered =
      behaviour === 'accept' ||
      'slowMs' in behaviour ||
      !('cut' in behaviour || 'silentAt' in behaviour || behaviour.at === 'dot');
    const refused = behaviour !== 'accept' && 'at' in behaviour && behaviour.at === 'dot';
    const messageId = /^message-id:\s*(\S+)/im.exec(text)?.[1] ?? '';
    if (!refused) keep({ messageId, from, to, raw: text, answered });
    say('dot', '250 2.0.0 taken');
  }

  function command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'EHLO' || verb === 'HELO')
      socket.write('250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n');
    else if (verb === 'MAIL') {
      from = address;
      to = '';
      // Who it is for is not known yet; the whole envelope comes in one segment and is decided by its recipient.
      const ahead = /RCPT TO:<([^>]*)>/i.exec(waiting.toString('latin1'))?.[1];
      if (ahead) to = ahead;
      say('MAIL', '250 2.1.0 ok');
    } else if (verb === 'RCPT') {
      to = address;
      if (!say('RCPT', '250 2.1.5 ok')) to = '';
    } else if (verb === 'DATA') {
      if (to === '') socket.write('503 5.5.1 no recipient\r\n');
      else inData = say('DATA', '354 go on');
    } else if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n');
    else socket.write('250 2.0.0 ok\r\n');
  }

  function read(): void {
    for (;;) {
      if (inData) {
        const behaviour = decide(to);
        if (behaviour !== 'accept' && 'cut' in behaviour && behaviour.cut === 'data') return cut('data');
        const end = waiting.indexOf(END);
        if (end < 0) return;
        const mail = waiting.subarray(0, end + 2);
        waiting = waiting.subarray(end + END.length);
        inData = false;
        take(mail);
        continue;
      }
      const end = waiting.indexOf('\r\n');
      if (end < 0 || socket.destroyed) return;
      const line = waiting.subarray(0, end).toString('latin1');
      waiting = waiting.subarray(end + 2);
      command(line);
    }
  }

  socket.on('data', (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    read();
  });
  say('greeting', '220 sink ESMTP');
}
