/** What is asked of customers by their work, procedures and important dates: each entry of the catalogue has a line (rule 12). */
import type { Rule } from '../domain/conditions/shapes.ts';

export const endsSoon: readonly Rule[] = [
  { field: 'date.title', operator: 'contains', value: 'umowy' },
  { field: 'date.daysTo', operator: '<=', value: 30 },
];
export const besideWork: readonly (readonly [name: string, of: string, ...rules: Rule[]])[] = [
  ['a contract that ends within 30 days', 'dates', ...endsSoon],
  ['an important date of that name (none)', 'dates', { field: 'date.title', operator: '=', value: 'Jubileusz' }],
  ['a procedure that goes on (many)', 'runs', { field: 'run.state', operator: '=', value: 'running' }],
  ['a procedure that failed (none)', 'runs', { field: 'run.result', operator: '=', value: 'failure' }],
  ['a task planned for the next week (none)', 'tasks', { field: 'task.plannedAt', operator: '>=', value: { days: 0 } }],
  ['a task of a category (none)', 'tasks', { field: 'task.categoryId', operator: 'notNull' }],
  ['a task of a campaign (none)', 'tasks', { field: 'task.campaignId', operator: 'notNull' }],
];
