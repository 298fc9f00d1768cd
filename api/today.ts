import { Router } from 'express';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { tasks } from '../db/lists/kinds/tasks.ts';
import type { Query } from '../domain/lists/narrowing.ts';
import { narrowedAsk } from '../db/lists/narrowed.ts';
import { troublesOfToday } from '../db/mail-troubles.ts';
import {
  figuresOf,
  leftOf,
  stripOf,
  waitingFor,
  type Counted,
  type Figure,
  type Linked,
  type LinkedFigure,
} from '../db/today.ts';
import { dayOf, progressOfDay } from '../db/work-day.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { momentOf } from './list-shapes.ts';
import { plainRows } from './plain-lists.ts';
import { sent } from './sent.ts';
import { taskColumns, taskOrders, type TaskOrder } from './tasks.ts';

export const wanted = z.object({
  who: z.enum(['mine', 'team', 'queue']).default('mine'),
  type: z.string().max(50).optional(),
});

/** The home page in one request: what is near, what is late, the day, decisions, numbers. */
export function todayApi({ db, mailServer }: Door): Router {
  const router = Router();
  router.get(
    '/today',
    answer(async (request) => {
      const viewer = viewerOf(request);
      demand(viewer, 'task.read');
      const asked = wanted.parse(request.query);
      const { from } = await dayOf(db, viewer);
      const moment = momentOf(viewer);
      const whatIsNear: Query = { ...sent(asked), list: 'nearest', who: whoOfNear(asked.who), home: 'yes' };
      const near = (list: TaskOrder, limit: number) => {
        const query =
          list === 'nearest' ? whatIsNear : { ...sent(asked), list, home: 'yes', ...(list === 'done' ? { from } : {}) };
        const ask = { ...narrowedAsk({ kind: 'tasks', query, sort: taskOrders[list], moment }), limit };
        return plainRows(db, viewer, { list: tasks, columns: taskColumns, ask });
      };
      const [nearest, overdue, done, strip, waiting, figures, { left, late }, progress, mailTroubles] =
        await Promise.all([
          near('nearest', 12),
          near('overdue', 12),
          near('done', 3),
          stripOf(db, viewer),
          waitingFor(db, viewer),
          figuresOf(db, viewer, moment),
          leftOf(db, viewer, { who: asked.who, moment }),
          progressOfDay(db, viewer, 'home'),
          troublesOfToday(db, { viewer, mailServer }),
        ]);
      return {
        nearest: nearest.rows,
        moreNearest: nearest.isMore,
        nearLink: linkTo(whatIsNear),
        overdue: overdue.rows,
        moreOverdue: overdue.isMore,
        done: done.rows,
        strip,
        waiting,
        figures: figures.map(linkedFigure),
        progress,
        left: linked(left),
        late: linked(late),
        mailTroubles,
      };
    }),
  );
  return router;
}

function linkedFigure({ of, before, ...figure }: Figure): LinkedFigure {
  return {
    ...figure,
    ...linked(figure),
    ...(of ? { of: linked(of) } : {}),
    ...(before ? { before: linked(before) } : {}),
  };
}

function linked({ value, filter }: Counted): Linked {
  return { value, link: linkTo(filter) };
}

function linkTo(filter: Query): string {
  const asked = Object.entries(filter).flatMap(([name, each]) => (each === undefined ? [] : [[name, each]]));
  return `/admin/tasks?${new URLSearchParams(asked)}`;
}

/** Where others do the work of a meeting, it is near for whoever takes part as well; its being late is its owner's. */
function whoOfNear(who: string): string {
  return who === 'mine' ? 'part' : who;
}
