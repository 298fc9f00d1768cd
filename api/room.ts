import type { RequestHandler } from 'express';
import { diskFull, type Disk } from '../domain/disk.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What is asked in a body because it is too long for an address, and changes nothing. */
const asking =
  /^\/(lists\/\w+\/(rows|count)|(campaigns|recurrences|templates)\/preview(\/rows)?|work\/[\w-]+\/foretell)$/;

/** While the disk is full, what writes is refused with a sentence before anything of it is begun (rule 10). */
export function onlyWithRoom(disk: Disk): RequestHandler {
  return (request, _response, next) => {
    const onlyReads = reading.has(request.method) || (request.method === 'POST' && asking.test(request.path));
    if (onlyReads || disk.level() !== 'full') return next();
    next(diskFull());
  };
}
