import { Router, type Request } from 'express';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { sayDate } from '../domain/tasks/said-date.ts';
import { readTypedDate } from '../domain/tasks/typed-date.ts';
import type { View } from '../domain/lists/shapes.ts';
import { tasks as taskList } from '../db/lists/kinds/tasks.ts';
import { listReceivers } from '../db/task-receivers.ts';
import { addTaskNote } from '../db/task-notes.ts';
import { tickLine } from '../db/task-checklist.ts';
import { listSpeakers, recordContact } from '../db/task-contacts.ts';
import { editTask } from '../db/task-edits.ts';
import { planMeeting } from '../db/meetings.ts';
import { linkable, linkNouns, linkRecord, unlinkRecord } from '../db/task-links.ts';
import { cancelTask, repeatElsewhere, restoreTask } from '../db/task-mistakes.ts';
import { assignTask, createTask, postponeTask } from '../db/tasks.ts';
import { workScreen } from '../db/work-screen.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { ownShape } from './own-shape.ts';
import { openPlainList } from './plain-lists.ts';
import { answerOnce } from './once.ts';
import { sent } from './sent.ts';

const id = z.uuid();
const instant = z.iso.datetime({ offset: true });
const priority = z.enum(['low', 'normal', 'high']);
export const typedDate = z.object({
  on: z.iso.date(),
  time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
});

export const filter = z.object({
  list: z.enum(['nearest', 'overdue', 'open', 'done', 'closed']).default('nearest'),
  /** `part`: one's own, and those that one only takes part in. */
  who: z.enum(['mine', 'part', 'team', 'queue', 'all']).default('mine'),
  /** Only of types that stand on the home page. */
  home: z.literal('yes').optional(),
  /** Only contacts by phone, of any type. */
  calls: z.literal('yes').optional(),
  ownerId: id.optional(),
  type: z.string().max(50).optional(),
  priority: priority.optional(),
  companyId: id.optional(),
  personId: id.optional(),
  campaignId: id.optional(),
  opportunityId: id.optional(),
  search: z.string().max(200).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
/** What each list goes by. */
export const taskOrders = {
  nearest: [{ field: 'moment' }],
  open: [{ field: 'moment' }],
  overdue: [{ field: 'deadline' }],
  done: [{ field: 'doneAt', descending: true }],
  closed: [{ field: 'createdAt', descending: true }],
} as const satisfies Record<string, View['sort']>;
export type TaskOrder = keyof typeof taskOrders;
export const taskColumns = [
  ...[
    'type',
    'title',
    'company',
    'person',
    'owner',
    'givenBy',
    'queue',
    'priority',
    'state',
    'stateReason',
    'plannedAt',
  ],
  ...['durationMinutes', 'dueAt', 'doneAt', 'outcome', 'note', 'overdue', 'paused', 'openedBy', 'campaign', 'scenario'],
  'case',
];

const title = z.string().trim().min(1).max(500);
const note = z.string().max(20_000);
const whole = (most: number) => z.number().int().min(0).max(most);
const about = {
  categoryId: id.nullish(),
  personId: id.nullish(),
  caseId: id.nullish(),
  caretakerId: id.nullish(),
  userIds: z.array(id).max(100).optional(),
  personIds: z.array(id).max(100).optional(),
};
const shared = {
  ...about,
  description: note.nullish(),
  priority: priority.optional(),
  plannedAt: instant.nullish(),
  dueAt: instant.nullish(),
  durationMinutes: z.number().int().min(1).max(1440).optional(),
  place: z.string().trim().max(500).nullish(),
  private: z.boolean().optional(),
  percent: whole(100).optional(),
  stage: z.string().trim().max(100).nullish(),
  checklist: z.array(z.string().max(300)).max(100).optional(),
  parentId: id.nullish(),
  remindMinutes: z.array(whole(525_600)).max(5).optional(),
  resourceIds: z.array(id).max(20).optional(),
  own: ownShape('task'),
};
const measured = {
  workMinutes: whole(10_000).nullish(),
  callSeconds: whole(86_400).nullish(),
  kilometres: whole(100_000).nullish(),
};
const type = z.string().min(1).max(50);
export const newTask = z.object({
  ...shared,
  title,
  type,
  companyId: id.nullish(),
  opportunityId: id.nullish(),
  ownerId: id.nullish(),
  queue: z.string().max(100).nullish(),
  callAnyway: z.boolean().optional(),
  /** Its owner and all who take part are invited at once. */
  invite: z.boolean().optional(),
});
/** Who may be given work, or as whose a contact may be recorded. */
export const received = z.object({ of: z.enum(['work', 'contact']).default('work') });
export const receiver = z.union([
  z.object({ ownerId: id, queue: z.null().default(null) }),
  z.object({ ownerId: z.null().default(null), queue: z.string().min(1).max(100) }),
]);
const change = z.strictObject({
  ...shared,
  ...measured,
  type: type.optional(),
  title: title.optional(),
  outcome: z.string().max(100).optional(),
  doneAt: instant.optional(),
  note: note.nullish(),
  receiver: receiver.optional(),
  callAnyway: z.boolean().optional(),
});
export const edit = z.strictObject({
  version: z.number().int(),
  /** Why the record of finished work is put right; asked for where a measured time is. */
  reason: z.string().max(1000).optional(),
  change,
});
export const contact = z.object({
  ...about,
  ...measured,
  own: ownShape('task'),
  type,
  title: z.string().trim().max(500).optional(),
  description: shared.description,
  companyId: id,
  opportunityId: id.nullish(),
  parentId: id.nullish(),
  ownerId: id.nullish(),
  /** Without it now. */
  at: instant.optional(),
  outcome: z.string().max(100).optional(),
  place: shared.place,
  private: shared.private,
  note,
  noteSeconds: whole(86_400).nullish(),
  noteStartedAt: instant.nullish(),
});
export const tick = z.object({ line: z.string().max(300), done: z.boolean() });
export const noted = z.object({ body: z.string().max(20_000) });
export const link = z.object({ noun: z.enum(linkNouns), recordId: id });
export const cancelled = z.object({ reason: z.string().max(1000).default('') });
export const repeated = z.object({ companyId: id, note: note.optional(), callAnyway: z.boolean().optional() });
export const typed = z.object({ text: z.string().max(100), towards: z.enum(['future', 'past']).default('future') });

/** Tasks as lists and as records; what is done in work mode is in `work.ts`. */
export function tasksApi(door: Door): Router {
  const { db } = door;
  const router = Router();
  openPlainList(router, door, {
    path: '/tasks',
    list: taskList,
    query: filter,
    columns: taskColumns,
    sort: ({ list }) => taskOrders[list as TaskOrder],
    named: ['queue'],
  });
  router.get(
    '/task-receivers',
    answer(async (request) => {
      const { of } = received.parse(request.query);
      return { receivers: await (of === 'contact' ? listSpeakers : listReceivers)(db, viewerOf(request)) };
    }),
  );
  router.get(
    '/typed-date',
    answer((request) => Promise.resolve(echo(request.query, viewerOf(request)))),
  );
  router.get(
    '/tasks/:id',
    answer((request) => {
      demand(viewerOf(request), 'task.read');
      return workScreen(db, viewerOf(request), idOf(request));
    }),
  );
  router.post(
    '/tasks',
    answerOnce(db, (request, within) => {
      const { invite, ...task } = sent(newTask.parse(request.body));
      if (!invite) return createTask(within, viewerOf(request), task);
      const { publicUrl, secretKey } = door;
      return planMeeting(within, viewerOf(request), { task, house: { publicUrl, secretKey } });
    }),
  );
  router.patch(
    '/tasks/:id',
    answer((request) => {
      const { change: wanted, ...rest } = edit.parse(request.body);
      return editTask(db, viewerOf(request), { id: idOf(request), ...rest, change: sent(wanted) });
    }),
  );
  router.post(
    '/contacts',
    answerOnce(db, (request, within) => recordContact(within, viewerOf(request), sent(contact.parse(request.body)))),
  );
  router.post(
    '/tasks/:id/tick',
    answer((request) => tickLine(db, viewerOf(request), { id: idOf(request), ...tick.parse(request.body) })),
  );
  router.post(
    '/tasks/:id/notes',
    answerOnce(db, (request, within) =>
      addTaskNote(within, viewerOf(request), { id: idOf(request), ...noted.parse(request.body) }),
    ),
  );
  router.get(
    '/tasks/:id/linkable',
    answer(async (request) => ({ records: await linkable(db, viewerOf(request), idOf(request)) })),
  );
  router.post(
    '/tasks/:id/links',
    answer((request) => linkRecord(db, viewerOf(request), { taskId: idOf(request), ...link.parse(request.body) })),
  );
  router.delete(
    '/tasks/:id/links/:noun/:recordId',
    answer((request) => unlinkRecord(db, viewerOf(request), { taskId: idOf(request), ...link.parse(request.params) })),
  );
  router.post(
    '/tasks/:id/cancel',
    answer((request) => cancelTask(db, viewerOf(request), { id: idOf(request), ...cancelled.parse(request.body) })),
  );
  router.post(
    '/tasks/:id/restore',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { unbooked } = await restoreTask(db, viewer, idOf(request));
      return { unbooked: unbooked.map((said) => said[viewer.language]) };
    }),
  );
  router.post(
    '/tasks/:id/repeat',
    answerOnce(db, (request, within) =>
      repeatElsewhere(within, viewerOf(request), { id: idOf(request), ...sent(repeated.parse(request.body)) }),
    ),
  );
  router.post(
    '/tasks/:id/postpone',
    answer((request) => {
      const until = sent(typedDate.parse(request.body));
      return postponeTask(db, viewerOf(request), { id: idOf(request), until });
    }),
  );
  router.post(
    '/tasks/:id/assign',
    answer((request) => assignTask(db, viewerOf(request), { id: idOf(request), ...receiver.parse(request.body) })),
  );
  return router;
}

function idOf({ params }: Request): string {
  return id.parse(params['id']);
}

/** The whole date behind what was typed, or null where it is none. */
function echo(query: unknown, { timeZone, language }: { timeZone: string; language: 'pl' | 'en' }) {
  const { text, towards } = typed.parse(query);
  const date = readTypedDate(text, { now: new Date().toISOString(), zone: timeZone, towards });
  return date ? { date, said: sayDate(date, language) } : { date: null, said: null };
}
