/** The work of a case as a tree, each branch with how far it is. */

/** One task as the tree is built of it. */
export type TreeTask = {
  readonly id: string;
  readonly parentId: string | null;
  readonly state: 'open' | 'done' | 'withdrawn' | 'cancelled';
  readonly percent: number;
  readonly durationMinutes: number;
};

export type Branch<Task extends TreeTask> = {
  readonly task: Task;
  readonly parts: readonly Branch<Task>[];
  /** Per cent of the work under it; null where all of it was dropped. */
  readonly progress: number | null;
};

/**
 * Puts tasks under the tasks they are parts of, in the order given. One whose main task is not among them stands at the top;
 * so does one that would close a ring.
 */
export function growTree<Task extends TreeTask>(tasks: readonly Task[]): readonly Branch<Task>[] {
  const known = new Map(tasks.map((task) => [task.id, task]));
  const parts = new Map<string | null, Task[]>();
  for (const task of tasks) {
    const under = task.parentId !== null && known.has(task.parentId) && !inRing(task, known) ? task.parentId : null;
    parts.set(under, [...(parts.get(under) ?? []), task]);
  }
  const branch = (task: Task): Grown<Task> => {
    const below = (parts.get(task.id) ?? []).map(branch);
    const work = below.length > 0 ? sum(below.map((one) => one.work)) : workOf(task);
    return { task, parts: below, work, progress: share(work) };
  };
  return (parts.get(null) ?? []).map(branch);
}

/** How far all of it is, in per cent; null without work. */
export function progressOf<Task extends TreeTask>(branches: readonly Branch<Task>[]): number | null {
  return share(sum((branches as readonly Grown<Task>[]).map((one) => one.work)));
}

type Work = { readonly minutes: number; readonly done: number };
type Grown<Task extends TreeTask> = Branch<Task> & { readonly parts: readonly Grown<Task>[]; readonly work: Work };

/** A finished task counts whole, an open one by its own percentage, a dropped one not at all. */
function workOf({ state, percent, durationMinutes }: TreeTask): Work {
  const minutes = Math.max(durationMinutes, 1);
  if (state === 'done') return { minutes, done: minutes * 100 };
  return state === 'open' ? { minutes, done: minutes * percent } : { minutes: 0, done: 0 };
}

function sum(all: readonly Work[]): Work {
  return all.reduce((a, b) => ({ minutes: a.minutes + b.minutes, done: a.done + b.done }), { minutes: 0, done: 0 });
}

function share({ minutes, done }: Work): number | null {
  return minutes === 0 ? null : Math.round(done / minutes);
}

function inRing(task: TreeTask, known: ReadonlyMap<string, TreeTask>): boolean {
  const seen = new Set([task.id]);
  for (let above = known.get(task.parentId ?? ''); above; above = known.get(above.parentId ?? '')) {
    if (above.id === task.id) return true;
    if (seen.has(above.id)) return false;
    seen.add(above.id);
  }
  return false;
}
