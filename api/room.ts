import type { RequestHandler } from 'express';
import { diskFull, type Disk } from '../domain/disk.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** While the disk is full, what writes is refused with a sentence before anything of it is begun (rule 10). */
export function onlyWithRoom(disk: Disk): RequestHandler {
  return (request, _response, next) => {
    if (reading.has(request.method) || disk.level() !== 'full') return next();
    next(diskFull());
  };
}
