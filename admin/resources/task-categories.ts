import type { Models } from '../../db/models/open-models.ts';
import { defineResource } from '../stock/define-resource.ts';

/** A division of work that a company makes for itself. One that is used can be switched off, not removed. */
export const taskCategories = ({ TaskCategory }: Models) =>
  defineResource({
    model: TaskCategory,
    noun: 'task category',
    title: { pl: 'Kategorie zadań', en: 'Task categories' },
    read: 'settings.edit',
    write: 'settings.edit',
    deletable: true,
    few: true,
    columns: {
      name: { name: { pl: 'Nazwa', en: 'Name' }, write: true, sort: true },
      active: { name: { pl: 'Czynna', en: 'Active' }, write: true },
    },
  });
