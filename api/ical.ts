import { createHash } from 'node:crypto';
import { Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { daysOfFeed, whatDay, type ImportantDay } from '../db/days-in-calendars.ts';
import {
  absencesOfFeed,
  openFeed,
  tasksOfFeed,
  type FeedAbsence,
  type FeedTask,
  type OpenFeed,
} from '../db/open-feeds.ts';
import { writeCalendar, type Entry } from '../domain/tasks/ical.ts';
import type { Door } from './door.ts';

/** So many unknown addresses a minute from one place: calendar apps of a whole office ask for known ones. */
const MISSES_PER_MINUTE = 30;

/** `/ical/<token>.ics`: one person's calendar for their calendar app. Unknown or revoked: 404. */
export function icalDoor({ db, publicUrl }: Door): Router {
  const router = Router();
  const missed = new RateLimiterMemory({ points: MISSES_PER_MINUTE, duration: 60 });
  router.get('/:file', async (request, response, next) => {
    try {
      const token = /^([\w-]{20,64})\.ics$/.exec(request.params.file)?.[1];
      const feed = token && (await openFeed(db, token, Date.now()));
      if (!feed) {
        const misses = await missed.penalty(request.ip ?? '');
        if (misses.consumedPoints > MISSES_PER_MINUTE)
          return void response.status(429).set('Retry-After', '60').type('text').send('429');
        return void response.status(404).set('Cache-Control', 'no-store').type('text').send('404');
      }

      const tag = `"${createHash('sha256').update(`${publicUrl} ${feed.mark}`).digest('base64url').slice(0, 27)}"`;
      response.set({ ETag: tag, 'Cache-Control': 'private, no-cache', 'X-Robots-Tag': 'noindex' });
      if (request.headers['if-none-match'] === tag || request.headers['if-none-match'] === `W/${tag}`) {
        return void response.status(304).end();
      }
      response.set('Content-Disposition', 'inline; filename="nurt.ics"').type('text/calendar; charset=utf-8');
      const [tasks, absences, days] = await Promise.all([
        tasksOfFeed(db, feed),
        absencesOfFeed(db, feed),
        daysOfFeed(db, feed),
      ]);
      response.end(calendarOf(feed, { tasks, absences, days }, publicUrl));
    } catch (error) {
      next(error);
    }
  });
  return router;
}

type Shown = {
  readonly tasks: readonly FeedTask[];
  readonly absences: readonly FeedAbsence[];
  readonly days: readonly ImportantDay[];
};

function calendarOf(feed: OpenFeed, { tasks, absences, days }: Shown, publicUrl: string): string {
  return writeCalendar(`Nurt – ${feed.name}`, [
    ...absences.map((absence) => absenceEntry(absence, feed)),
    ...tasks.map((task) => entryOf(task, feed, publicUrl)),
    ...days.map((day) => dayEntry(day, feed, publicUrl)),
  ]);
}

const away = { pl: 'nieobecność', en: 'away' } as const;

function absenceEntry({ id, userName, fromOn, toOn, updatedAt }: FeedAbsence, { viewer }: OpenFeed): Entry {
  return {
    uid: `absence-${id}@nurt`,
    sequence: 0,
    changedAt: updatedAt,
    when: { on: fromOn, to: toOn },
    title: `${userName}: ${away[viewer.language]}`,
    state: 'confirmed',
  };
}

/** A whole day that takes nobody's time. */
function dayEntry(day: ImportantDay, { detail, viewer: { language } }: OpenFeed, publicUrl: string): Entry {
  const title = whatDay(day)[language];
  return {
    uid: `${day.id}-${day.on}@nurt`,
    sequence: 0,
    changedAt: day.changedAt ?? `${day.on} 00:00:00`,
    when: { on: day.on },
    title: detail === 'full' ? `${title} – ${day.companyName}` : title,
    state: 'confirmed',
    ...(detail === 'full' ? { url: `${publicUrl}/admin/companies/${day.companyId}` } : {}),
  };
}

const busy = { pl: 'zajęte', en: 'busy' } as const;

function entryOf(
  task: FeedTask,
  { detail, viewer: { language }, teamId, resourceId }: OpenFeed,
  publicUrl: string,
): Entry {
  const done = task.state === 'done' ? '✓ ' : '';
  const hidden = detail === 'busy' || task.busy;
  // Where several people's work stands together, it says whose it is.
  const whose = (teamId ?? resourceId) && task.ownerName ? `${task.ownerName}: ` : '';
  const shown: Entry = {
    uid: `${task.id}@nurt`,
    sequence: task.sequence,
    changedAt: task.updatedAt,
    when: task.startsAt ? { startsAt: task.startsAt, endsAt: task.endsAt! } : { on: task.dueOn! },
    title: `${whose}${hidden ? busy[language] : `${done}${task.title}`}`,
    state: task.state === 'withdrawn' || task.state === 'cancelled' ? 'cancelled' : 'confirmed',
  };
  if (hidden || detail !== 'full') return shown;
  const url = `${publicUrl}/admin/tasks/${task.id}`;
  const type = language === 'pl' ? task.typePl : task.typeEn;
  const text = [task.companyName, type, task.phone].filter(Boolean).join('\n');
  return {
    ...shown,
    ...(task.companyName ? { title: `${shown.title} – ${task.companyName}` } : {}),
    ...(task.place ? { place: task.place } : {}),
    text,
    url,
  };
}
