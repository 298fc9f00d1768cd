/** Hears news from PostgreSQL on one connection per panel and hands them to its open streams. */
import pg from 'pg';
import { LIVE_CHANNEL, type News } from '../db/live.ts';
import type { Db } from '../db/database.ts';
import type { Door } from './door.ts';

export type Newsroom = {
  /**
   * Hears all news until it is left, and `listening` when nothing more is missed: at once, or when the connection stands, and
   * again after it was lost.
   */
  enter(hear: (news: News | 'listening') => void): () => void;
};

const LONGEST_PAUSE_MS = 30_000;

/** The connection is opened with the first listener and closed with the last one. */
export function newsroom(db: Pick<Db, 'url'>, log: Door['log']): Newsroom {
  const listeners = new Set<(news: News | 'listening') => void>();
  let client: pg.Client | undefined;
  let isListening = false;
  let pause = 500;

  function tell(payload: string | undefined): void {
    const news = readNews(payload);
    if (news) for (const hear of listeners) hear(news);
  }

  async function connect(): Promise<void> {
    const mine = new pg.Client({ connectionString: db.url, application_name: 'nurt-panel-live' });
    client = mine;
    mine.on('notification', ({ payload }) => tell(payload));
    mine.on('error', () => lost(mine));
    mine.on('end', () => lost(mine));
    try {
      await mine.connect();
      await mine.query(`listen ${LIVE_CHANNEL}`);
      pause = 500;
      if (client !== mine) return;
      isListening = true;
      for (const hear of listeners) hear('listening');
    } catch (error) {
      log('live: cannot listen', { error: String(error) });
      lost(mine);
    }
  }

  function lost(mine: pg.Client): void {
    if (client !== mine) return;
    client = undefined;
    isListening = false;
    void mine.end().catch(() => {});
    if (listeners.size === 0) return;
    setTimeout(() => void (client || listeners.size === 0 ? undefined : connect()), pause).unref();
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }

  return {
    enter(hear) {
      listeners.add(hear);
      if (isListening) hear('listening');
      else if (!client) void connect();
      return () => {
        listeners.delete(hear);
        if (listeners.size > 0) return;
        const mine = client;
        client = undefined;
        isListening = false;
        void mine?.end().catch(() => {});
      };
    },
  };
}

function readNews(payload: string | undefined): News | undefined {
  try {
    return payload ? (JSON.parse(payload) as News) : undefined;
  } catch {
    return undefined;
  }
}
