/** Every action that lists offer for many rows, in the order in which menus show them. */
import type { BulkAction } from '../action.ts';
import { changeClass } from './change-class.ts';
import { changeOwner } from './change-owner.ts';
import { createTaskForEach } from './create-task.ts';
import { addToGroup, removeFromGroup } from './groups.ts';
import { cancel, changePriority, handOver, postpone } from './tasks.ts';

export const bulkActions: readonly BulkAction[] = [
  addToGroup,
  removeFromGroup,
  changeOwner,
  changeClass,
  createTaskForEach,
  handOver,
  changePriority,
  postpone,
  cancel,
];
