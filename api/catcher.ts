import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Router } from 'express';
import { simpleParser } from 'mailparser';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { answer, viewerOf, type Door } from './door.ts';

/** What the catcher writes beside each mail. */
type Caught = {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly bytes: number;
};

const id = z.string().regex(/^[0-9A-Za-z-]{10,80}$/);
export const listed = z.object({
  after: id.optional(),
  to: z.string().max(320).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Mails that did not leave this machine. Their names begin with the time of arrival: the order of the list. */
export function catcherApi({ filesDir, mailIsReal }: Door): Router {
  const router = Router();
  const folder = path.join(filesDir, '..', 'mail');

  router.get(
    '/catcher',
    answer(async (request) => {
      demand(viewerOf(request), 'catcher.read');
      const { after, to, limit } = listed.parse(request.query);
      const names = (await namesIn(folder)).filter((name) => after === undefined || name < after);
      const rows: Caught[] = [];
      for (const name of names) {
        const caught = await readCaught(folder, name);
        if (caught && isFor(caught, to)) rows.push(caught);
        if (rows.length === limit) break;
      }
      return { rows, next: rows.length === limit ? rows.at(-1)!.id : null, mailIsReal };
    }),
  );
  router.get(
    '/catcher/:id',
    answer(async (request) => {
      demand(viewerOf(request), 'catcher.read');
      const name = id.parse(request.params['id']);
      const caught = await readCaught(folder, name);
      const raw = await readFile(path.join(folder, `${name}.eml`)).catch(() => undefined);
      if (!caught || !raw) throw notFound();
      return { ...caught, ...(await read(raw)) };
    }),
  );
  router.get(
    '/catcher/:id/raw',
    answer(async (request, response) => {
      demand(viewerOf(request), 'catcher.read');
      const name = id.parse(request.params['id']);
      const raw = await readFile(path.join(folder, `${name}.eml`)).catch(() => undefined);
      if (!raw) throw notFound();
      response.attachment(`${name}.eml`).type('message/rfc822').send(raw);
    }),
  );
  return router;
}

/** Newest first. A machine with real mail may have no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => [] as string[]);
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort()
    .reverse();
}

/** Undefined for one that has just been forgotten. */
async function readCaught(folder: string, name: string): Promise<Caught | undefined> {
  const text = await readFile(path.join(folder, `${name}.json`), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Caught);
}

function isFor({ to: recipients, subject }: Caught, text: string | undefined): boolean {
  if (!text) return true;
  const sought = text.toLowerCase();
  return [...recipients, subject].some((each) => each.toLowerCase().includes(sought));
}

async function read(raw: Buffer) {
  const mail = await simpleParser(raw, { skipTextToHtml: true });
  const unsubscribe = /<(https?:[^>]+)>/.exec(String(mail.headers.get('list-unsubscribe') ?? ''))?.[1];
  const list = mail.headers.get('list') as { unsubscribe?: { url?: string } } | undefined;
  return {
    messageId: mail.messageId ?? null,
    text: mail.text ?? '',
    html: mail.html || null,
    attachments: mail.attachments.map(({ filename, contentType, size }) => ({
      fileName: filename ?? '',
      mediaType: contentType,
      bytes: size,
    })),
    unsubscribeUrl: unsubscribe ?? list?.unsubscribe?.url ?? null,
  };
}

function notFound(): DomainError {
  return new DomainError('caught_mail.not_found', {
    pl: 'Tego listu już nie ma: zostaje ostatnich 5 000. Wróć do listy.',
    en: 'This mail is gone: the last 5,000 are kept. Go back to the list.',
  });
}
