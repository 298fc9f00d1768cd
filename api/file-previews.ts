import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { Router } from 'express';
import { z } from 'zod';
import { previewWay } from '../domain/files/kind.ts';
import type { SheetPreview } from '../domain/files/sheet-preview.ts';
import { keepPreview, readVersion, type KeptVersion, type Preview } from '../db/file-page.ts';
import { DomainError } from '../domain/domain-error.ts';
import { makePreview } from '../previews/make-preview.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { turns } from './turns.ts';

const asked = z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(100_000) });

/** What the panel shows of a file: a picture by its address, a table or text; else why there is none. */
export type ShownPreview =
  | SheetPreview
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean }
  | {
      readonly kind: 'picture';
      readonly url: string;
      readonly width: number;
      readonly height: number;
      readonly pages?: number;
      readonly text?: string;
    }
  | { readonly kind: 'none'; readonly trouble: string };

/** Two at once: the panel has other things to do. */
const inTurn = turns({ atOnce: 2, mostWaiting: 50 });

/** Previews are made when they are first asked for, and kept. */
export function filePreviews({ db, filesDir }: Pick<Door, 'db' | 'filesDir'>): Router {
  const router = Router();
  /** By the version of a file: whoever asks while a preview is being made waits for that one. */
  const making = new Map<string, Promise<Preview | string>>();
  router.get(
    '/files/:id/versions/:number/preview',
    answer(async (request): Promise<ShownPreview> => {
      const { id, number } = asked.parse(request.params);
      const version = await readVersion(db, viewerOf(request), { id, number });
      const preview = await previewOf(version);
      if (typeof preview === 'string') return { kind: 'none', trouble: preview };
      if (preview.kind !== 'picture') return preview;
      const { path: _, ...picture } = preview;
      return { ...picture, url: `/api/v1/files/${id}/versions/${number}/picture` };
    }),
  );
  router.get(
    '/files/:id/versions/:number/picture',
    answer(async (request, response) => {
      const { preview } = await readVersion(db, viewerOf(request), asked.parse(request.params));
      if (preview?.kind !== 'picture') throw noPicture();
      response.type('image/webp').set({
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Cache-Control': 'private, no-store, no-transform',
      });
      await new Promise<void>((resolve, reject) => {
        response.sendFile(preview.path, { root: filesDir, cacheControl: false }, (error) =>
          !error || response.headersSent ? resolve() : reject(noPicture()),
        );
      });
    }),
  );
  return router;

  async function previewOf(version: KeptVersion): Promise<Preview | string> {
    const way = previewWay(version.mediaType);
    // Of sheets only the words were kept, before they were shown as tables: those are made anew.
    if (version.preview && !(way === 'sheet' && version.preview.kind === 'text')) return version.preview;
    if (version.previewTrouble) return version.previewTrouble;
    if (way === 'none') return 'unsupported';
    const { id } = version;
    const made = making.get(id) ?? inTurn(() => keepMade(version, way)).finally(() => making.delete(id));
    making.set(id, made);
    return made;
  }

  async function keepMade(
    { id, path }: KeptVersion,
    way: Exclude<ReturnType<typeof previewWay>, 'none'>,
  ): Promise<Preview | string> {
    await mkdir(`${filesDir}/previews`, { recursive: true, mode: 0o700 });
    const picture = `previews/${randomUUID()}.webp`;
    const made = await makePreview({ way, from: `${filesDir}/${path}`, to: `${filesDir}/${picture}` });
    if (made.kind === 'none') {
      await rm(`${filesDir}/${picture}`, { force: true });
      await keepPreview(db, { versionId: id, trouble: made.trouble });
      return made.trouble;
    }
    const preview = made.kind === 'picture' ? { ...made, path: picture } : made;
    await keepPreview(db, { versionId: id, preview });
    return preview;
  }
}

function noPicture(): DomainError {
  return new DomainError('file.not_found', {
    pl: 'Tego pliku nie da się pokazać jako obraz. Pobierz go.',
    en: 'This file cannot be shown as a picture. Download it.',
  });
}
