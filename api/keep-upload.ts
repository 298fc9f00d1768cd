import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import { DomainError } from '../domain/domain-error.ts';

export type UploadPlace = {
  readonly filesDir: string;
  readonly folder: 'imports' | 'documents';
  readonly fileName: string;
  /** Looks at what was written and throws what it refuses. */
  readonly check: (path: string) => Promise<unknown>;
};

export type KeptUpload = { readonly filePath: string; readonly fileBytes: number; readonly sha256: string };

/** The largest file that is taken. */
export const mostUploadBytes = 100 * 1024 * 1024;

/**
 * Streams the body of a request into the folder of files, under a random name. Refuses what is too large as soon as it is,
 * and what `check` refuses; nothing of a refused file stays. Called after the gate only.
 */
export async function keepUpload(request: Request, place: UploadPlace): Promise<KeptUpload> {
  const { filesDir, folder, fileName, check } = place;
  if (Number(request.get('content-length') ?? 0) > mostUploadBytes) throw tooLarge(place);
  await mkdir(`${filesDir}/${folder}`, { recursive: true, mode: 0o700 });
  const filePath = `${folder}/${randomUUID()}`;
  const path = `${filesDir}/${filePath}`;
  const hash = createHash('sha256');
  let fileBytes = 0;
  try {
    await pipeline(
      request,
      async function* counted(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          fileBytes += chunk.length;
          if (fileBytes > mostUploadBytes) throw tooLarge(place);
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path, { mode: 0o600, flags: 'wx' }),
    );
    await check(path);
    return { filePath, fileBytes, sha256: hash.digest('hex') };
  } catch (error) {
    await rm(path, { force: true });
    throw (error as { code?: string }).code === 'ENOSPC' ? diskFull(folder, fileName) : error;
  }
}

function nounOf(folder: UploadPlace['folder']): string {
  return folder === 'imports' ? 'import' : 'file';
}

function tooLarge({ folder, fileName }: UploadPlace): DomainError {
  const megabytes = mostUploadBytes / 1024 / 1024;
  const [pl, en] =
    folder === 'imports'
      ? ['Podziel go na mniejsze albo zapisz jako .csv.', 'Split it into smaller ones or save it as .csv.']
      : ['Zmniejsz go albo podziel i dodaj ponownie.', 'Make it smaller or split it, and add it again.'];
  return new DomainError(
    `${nounOf(folder)}.too_large`,
    {
      pl: `Plik ${fileName} ma ponad ${megabytes} MB. ${pl}`,
      en: `The file ${fileName} is larger than ${megabytes} MB. ${en}`,
    },
    'file',
  );
}

function diskFull(folder: UploadPlace['folder'], fileName: string): DomainError {
  return new DomainError(
    `${nounOf(folder)}.disk_full`,
    {
      pl: `Na dysku serwera zabrakło miejsca na plik ${fileName}. Niczego nie zapisano. Powiadom administratora.`,
      en: `The server's disk has no room for the file ${fileName}. Nothing was stored. Tell your administrator.`,
    },
    'file',
  );
}
