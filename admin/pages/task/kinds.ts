import { useRead } from '../../components/read.ts';
import type { TaskType } from '../../../db/task-types.ts';

/** Types and categories that a task may have; undefined until they have come. */
export function useKinds() {
  return useReadKinds().value;
}

/** The same for whoever adds one and reads them anew. */
export function useReadKinds() {
  return useRead<{ types: TaskType[]; categories: { id: string; name: string }[] }>('/task-types');
}
