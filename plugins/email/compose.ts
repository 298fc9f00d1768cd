/** A mail as it goes over the wire. Composed by ourselves where there is nothing attached: nearly all mail is like that. */
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Outgoing } from '../plugin.ts';
import { quotedPrintable } from './quoted-printable.ts';

/** Whose name stands on the mail. */
export type From = { readonly name: string; readonly address: string };

/** Message-ID of the mail of an effect: the same key gives the same id, however often it is tried. */
export function messageIdOf(key: string, senderAddress: string): string {
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return `<nurt.${digest}@${senderAddress.slice(senderAddress.lastIndexOf('@') + 1)}>`;
}

let boundaries = 0;

/** The whole mail, headers and body, with CRLF line ends. `date` is the moment of sending. */
export function composeMail(message: Outgoing, from: From, date: Date): Buffer | Promise<Buffer> {
  if (message.attachments?.length) return composeWithAttachments(message, from, date);
  const head = headers(message, from, date);
  if (message.html === undefined && !message.calendar) {
    return Buffer.concat([Buffer.from(`${head}${part('plain')}`), quotedPrintable(message.text), Buffer.from('\r\n')]);
  }
  // `=_` never occurs in quoted-printable: no body can hold a boundary that begins with it.
  const boundary = `=_nurt_${(++boundaries).toString(36)}`;
  return Buffer.concat([
    Buffer.from(
      `${head}Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n--${boundary}\r\n${part('plain')}`,
    ),
    quotedPrintable(message.text),
    ...(message.html === undefined
      ? []
      : [Buffer.from(`\r\n--${boundary}\r\n${part('html')}`), quotedPrintable(message.html)]),
    ...(message.calendar ? [Buffer.from(`\r\n--${boundary}\r\n${calendarPart(message.calendar)}`)] : []),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}

/** Mail programs show an invitation only when the header names the method that stands in it. Base64 keeps its lines. */
function calendarPart({ method, text }: NonNullable<Outgoing['calendar']>): string {
  const head = `Content-Type: text/calendar; charset=utf-8; method=${oneLine(method)}\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
  return (
    head +
    (
      Buffer.from(text)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n')
  );
}

function part(kind: 'plain' | 'html'): string {
  return `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
}

function headers(message: Outgoing, from: From, date: Date): string {
  const lines = [
    `From: ${mailbox(from)}`,
    `To: ${mailbox(message.to)}`,
    `Subject: ${encodedText(message.subject, 'Subject: '.length)}`,
    `Message-ID: ${messageIdOf(message.key, from.address)}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
  ];
  if (message.inReplyTo) {
    lines.push(`In-Reply-To: ${oneLine(message.inReplyTo)}`, `References: ${oneLine(message.inReplyTo)}`);
  }
  if (message.unsubscribeUrl) {
    lines.push(
      `List-Unsubscribe: <${oneLine(message.unsubscribeUrl)}>`,
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

function mailbox({ name, address }: { readonly name?: string; readonly address: string }): string {
  const plain = oneLine(address);
  if (!name) return plain;
  const shown = isAscii(name) ? `"${oneLine(name).replace(/["\\]/g, '\\$&')}"` : encodedText(name, 'From: '.length);
  return `${shown} <${plain}>`;
}

/** Nothing that a field says may end its header line. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, ' ').trim();
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** Encoded words of RFC 2047, each at most 75 characters, never cut inside a letter. */
function encodedText(text: string, indent: number): string {
  const plain = oneLine(text);
  if (isAscii(plain) && plain.length + indent <= 900 && !plain.includes('=?')) return plain;
  const words: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const letter of plain) {
    const width = Buffer.byteLength(letter);
    // 39 bytes are 52 of base64; with `=?UTF-8?B?` and `?=` that is 64, which leaves room for the header's name.
    if (bytes + width > 39) {
      words.push(piece);
      piece = '';
      bytes = 0;
    }
    piece += letter;
    bytes += width;
  }
  words.push(piece);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** Attachments are read and encoded by nodemailer's composer; a file that is gone throws. */
async function composeWithAttachments(message: Outgoing, from: From, date: Date): Promise<Buffer> {
  const composer = new MailComposer({
    from: { ...from },
    to: { name: message.to.name ?? '', address: message.to.address },
    subject: oneLine(message.subject),
    messageId: messageIdOf(message.key, from.address),
    date,
    text: message.text,
    ...(message.html === undefined ? {} : { html: message.html }),
    ...(message.inReplyTo ? { inReplyTo: message.inReplyTo, references: message.inReplyTo } : {}),
    ...(message.unsubscribeUrl
      ? {
          headers: {
            'List-Unsubscribe': { prepared: true, value: `<${oneLine(message.unsubscribeUrl)}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          },
        }
      : {}),
    attachments: (message.attachments ?? []).map(({ fileName, mediaType, path }) => ({
      filename: fileName,
      contentType: mediaType,
      path,
    })),
    disableUrlAccess: true,
    newline: '\r\n',
  });
  return composer.compile().build();
}
