/** The checklist of a task: a line that is ticked stays ticked, wherever the task is opened. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { demandOpen } from '../domain/tasks/state.ts';
import { recordAudit } from './audit.ts';
import type { Db } from './database.ts';
import { lockTask, type Tick } from './task-rows.ts';

export type Ticking = { readonly id: string; readonly line: string; readonly done: boolean };

/**
 * Ticks a line, or takes the tick off. The version of the task stays: two people who tick different lines, or one who has
 * the form open, are in nobody's way.
 */
export async function tickLine(
  db: Db,
  viewer: Viewer,
  { id, line, done }: Ticking,
): Promise<{ readonly ticks: Readonly<Record<string, Tick>> }> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const task = await lockTask(tx, viewer, id);
    demandOpen(task);
    if (!task.checklist.includes(line)) throw lineUnknown(line);
    const tick: Tick = { at: task.now, by: viewer.name };
    const { ticks } = await tx.one<{ ticks: Record<string, Tick> }>(
      `update tasks set ticks = case when $4 then ticks || jsonb_build_object($2::text, $3::jsonb) else ticks - $2 end,
         updated_at = now() where id = $1 returning ticks`,
      [id, line, JSON.stringify(tick), done],
    );
    const changes = { [`checklist: ${line}`]: [!done, done] as const };
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'task', recordId: id, verb: 'tick', changes });
    return { ticks };
  });
}

function lineUnknown(line: string): DomainError {
  return new DomainError(
    'task.line_unknown',
    {
      pl: `Lista kontrolna nie ma już pozycji „${line}”. Odśwież zadanie.`,
      en: `The checklist no longer has the line "${line}". Refresh the task.`,
    },
    'line',
  );
}
