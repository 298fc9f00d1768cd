/** One SMTP connection of nodemailer, with the knowledge of whether the final dot has been handed over. */
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SendAnswer } from '../plugin.ts';
import { answerFor, type Broken } from './answers.ts';
import type { Smtp } from './smtp-url.ts';

export type Envelope = { readonly from: string; readonly to: string };

/** `fresh: false` on a failure: the connection had served before, and nothing of this mail had been handed over. */
export type Attempt = { readonly answer: SendAnswer; readonly worthRepeating: boolean };

export type Connection = {
  send(envelope: Envelope, mail: Buffer): Promise<Attempt>;
  /** False once it is broken or has served as many mails as one connection should. */
  isOpen(): boolean;
  /** An idle connection keeps nobody from ending. */
  idle(isIdle: boolean): void;
  close(): void;
};

const PIECE = 64 * 1024;

/** Connects, greets and logs in. Rejects with what the far side said. */
export async function openConnection(smtp: Smtp): Promise<Connection> {
  const connection = new SMTPConnection({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    connectionTimeout: smtp.timeoutMs,
    greetingTimeout: smtp.timeoutMs,
    socketTimeout: smtp.timeoutMs,
    dnsTimeout: smtp.timeoutMs,
    ...(smtp.requireTls ? { requireTLS: true } : {}),
    ...(smtp.ignoreTls ? { ignoreTLS: true } : {}),
    ...(smtp.rejectUnauthorized ? {} : { tls: { rejectUnauthorized: false } }),
  });
  await greeted(connection, smtp);
  // From here on every failure also reaches the mail that is under way.
  connection.on('error', () => {});
  const socket = connection._socket;
  if (socket) socket.setNoDelay(true);
  let sent = 0;

  return {
    async send(envelope, mail) {
      const attempt = await attemptOn(connection, { envelope, mail, deadlineMs: smtp.timeoutMs * 5 });
      const worthRepeating = attempt.broke === 'before the mail' && sent > 0;
      sent += 1;
      if (attempt.broke === 'envelope') await reset(connection);
      else if (attempt.broke) connection.close();
      return { answer: attempt.answer, worthRepeating };
    },
    isOpen: () => !connection.destroyed && sent < smtp.mailsPerConnection,
    idle(isIdle) {
      const current = connection._socket;
      if (current) (isIdle ? current.unref() : current.ref()).setTimeout(isIdle ? 0 : smtp.timeoutMs);
    },
    close: () => (connection.destroyed ? undefined : connection.quit()),
  };
}

function greeted(connection: SMTPConnection, smtp: Smtp): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      connection.close();
      reject(error);
    };
    connection.once('error', fail);
    connection.once('end', () => reject(new Error('Connection closed during the greeting')));
    connection.connect((error) => {
      if (error) return fail(error);
      if (!smtp.user) return done();
      connection.login({ user: smtp.user, pass: smtp.pass ?? '' }, (refused) => (refused ? fail(refused) : done()));
    });
    const done = () => {
      connection.removeListener('error', fail);
      resolve();
    };
  });
}

type Attempted = {
  readonly answer: SendAnswer;
  /** Where it broke: `envelope` leaves a connection that can go on. */
  readonly broke?: 'before the mail' | 'envelope' | 'mail';
};

function attemptOn(
  connection: SMTPConnection,
  { envelope, mail, deadlineMs }: { readonly envelope: Envelope; readonly mail: Buffer; readonly deadlineMs: number },
): Promise<Attempted> {
  return new Promise((resolve) => {
    const way = wayOf(mail, connection);
    // A server that drips a byte now and then keeps the socket alive for ever; a mail has a deadline of its own.
    const deadline = setTimeout(() => {
      finish({ message: `No answer within ${deadlineMs / 1000} s`, code: 'ETIMEDOUT', command: 'CONN' });
      connection.close();
    }, deadlineMs);
    const finish = (broken: Broken | null) => {
      clearTimeout(deadline);
      resolve(broken ? failure(broken, way) : { answer: { as: 'done', externalId: '' } });
    };
    const to = { from: envelope.from, to: [envelope.to], size: mail.length };
    connection.send(to, way.stream, (error) => finish(error ? (error as Broken) : null));
  });
}

function failure(broken: Broken, way: Way): Attempted {
  const answer = answerFor(broken, way.dotSent());
  const answered = broken.responseCode !== undefined && broken.command !== 'CONN' && broken.responseCode !== 421;
  if (answered) return { answer, broke: 'envelope' };
  return { answer, broke: way.begun() ? 'mail' : 'before the mail' };
}

type Way = { readonly stream: Readable; begun(): boolean; dotSent(): boolean };

/** What is larger goes piece by piece, as fast as the socket takes it. */
function wayOf(mail: Buffer, connection: SMTPConnection): Way {
  return mail.length <= PIECE ? atOnce(mail, connection) : inPieces(mail);
}

/**
 * A small mail and its final dot leave in one segment, which saves both sides a round of reading and writing. From then on
 * nobody can know what the server has seen. All that nodemailer asks of a message is that it can be piped.
 */
function atOnce(mail: Buffer, connection: SMTPConnection): Way {
  let begun = false;
  const message = {
    pipe(target: NodeJS.WritableStream) {
      begun = true;
      const socket = connection._socket;
      if (socket) {
        socket.cork();
        setImmediate(() => socket.uncork());
      }
      target.end(mail);
    },
  };
  return { stream: message as unknown as Readable, begun: () => begun, dotSent: () => begun };
}

/** The end of the stream is what makes nodemailer write the final dot. */
function inPieces(mail: Buffer): Way {
  let at = 0;
  let begun = false;
  let dotSent = false;
  const stream = new Readable({
    highWaterMark: PIECE,
    read() {
      begun = true;
      const piece = mail.subarray(at, at + PIECE);
      at += PIECE;
      dotSent = at >= mail.length;
      this.push(piece);
      if (dotSent) this.push(null);
    },
  });
  return { stream, begun: () => begun, dotSent: () => dotSent };
}

/** A refused envelope may leave a transaction open; where even the reset fails, the connection is given up. */
function reset(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve) => {
    if (connection.destroyed) return resolve();
    const gone = () => resolve();
    connection.once('end', gone);
    connection.reset((error) => {
      connection.removeListener('end', gone);
      if (error) connection.close();
      resolve();
    });
  });
}
