import type { Tx } from './database.ts';

export type TaskType = {
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly color: string;
  readonly defaultMinutes: number;
  readonly channel: 'phone' | 'email' | null;
};

/** Types and categories that a new task may have, in the order in which people see them. */
export async function taskTypes(
  tx: Tx,
): Promise<{ readonly types: TaskType[]; readonly categories: { readonly id: string; readonly name: string }[] }> {
  const types = await tx.rows<TaskType>(
    'select code, name_pl, name_en, color, default_minutes, channel from task_types where active order by position, code',
  );
  const categories = await tx.rows<{ id: string; name: string }>(
    'select id, name from task_categories where active order by name',
  );
  return { types, categories };
}
