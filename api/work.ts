import { Router } from 'express';
import { z } from 'zod';
import { demand, type Viewer } from '../domain/access.ts';
import type { Json } from '../domain/scenario/shapes.ts';
import { leaseTask, releaseTask } from '../db/task-leases.ts';
import { undoCompletion } from '../db/outcomes-taken-back.ts';
import { completeTask } from '../db/task-outcomes.ts';
import { openWork, takeNextWork } from '../db/work-queue.ts';
import { foretellOutcome, workScreen } from '../db/work-screen.ts';
import { lastFinished, progressOfDay } from '../db/work-day.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

const id = z.uuid();
const answers = z.record(z.string().max(100), z.json()).default({});
export const outcome = z.object({
  outcome: z.string().min(1).max(100),
  answers,
  note: z.string().max(20_000).default(''),
  workMinutes: z.number().int().min(0).max(10_000).optional(),
  callSeconds: z.number().int().min(0).max(86_400).optional(),
  noteSeconds: z.number().int().min(0).max(86_400).optional(),
  noteStartedAt: z.iso.datetime({ offset: true }).nullish(),
  kilometres: z.number().int().min(0).max(100_000).nullish(),
  /** Answer with the next task at once: one request from the click to the next task on the desk. */
  next: z.boolean().default(false),
  skip: z.array(id).max(200).default([]),
});
export const wanted = z.object({ skip: z.array(id).max(200).default([]), taskId: id.optional() });
export const supposed = z.object({ outcome: z.string().max(100), answers });

/** Work mode: the next task with all that its screen needs, its outcome, and the way back for ten seconds. */
export function workApi({ db }: Door): Router {
  const router = Router();
  const desk = async (viewer: Viewer, skip: readonly string[]) => {
    const next = await takeNextWork(db, viewer, skip);
    const [screen, progress] = await Promise.all([
      next ? workScreen(db, viewer, next.taskId) : null,
      progressOfDay(db, viewer),
    ]);
    return { screen, why: next?.why ?? null, progress };
  };
  const opened = async (viewer: Viewer, taskId: string) => {
    await openWork(db, viewer, taskId);
    const [screen, progress] = await Promise.all([workScreen(db, viewer, taskId), progressOfDay(db, viewer)]);
    return { screen, why: null, progress };
  };

  router.post(
    '/work/next',
    answer((request) => {
      const viewer = viewerOf(request);
      demand(viewer, 'task.edit');
      demand(viewer, 'task.read');
      const { skip, taskId } = wanted.parse(request.body ?? {});
      return taskId ? opened(viewer, taskId) : desk(viewer, skip);
    }),
  );
  router.get(
    '/work/finished',
    answer(async (request) => ({ tasks: await lastFinished(db, viewerOf(request)) })),
  );
  router.post(
    '/work/:id/outcome',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { next, skip, ...said } = outcome.parse(request.body);
      if (next) demand(viewer, 'task.read');
      const taskId = id.parse(request.params['id']);
      const typed = { ...said, answers: said.answers as Record<string, Json> };
      const completed = await completeTask(db, viewer, { id: taskId, ...sent(typed) });
      return { completed, desk: next ? await desk(viewer, skip) : null };
    }),
  );
  router.post(
    '/work/:id/undo',
    answer((request) => undoCompletion(db, viewerOf(request), id.parse(request.params['id']))),
  );
  router.post(
    '/work/:id/lease',
    answer((request) => leaseTask(db, viewerOf(request), id.parse(request.params['id']))),
  );
  router.delete(
    '/work/:id/lease',
    answer((request) => releaseTask(db, viewerOf(request), id.parse(request.params['id']))),
  );
  router.post(
    '/work/:id/foretell',
    answer(async (request) => {
      const said = supposed.parse(request.body);
      const taskId = id.parse(request.params['id']);
      const then = await foretellOutcome(db, viewerOf(request), {
        taskId,
        outcome: said.outcome,
        answers: said.answers as Record<string, Json>,
      });
      return { then };
    }),
  );
  return router;
}
