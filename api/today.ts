import { Router } from 'express';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { listTasks, type TaskFilter } from '../db/task-lists.ts';
import { figuresOf, stripOf, waitingFor, type Figure } from '../db/today.ts';
import { dayOf, progressOfDay } from '../db/work-day.ts';
import { answer, viewerOf, type Door } from './door.ts';

export const wanted = z.object({
  who: z.enum(['mine', 'team', 'queue']).default('mine'),
  type: z.string().max(50).optional(),
});

/** The home page in one request: what is near, what is late, the day, decisions, numbers. */
export function todayApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/today',
    answer(async (request) => {
      const viewer = viewerOf(request);
      demand(viewer, 'task.read');
      const asked = wanted.parse(request.query);
      const { from } = await dayOf(db, viewer);
      const near: TaskFilter = { ...asked, list: 'nearest' };
      const [nearest, overdue, done, strip, waiting, figures, progress] = await Promise.all([
        listTasks(db, viewer, { filter: near, limit: 12 }),
        listTasks(db, viewer, { filter: { ...asked, list: 'overdue' }, limit: 12 }),
        listTasks(db, viewer, { filter: { ...asked, list: 'done', from }, limit: 3 }),
        stripOf(db, viewer),
        waitingFor(db, viewer),
        figuresOf(db, viewer),
        progressOfDay(db, viewer),
      ]);
      return {
        nearest: nearest.rows,
        moreNearest: nearest.next !== null,
        overdue: overdue.rows,
        moreOverdue: overdue.next !== null,
        done: done.rows,
        strip,
        waiting,
        figures: figures.map(withLink),
        progress,
      };
    }),
  );
  return router;
}

/** The address of exactly the rows that were counted. */
function withLink(figure: Figure): Figure & { link: string } {
  const query = new URLSearchParams(
    Object.entries(figure.filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  return { ...figure, link: `/admin/tasks?${query}` };
}
