import { open, rm } from 'node:fs/promises';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { HEAD_BYTES, judgeFile, sentType } from '../domain/files/kind.ts';
import { tidyFileName } from '../domain/files/name.ts';
import { fileCategories, readFileRecord, readVersion, type KeptVersion } from '../db/file-page.ts';
import { demandPlace, fileNouns, lockFile, type FileNoun } from '../db/file-scope.ts';
import {
  addVersion,
  deleteFile,
  describeFile,
  keepFile,
  linkFile,
  restoreFile,
  unlinkFile,
  type Stored,
} from '../db/files.ts';
import { files as fileList } from '../db/lists/kinds/files.ts';
import { DomainError } from '../domain/domain-error.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { filePreviews } from './file-previews.ts';
import { keepUpload, mostUploadBytes } from './keep-upload.ts';
import { ownShape } from './own-shape.ts';
import { openPlainList } from './plain-lists.ts';
import { sent } from './sent.ts';

const id = z.uuid();
export const place = z.object({ noun: z.enum(fileNouns), recordId: id });
export const named = z.object({ name: z.string().min(1).max(1_000), note: z.string().max(500).optional() });
export const uploaded = place.partial().extend({ ...named.shape, categoryId: id.optional() });
export const listed = z.object({
  search: z.string().max(200).optional(),
  categoryId: id.optional(),
  noun: z.enum(fileNouns).optional(),
  recordId: id.optional(),
});
export const described = z.strictObject({
  version: z.int(),
  changes: z.strictObject({
    name: z.string().trim().min(1).max(255).transform(tidyFileName).optional(),
    categoryId: id.nullish(),
    description: z.string().max(5_000).nullish(),
    keywords: z.array(z.string().trim().max(60)).max(30).optional(),
    own: ownShape('file'),
  }),
});
const numbered = z.coerce.number().int().min(1).max(100_000);

/** Files of any record: sent in and out as streams, described, versioned, previewed. */
export function filesApi(door: Door): Router {
  const router = Router();
  uploads(router, door);
  reading(router, door);
  changes(router, door);
  router.use(filePreviews(door));
  return router;
}

function uploads(router: Router, { db, filesDir }: Door): void {
  router.post(
    '/files',
    answer(async (request) => {
      const { name, note, categoryId, noun, recordId } = uploaded.parse(request.query);
      const at = noun && recordId ? { noun, recordId } : undefined;
      if (at) await demandPlace(db, viewerOf(request), { ...at, add: true });
      else demand(viewerOf(request), 'file.edit');
      return withStored({ request, filesDir, name, note }, (stored) =>
        db.transaction((tx) => keepFile(tx, viewerOf(request), { stored, place: at, categoryId: categoryId ?? null })),
      );
    }),
  );
  router.post(
    '/files/:id/versions',
    answer(async (request) => {
      const which = id.parse(request.params['id']);
      const { name, note } = named.parse(request.query);
      await db.transaction((tx) => lockFile(tx, viewerOf(request), which));
      return withStored({ request, filesDir, name, note }, (stored) =>
        db.transaction((tx) => addVersion(tx, viewerOf(request), { id: which, stored })),
      );
    }),
  );
}

type Storing = {
  readonly request: Request;
  readonly filesDir: string;
  readonly name: string;
  readonly note?: string | undefined;
};

/** Writes the body into the store, then the row; nothing of a refused or failed one stays. */
export async function withStored<T>(
  { request, filesDir, name, note }: Storing,
  work: (stored: Stored) => Promise<T>,
): Promise<T> {
  if (request.get('content-type') !== 'application/octet-stream') throw notBytes();
  const fileName = tidyFileName(name);
  let mediaType = '';
  const { filePath, fileBytes, sha256 } = await keepUpload(request, {
    filesDir,
    folder: 'documents',
    fileName,
    check: async (path) => {
      mediaType = judgeFile(fileName, await headOf(path));
    },
  });
  try {
    return await work({ name: fileName, mediaType, path: filePath, bytes: fileBytes, sha256, note: note ?? null });
  } catch (error) {
    await rm(`${filesDir}/${filePath}`, { force: true });
    throw error;
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function reading(router: Router, door: Door): void {
  const { db, filesDir } = door;
  openPlainList(router, door, {
    path: '/files',
    list: fileList,
    query: listed,
    columns: [
      'name',
      'category',
      'description',
      'keywords',
      'mediaType',
      'bytes',
      'versions',
      'createdBy',
      'updatedAt',
    ],
    sort: () => [{ field: 'updatedAt', descending: true }],
    before: async (viewer, { noun, recordId }) => {
      if (noun && recordId) await demandPlace(db, viewer, { noun: noun as FileNoun, recordId });
    },
  });
  router.get(
    '/file-categories',
    answer(async () => ({ rows: await fileCategories(db), mostBytes: mostUploadBytes })),
  );
  router.get(
    '/files/:id',
    answer((request) => readFileRecord(db, viewerOf(request), id.parse(request.params['id']))),
  );
  router.get(
    '/files/:id/versions/:number',
    answer(async (request, response) => {
      const asked = { id: id.parse(request.params['id']), number: numbered.parse(request.params['number']) };
      await send(response, filesDir, await readVersion(db, viewerOf(request), asked));
    }),
  );
}

/** As a download that no browser shows or runs; in parts where parts are asked for. */
export function send(
  response: Response,
  filesDir: string,
  { name, mediaType, path }: Pick<KeptVersion, 'name' | 'mediaType' | 'path'>,
): Promise<void> {
  response.attachment(name);
  response.type(sentType(mediaType));
  response.set({
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Compressed it could not be sent in parts.
    'Cache-Control': 'private, no-store, no-transform',
  });
  return new Promise((resolve, reject) => {
    response.sendFile(path, { root: filesDir, cacheControl: false, lastModified: false, etag: false }, (error) => {
      // The reader may have gone away meanwhile, or asked for a part that is not there.
      if (!error || response.headersSent) return resolve();
      if ((error as { status?: number }).status === 416) {
        response.removeHeader('Content-Disposition');
        response.status(416).end();
        return resolve();
      }
      reject((error as { code?: string }).code === 'ENOENT' ? bytesMissing(name) : error);
    });
  });
}

function changes(router: Router, { db }: Door): void {
  const change = (path: string, work: (request: Request, which: string) => Promise<unknown>) =>
    [path, answer((request) => work(request, id.parse(request.params['id'])))] as const;
  router.patch(
    ...change('/files/:id', (request, which) => {
      const { version, changes: wanted } = described.parse(request.body);
      return db.transaction((tx) => describeFile(tx, viewerOf(request), { id: which, version, changes: sent(wanted) }));
    }),
  );
  router.delete(
    ...change('/files/:id', (request, which) => db.transaction((tx) => deleteFile(tx, viewerOf(request), which))),
  );
  router.post(
    ...change('/files/:id/restore', (request, which) =>
      db.transaction((tx) => restoreFile(tx, viewerOf(request), which)),
    ),
  );
  router.post(
    ...change('/files/:id/links', (request, which) =>
      db.transaction((tx) => linkFile(tx, viewerOf(request), { id: which, place: place.parse(request.body) })),
    ),
  );
  router.delete(
    ...change('/files/:id/links', (request, which) =>
      db.transaction((tx) => unlinkFile(tx, viewerOf(request), { id: which, place: place.parse(request.query) })),
    ),
  );
}

function notBytes(): DomainError {
  return new DomainError(
    'file.not_bytes',
    {
      pl: 'Plik trzeba wysłać jako application/octet-stream, z nazwą w adresie.',
      en: 'Send the file as application/octet-stream, with its name in the address.',
    },
    'file',
  );
}

function bytesMissing(name: string): DomainError {
  return new DomainError('file.bytes_missing', {
    pl: `Treści pliku ${name} nie ma w magazynie. Powiadom administratora: trzeba przywrócić kopię zapasową.`,
    en: `The content of ${name} is not in the store. Tell the administrator: a backup has to be restored.`,
  });
}
