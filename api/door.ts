import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Viewer } from '../domain/access.ts';
import type { Disk } from '../domain/disk.ts';
import type { Db } from '../db/database.ts';
import type { Lookup } from '../plugins/plugin.ts';
import { sendJson } from './packed.ts';

export { actorOf } from '../domain/access.ts';

/** What every router of the API is given: `export function tasksApi(door: Door): Router`. */
export type Door = {
  readonly db: Db;
  readonly publicUrl: string;
  /** Mail leaves this machine; otherwise the catcher gets it. */
  readonly mailIsReal: boolean;
  /** Host of the mail server that the environment names. */
  readonly mailServer?: string;
  /** The sender that the environment names; it wins over what people set. */
  readonly mailFrom?: string;
  readonly secretKey: string;
  readonly filesDir: string;
  readonly disk: Disk;
  /** Registers that plugins offer. */
  readonly lookups?: readonly Lookup[];
  readonly log: (line: string, facts?: Readonly<Record<string, unknown>>) => void;
};

/** Who asks. The gate has put it there; a request without one never comes so far. */
export function viewerOf(request: Request): Viewer {
  const { viewer } = request as Request & { viewer?: Viewer };
  if (!viewer) throw new Error('A request has passed the gate without a viewer');
  return viewer;
}

/** Answers with the JSON that `work` gives (204 for undefined); what it throws goes to the one error handler. */
export function answer(work: (request: Request, response: Response) => Promise<unknown>): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    work(request, response).then((body) => {
      if (response.headersSent) return;
      if (body === undefined) response.status(204).end();
      else sendJson(request, response, body);
    }, next);
  };
}
