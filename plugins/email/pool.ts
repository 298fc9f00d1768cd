/** The connections of one account: at most as many as it may have, opened when needed, kept while there is work. */
import type { ChannelAccount, Outgoing, SendAnswer, Sender } from '../plugin.ts';
import { answerForUnopened, type Broken } from './answers.ts';
import { composeMail, messageIdOf } from './compose.ts';
import { openConnection, type Attempt, type Connection } from './connection.ts';
import type { Smtp } from './smtp-url.ts';

export function openPool(account: ChannelAccount, smtp: Smtp): Sender {
  const places = seats(account.connections);
  const idle: Connection[] = [];
  const from = { name: account.senderName, address: account.senderAddress };
  let closed = false;

  async function send(message: Outgoing): Promise<SendAnswer> {
    if (/[\s<>\0]/.test(message.to.address) || !message.to.address.includes('@')) {
      return { as: 'failed', reason: `Not an address: ${message.to.address.slice(0, 100)}`, address: 'bounced' };
    }
    const mail = await composed(message);
    if (!Buffer.isBuffer(mail)) return mail;
    const leave = await places.enter();
    try {
      const answer = await over(mail, { from: from.address, to: message.to.address });
      return answer.as === 'done' ? { as: 'done', externalId: messageIdOf(message.key, from.address) } : answer;
    } finally {
      leave();
    }
  }

  async function composed(message: Outgoing): Promise<Buffer | SendAnswer> {
    try {
      return await composeMail(message, from, new Date());
    } catch (error) {
      return { as: 'failed', reason: `The mail could not be composed: ${(error as Error).message}` };
    }
  }

  /** Servers end idle connections: what breaks on a used one before the mail began is tried once on a fresh one. */
  async function over(mail: Buffer, envelope: { from: string; to: string }): Promise<SendAnswer> {
    const used = openOne();
    if (used) {
      const { answer, worthRepeating } = await onConnection(used, mail, envelope);
      if (!worthRepeating) return answer;
    }
    let fresh: Connection;
    try {
      fresh = await openConnection(smtp);
    } catch (error) {
      return answerForUnopened(error as Broken);
    }
    return (await onConnection(fresh, mail, envelope)).answer;
  }

  function openOne(): Connection | undefined {
    for (let connection = idle.pop(); connection; connection = idle.pop()) {
      if (connection.isOpen()) return connection;
      connection.close();
    }
    return undefined;
  }

  async function onConnection(connection: Connection, mail: Buffer, envelope: { from: string; to: string }) {
    connection.idle(false);
    const attempt: Attempt = await connection.send(envelope, mail);
    if (!connection.isOpen() || closed) connection.close();
    else {
      connection.idle(true);
      idle.push(connection);
    }
    return attempt;
  }

  return {
    send,
    async close() {
      closed = true;
      for (const connection of idle.splice(0)) connection.close();
    },
  };
}

/** Lets in so many at once; the others wait in order. */
function seats(count: number): { enter(): Promise<() => void> } {
  let free = count;
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async enter() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return leave;
    },
  };
}
