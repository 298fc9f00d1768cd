/** How far a main task is: the progress of its parts, weighed by their length. What was dropped does not count. */
import { DomainError } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';
import { refreshFormulas } from './own-formulas.ts';

/** Deeper trees are not read by anybody. */
const DEEPEST = 10;

/**
 * Carries the progress of a part up to its main task, and on to the one above. The main task is locked first: of two parts
 * that are finished at once, the second sees the first.
 */
export async function rollUp(tx: Tx, mainId: string | null): Promise<void> {
  for (let id = mainId, left = DEEPEST; id && left > 0; left--) {
    const main = await tx.maybe<{ parentId: string | null }>(
      'select parent_id from tasks where id = $1 for no key update',
      [id],
    );
    await tx.run(
      `update tasks set percent = coalesce((select round(sum(percent::numeric * duration_minutes) / nullif(sum(duration_minutes), 0))
         from tasks part where part.parent_id = $1 and part.state in ('open', 'done')), percent)
       where id = $1 and state = 'open'`,
      [id],
    );
    await refreshFormulas(tx, 'task', [id]);
    id = main?.parentId ?? null;
  }
}

/** Throws when the task would become a part of itself, or the tree too deep to read. */
export async function demandTree(tx: Tx, taskId: string | null, mainId: string): Promise<void> {
  const above = await tx.rows<{ id: string }>(
    `with recursive above (id, parent_id, depth) as (
       select id, parent_id, 1 from tasks where id = $1
       union all select t.id, t.parent_id, a.depth + 1 from tasks t join above a on t.id = a.parent_id where a.depth <= $2)
     select id from above`,
    [mainId, DEEPEST],
  );
  if (above.length < DEEPEST && !above.some(({ id }) => id === taskId)) return;
  throw new DomainError(
    'task.tree_wrong',
    {
      pl: 'Zadanie nie może być częścią samego siebie ani leżeć głębiej niż dziesięć poziomów. Wybierz inne zadanie główne.',
      en: 'A task cannot be a part of itself, nor lie deeper than ten levels. Choose another main task.',
    },
    'parentId',
  );
}

/** The progress of a main task comes from its parts and is not typed. */
export async function demandOwnProgress(tx: Tx, taskId: string): Promise<void> {
  const part = await tx.maybe(`select 1 as one from tasks where parent_id = $1 and state in ('open', 'done') limit 1`, [
    taskId,
  ]);
  if (!part) return;
  throw new DomainError(
    'task.percent_of_parts',
    {
      pl: 'Postęp tego zadania wynika z zadań szczegółowych. Zmień postęp w nich.',
      en: 'The progress of this task comes from its parts. Change theirs.',
    },
    'percent',
  );
}
