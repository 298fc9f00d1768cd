import { Router } from 'express';
import { z } from 'zod';
import { absencesIn } from '../db/absences.ts';
import { calendarWorked } from '../db/calendar-work.ts';
import { calendarLoad, calendarPeople, calendarTasks } from '../db/calendar.ts';
import { clashesAt } from '../db/clashes.ts';
import { listResources } from '../db/resources.ts';
import { deadlineOf, extendDeadline } from '../db/task-deadlines.ts';
import { editTask } from '../db/task-edits.ts';
import { hoursOfPeople } from '../db/working-hours.ts';
import { workingCalendar } from '../db/working-calendars.ts';
import { daysOnWall, weekOnWall } from '../domain/calendar/hours-on-wall.ts';
import { toWall } from '../domain/calendar/wall.ts';
import { DomainError } from '../domain/domain-error.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { listOf, sent } from './sent.ts';

const instant = z.iso.datetime({ offset: true });
export const asked = z.object({
  from: instant,
  to: instant,
  people: listOf(z.uuid(), 200).optional(),
  resources: listOf(z.uuid(), 100).optional(),
  types: listOf(z.string().max(50), 50).optional(),
  companyId: z.uuid().optional(),
  state: z.enum(['open', 'done', 'all']).optional(),
  recorded: z.enum(['yes', 'no']).optional(),
});

const id = z.uuid();
export const askedTime = z.object({
  people: listOf(z.uuid(), 100).optional(),
  at: listOf(instant, 100),
  minutes: z.coerce.number().int().min(1).max(1440).optional(),
  type: z.string().max(50).optional(),
  except: z.uuid().optional(),
  recurrence: z.uuid().optional(),
});
export const booking = z.object({ version: z.int(), resourceIds: z.array(id).max(20) });
export const extension = z.object({ version: z.int(), dueAt: instant });

const DAY = 86_400_000;
const MOST_DAYS = 100;

/** What stands in a span of time, how full its days are, who is away, and when the office is open. */
export function calendarApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/calendar',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { people = [viewer.userId], ...rest } = asked.parse(request.query);
      demandSpan(rest);
      const span = { ...sent(rest), people };
      const first = toWall(span.from, viewer.timeZone).slice(0, 10);
      const last = toWall(new Date(Date.parse(span.to) - 1).toISOString(), viewer.timeZone).slice(0, 10);
      const [{ tasks, cut }, load, worked, absences, definition, owned] = await Promise.all([
        calendarTasks(db, viewer, span),
        calendarLoad(db, viewer, span),
        calendarWorked(db, viewer, span),
        absencesIn(db, viewer, { people, fromOn: first, toOn: last }),
        workingCalendar(db),
        hoursOfPeople(db, viewer, people),
      ]);
      const shown = { first, last, language: viewer.language };
      const read = viewer.timeZone;
      const days = daysOnWall(definition, shown, { kept: definition.timeZone, read });
      const own = owned.map(({ userId, hours, timeZone }) => {
        const clocks = { kept: timeZone ?? definition.timeZone, read };
        const theirs = daysOnWall({ ...definition, hours }, shown, clocks);
        return { userId, hours: weekOnWall(hours, first, clocks), days: theirs };
      });
      return { tasks, cut, load, worked, absences, days, own };
    }),
  );
  router.get(
    '/calendar/people',
    answer(async (request) => ({ people: await calendarPeople(db, viewerOf(request)) })),
  );
  router.get(
    '/calendar/clashes',
    answer(async (request) => ({ rows: await clashesAt(db, viewerOf(request), askedTime.parse(request.query)) })),
  );
  router.get(
    '/resources',
    answer(async (request) => ({ resources: await listResources(db, viewerOf(request)) })),
  );
  router.put(
    '/tasks/:id/resources',
    answer((request) => {
      const { version, resourceIds } = booking.parse(request.body);
      return editTask(db, viewerOf(request), { id: id.parse(request.params['id']), version, change: { resourceIds } });
    }),
  );
  router.get(
    '/tasks/:id/deadline',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { then, ...deadline } = await deadlineOf(db, viewer, id.parse(request.params['id']));
      return { ...deadline, then: then?.map((said) => said[viewer.language]) ?? null };
    }),
  );
  router.post(
    '/tasks/:id/extend',
    answer((request) =>
      extendDeadline(db, viewerOf(request), { id: id.parse(request.params['id']), ...extension.parse(request.body) }),
    ),
  );
  return router;
}

function demandSpan({ from, to }: { readonly from: string; readonly to: string }): void {
  const days = (Date.parse(to) - Date.parse(from)) / DAY;
  if (days > 0 && days <= MOST_DAYS) return;
  throw new DomainError(
    'calendar.span_wrong',
    {
      pl: `Kalendarz pokazuje naraz od jednego do ${MOST_DAYS} dni. Podaj koniec po początku i krótszy zakres.`,
      en: `The calendar shows one to ${MOST_DAYS} days at a time. Give an end after the start, and a shorter span.`,
    },
    'to',
  );
}
