import { recordAudit } from '../../audit.ts';
import { ownQueues, users } from '../../lists/choices.ts';
import { priorities } from '../../lists/words.ts';
import { editTask } from '../../task-edits.ts';
import { cancelTask } from '../../task-mistakes.ts';
import { keepReminders } from '../../task-reminders.ts';
import { lockTask, type Priority } from '../../task-rows.ts';
import { assignTask, postponeTask } from '../../tasks.ts';
import { handed, type Receiver } from '../../task-receivers.ts';
import type { Tx } from '../../database.ts';
import { actorOf, type Viewer } from '../../../domain/access.ts';
import { demandDifference, demandUntouched, type BulkAction } from '../action.ts';
import { within } from '../../database.ts';
import type { Choice } from '../../../domain/lists/shapes.ts';

/** People by their id, queues as `queue:<code>`. */
async function receivers(tx: Tx, viewer: Viewer): Promise<Choice[]> {
  const lines = await ownQueues(tx, viewer);
  return [...(await users(tx)), ...lines.map(({ value, label }) => ({ value: `queue:${value}`, label }))];
}

export const handOver: BulkAction = {
  kinds: ['tasks'],
  name: 'hand over',
  title: { pl: 'Przekaż', en: 'Hand over' },
  right: 'task.edit',
  asks: [{ id: 'to', title: { pl: 'Komu', en: 'To whom' }, type: 'choice', required: true, choices: receivers }],
  async act({ tx, viewer, id, answers }) {
    const { ownerId, queue } = await lockTask(tx, viewer, id);
    const to = answers['to']!;
    const receiver: Receiver = to.startsWith('queue:')
      ? { ownerId: null, queue: to.slice('queue:'.length) }
      : { ownerId: to, queue: null };
    demandDifference(receiver.ownerId === ownerId && (ownerId !== null || receiver.queue === queue));
    await assignTask(within(tx), viewer, { id, ...receiver });
    return { ownerId, queue };
  },
  async undo({ tx, viewer, id, before, isTouched }) {
    demandUntouched({ isTouched });
    const { ownerId, queue } = before as Receiver;
    await assignTask(within(tx), viewer, { id, ownerId, queue: ownerId ? null : queue });
  },
};

export const changePriority: BulkAction = {
  kinds: ['tasks'],
  name: 'change priority',
  title: { pl: 'Zmień priorytet', en: 'Change the priority' },
  right: 'task.edit',
  asks: [
    { id: 'priority', title: { pl: 'Priorytet', en: 'Priority' }, type: 'choice', required: true, choices: priorities },
  ],
  async act({ tx, viewer, id, version, answers }) {
    const { priority } = await lockTask(tx, viewer, id);
    demandDifference(priority === answers['priority']);
    await editTask(within(tx), viewer, { id, version, change: { priority: answers['priority'] as Priority } });
    return priority;
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    await editTask(within(tx), viewer, { id, version, change: { priority: before as Priority } });
  },
};

export const postpone: BulkAction = {
  kinds: ['tasks'],
  name: 'postpone',
  title: { pl: 'Przełóż na dzień', en: 'Put off to a day' },
  right: 'task.edit',
  asks: [{ id: 'on', title: { pl: 'Na kiedy', en: 'To' }, type: 'date', required: true }],
  async act({ tx, viewer, id, answers }) {
    const { plannedAt, dueAt, ownerId } = await lockTask(tx, viewer, id);
    const { notBefore } = await tx.one<{ notBefore: string | null }>('select not_before from tasks where id = $1', [
      id,
    ]);
    await postponeTask(within(tx), viewer, { id, until: { on: answers['on']! } });
    return { plannedAt, dueAt, ownerId, notBefore };
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    const { plannedAt, dueAt, ownerId, notBefore } = before as Record<string, string | null>;
    const { dueAt: now, ownerId: taker, queue } = await lockTask(tx, viewer, id);
    const change = { plannedAt: plannedAt ?? null, ...(now === dueAt ? {} : { dueAt: dueAt ?? null }) };
    await editTask(within(tx), viewer, { id, version, change });
    await tx.run('update tasks set not_before = $2, owner_id = $3 where id = $1', [id, notBefore, ownerId]);
    await keepReminders(tx, [id]);
    if (taker === ownerId) return;
    const changes = handed({ ownerId: taker, queue }, { ownerId: ownerId ?? null, queue });
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'task', recordId: id, verb: 'assign', changes });
  },
};

export const cancel: BulkAction = {
  kinds: ['tasks'],
  name: 'cancel',
  title: { pl: 'Anuluj', en: 'Cancel' },
  right: 'task.edit',
  asks: [{ id: 'reason', title: { pl: 'Powód', en: 'Reason' }, type: 'text', required: true }],
  async act({ tx, viewer, id, answers }) {
    await cancelTask(within(tx), viewer, { id, reason: answers['reason']! });
    return true;
  },
};
