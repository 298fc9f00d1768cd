import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import { DomainError } from '../domain/domain-error.ts';
import { fileKind } from '../sheets/file-kind.ts';

const mostBytes = 100 * 1024 * 1024;

export type UploadPlace = { readonly filesDir: string; readonly folder: string; readonly fileName: string };

/**
 * Streams the body of a request into the folder of files, under a random name. Refuses what is too large as soon as it is,
 * and what is no spreadsheet by its first bytes; nothing of a refused file stays. Called after the gate only.
 */
export async function keepUpload(
  request: Request,
  { filesDir, folder, fileName }: UploadPlace,
): Promise<{ filePath: string; fileBytes: number }> {
  if (Number(request.get('content-length') ?? 0) > mostBytes) throw tooLarge(fileName);
  await mkdir(`${filesDir}/${folder}`, { recursive: true, mode: 0o700 });
  const filePath = `${folder}/${randomUUID()}`;
  const path = `${filesDir}/${filePath}`;
  let fileBytes = 0;
  try {
    await pipeline(
      request,
      async function* counted(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          fileBytes += chunk.length;
          if (fileBytes > mostBytes) throw tooLarge(fileName);
          yield chunk;
        }
      },
      createWriteStream(path, { mode: 0o600, flags: 'wx' }),
    );
    await fileKind(path, fileName);
    return { filePath, fileBytes };
  } catch (error) {
    await rm(path, { force: true });
    throw (error as { code?: string }).code === 'ENOSPC' ? noRoomFor(fileName) : error;
  }
}

function tooLarge(fileName: string): DomainError {
  const megabytes = mostBytes / 1024 / 1024;
  return new DomainError(
    'import.too_large',
    {
      pl: `Plik ${fileName} ma ponad ${megabytes} MB. Podziel go na mniejsze albo zapisz jako .csv.`,
      en: `The file ${fileName} is larger than ${megabytes} MB. Split it into smaller ones or save it as .csv.`,
    },
    'file',
  );
}

function noRoomFor(fileName: string): DomainError {
  return new DomainError(
    'import.disk_full',
    {
      pl: `Na dysku serwera zabrakło miejsca na plik ${fileName}. Niczego nie zapisano. Powiadom administratora.`,
      en: `The server's disk has no room for the file ${fileName}. Nothing was stored. Tell your administrator.`,
    },
    'file',
  );
}
