import { Router, type Request, type Response } from 'express';
import type { Viewer } from '../domain/access.ts';
import type { Db } from '../db/database.ts';
import type { News } from '../db/live.ts';
import { viewerAgain } from '../db/viewers.ts';
import { viewerOf, type Door } from './door.ts';
import { newsroom, type Newsroom } from './newsroom.ts';

/** So often a stream says that it lives and looks whether its session and rights are what they were. */
const BEAT_MS = 15_000;
/** More streams of one person are a mistake of a program: the oldest one goes. */
const MOST_STREAMS = 20;

/**
 * `GET /api/v1/live`: a stream of events (`text/event-stream`). Each `news` event holds `{ about, id?, version? }` and nothing
 * else: whoever hears it reads again, with their own rights (rule 22). `about` is `reminders` or the name of a list that has
 * something new. The stream does not prolong the session, and ends with the event `end` when the session does or when rights
 * change; a browser then asks again. News of the time in between are lost: read once after each `open`.
 */
export function liveApi({ db, log }: Door): Router {
  const router = Router();
  const room = newsroom(db, log);
  const streams = new Map<string, Stream[]>();
  router.get('/live', (request, response) => {
    const stream = openStream({ db, room, request, response });
    const mine = streams.get(stream.userId) ?? [];
    streams.set(stream.userId, [...mine, stream]);
    if (mine.length >= MOST_STREAMS) mine[0]!.end('too many');
    response.on('close', () => {
      const left = (streams.get(stream.userId) ?? []).filter((one) => one !== stream);
      if (left.length > 0) streams.set(stream.userId, left);
      else streams.delete(stream.userId);
    });
  });
  return router;
}

type Stream = { readonly userId: string; end(why: string): void };
type Opening = { readonly db: Db; readonly room: Newsroom; readonly request: Request; readonly response: Response };

function openStream({ db, room, request, response }: Opening): Stream {
  const viewer = viewerOf(request);
  // `no-transform`: nothing on the way may collect it for compressing.
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  response.write('retry: 5000\n\n');

  const end = (why: string) => {
    if (response.writableEnded) return;
    response.end(`event: end\ndata: ${JSON.stringify({ why })}\n\n`);
  };
  const look = async () => {
    const same = await isSame(db, request, viewer).catch(() => true);
    if (!same) return end('session');
    // Somebody who reads more slowly than news come is better off with asking.
    if (response.writableLength > 100_000) return end('slow');
    response.write(': alive\n\n');
  };
  const beat = setInterval(() => void look(), BEAT_MS);
  const leave = room.enter((news) => {
    // Only now nothing is missed any more: who reads on `open` has everything.
    if (news === 'listening') return void response.write('event: open\ndata: {}\n\n');
    if (!concerns(news, viewer)) return;
    if (news.about === 'session') return void look();
    const { to: _, ...said } = news;
    response.write(`event: news\ndata: ${JSON.stringify(said)}\n\n`);
  });
  response.on('close', () => {
    clearInterval(beat);
    leave();
  });
  return { userId: viewer.userId, end };
}

function concerns({ to }: News, viewer: Viewer): boolean {
  return 'right' in to ? viewer.rights.has(to.right) : to.userIds.includes(viewer.userId);
}

/** The session or the token is still there, and the person may and sees what they did when the stream was opened. */
async function isSame(db: Db, request: Request, viewer: Viewer): Promise<boolean> {
  if (!viewer.tokenId) {
    const session = await db.maybe('select 1 as one from sessions where sid = $1 and expire > now()', [
      request.sessionID,
    ]);
    if (!session) return false;
  }
  const now = await viewerAgain(db, { userId: viewer.userId, tokenId: viewer.tokenId ?? null });
  return now !== undefined && markOf(now) === markOf(viewer);
}

function markOf({ rights, scope, customers, seesUsers, queues, profiles, language }: Viewer): string {
  return JSON.stringify([[...rights].sort(), scope, customers, [...seesUsers].sort(), queues, profiles, language]);
}
