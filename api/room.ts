import type { RequestHandler } from 'express';
import { diskFull, type Disk } from '../domain/disk.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What is asked in a body because it is too long for an address, and changes nothing. */
const asking =
  /^\/(lists\/\w+\/(rows|count|board)|opportunities\/sums|own-fields\/names|(campaigns|recurrences|templates)\/preview(\/rows)?|work\/[\w-]+\/foretell|tasks\/untold)$/;

/** Whether a request, or a route, leaves everything as it is. */
export function onlyReads({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return reading.has(method) || (method === 'POST' && asking.test(path.replaceAll(':', '')));
}

/** While the disk is full, what writes is refused with a sentence before anything of it is begun (rule 10). */
export function onlyWithRoom(disk: Disk): RequestHandler {
  return (request, _response, next) => {
    if (onlyReads(request) || disk.level() !== 'full') return next();
    next(diskFull());
  };
}
