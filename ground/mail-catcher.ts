/**
 * A real SMTP server for a machine whose mail does not go out: it takes everything and keeps the last 5,000 mails in a
 * folder, where the panel shows them. Two files each: the mail as it came (`.eml`) and what a list needs (`.json`).
 * Names begin with the time of arrival, so that their order is the order of coming.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** What a list shows of one mail without reading it. */
export type Caught = {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly bytes: number;
};

export type MailCatcher = { readonly port: number; close(): Promise<void> };

const MOST = 5_000;
const MOST_BYTES = 25 * 1024 * 1024;
/** Enough for every header that matters; the body is not held in memory. */
const HEAD_BYTES = 64 * 1024;

/** Listens on the loopback address. Port 0 takes a free one. */
export async function startMailCatcher({
  port,
  folder,
}: {
  readonly port: number;
  readonly folder: string;
}): Promise<MailCatcher> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MOST_BYTES,
    logger: false,
    onData(stream, session, callback) {
      keep(folder, stream, session).then(
        (name) => {
          kept.push(name);
          callback();
          void forgetOld(folder, kept);
        },
        (error: Error) => callback(error),
      );
    },
  });
  // A client that hangs up in the middle is its own trouble; an error of the listening socket is thrown by `listening`.
  server.on('error', () => {});
  await new Promise<void>((listening, failed) => {
    server.server.once('error', failed);
    server.listen(port, '127.0.0.1', () => listening());
  });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

async function keep(folder: string, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
  const at = new Date().toISOString();
  const id = `${at.replace(/[-:.]/g, '')}-${randomBytes(6).toString('hex')}`;
  const mail = join(folder, `${id}.eml`);
  const head: Buffer[] = [];
  let bytes = 0;
  const look = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (bytes < HEAD_BYTES) head.push(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(stream, look, createWriteStream(mail, { mode: 0o600 }));

  const { mailFrom, rcptTo } = session.envelope;
  const caught: Caught = {
    id,
    at,
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map((one) => one.address),
    subject: subjectOf(Buffer.concat(head).toString('latin1')),
    bytes,
  };
  const entry = join(folder, `${id}.json`);
  await writeFile(`${entry}.new`, JSON.stringify(caught), { mode: 0o600 });
  await rename(`${entry}.new`, entry);
  return `${id}.json`;
}

/** The subject as people read it (RFC 2047). */
function subjectOf(head: string): string {
  const headers = head.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const raw = /^subject:[ \t]*((?:.*)(?:\r?\n[ \t].*)*)/im.exec(headers)?.[1] ?? '';
  const unfolded = raw.replace(/\r?\n[ \t]+/g, ' ').replace(/\?=\s+=\?/g, '?==?');
  return unfolded.replace(/=\?[\w-]+\?[bq]\?[^?]*\?=/gi, readWord);
}

function readWord(word: string): string {
  const [, , kind = '', text = ''] = word.split('?');
  return kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : fromQuotedPrintable(text);
}

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

async function forgetOld(folder: string, kept: string[]): Promise<void> {
  while (kept.length > MOST) {
    const entry = kept.shift()!;
    await rm(join(folder, entry), { force: true });
    await rm(join(folder, entry.replace(/json$/, 'eml')), { force: true });
  }
}
