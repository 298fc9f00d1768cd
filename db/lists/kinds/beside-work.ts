/** What there is to do beside the row, and what comes: tasks, procedures, days to remember. */
import { IS_OVERDUE } from '../../paused-tasks.ts';
import { visibleTasks } from '../../task-scope.ts';
import { campaigns, scenarios, taskCategories, taskOutcomes, taskTypes } from '../choices.ts';
import type { RelatedDefinition } from '../definition.ts';
import { fact, said } from '../fields.ts';
import { participantResults, priorities, runStates, taskStates } from '../words.ts';
import { personFact } from './beside.ts';
import { boundOfDaysTo, boundOfDue, boundOfNextOn } from './bounds.ts';
import { daysTo } from './orders.ts';

export function tasksBeside(on: string): RelatedDefinition {
  return {
    of: 'tasks',
    title: said(['Ma zadanie', 'Has a task']),
    right: 'task.read',
    from: ({ viewer, params }) => `tasks t where ${on} and ${visibleTasks(viewer, params)}`,
    own: { record: 'task', alias: 't' },
    facts: [
      fact('task.type', ['Rodzaj', 'Type'], { type: 'text', choices: taskTypes, is: { value: 't.type' } }),
      fact('task.categoryId', ['Kategoria', 'Category'], {
        type: 'text',
        cast: 'uuid',
        choices: taskCategories,
        is: { value: 't.category_id' },
      }),
      fact('task.state', ['Stan', 'State'], { type: 'text', choices: taskStates, is: { value: 't.state' } }),
      personFact('task.ownerId', ['Wykonawca', 'Owner'], 't.owner_id'),
      fact('task.priority', ['Priorytet', 'Priority'], {
        type: 'text',
        choices: priorities,
        is: { value: 't.priority' },
      }),
      fact('task.outcome', ['Wynik', 'Outcome'], {
        type: 'text',
        choices: taskOutcomes,
        is: { value: 't.outcome' },
      }),
      fact('task.overdue', ['Po terminie', 'Overdue'], {
        type: 'yes/no',
        is: { value: IS_OVERDUE },
      }),
      fact('task.plannedAt', ['Zaplanowano na', 'Planned for'], { type: 'instant', is: { value: 't.planned_at' } }),
      fact('task.dueAt', ['Termin', 'Due'], { type: 'instant', is: { value: 't.due_at' }, bound: boundOfDue }),
      fact('task.doneAt', ['Zakończono', 'Finished'], { type: 'instant', is: { value: 't.done_at' } }),
      fact('task.campaignId', ['Kampania', 'Campaign'], {
        type: 'text',
        cast: 'uuid',
        right: 'campaign.read',
        choices: campaigns,
        is: { value: 't.campaign_id' },
      }),
    ],
  };
}

/** Procedures that were begun, also those that have ended. Whoever sees the customer sees them, as on its card. */
export function runsBeside(on: string): RelatedDefinition {
  return {
    of: 'runs',
    title: said(['Ma przebieg scenariusza', 'Has a run of a scenario']),
    right: 'run.read',
    from: `runs r join scenario_versions v on v.id = r.version_id where ${on}`,
    facts: [
      fact('run.scenarioId', ['Scenariusz', 'Scenario'], {
        type: 'text',
        cast: 'uuid',
        choices: scenarios,
        is: { value: 'v.scenario_id' },
      }),
      fact('run.state', ['Stan', 'State'], { type: 'text', choices: runStates, is: { value: 'r.state' } }),
      fact('run.result', ['Wynik', 'Result'], { type: 'text', choices: participantResults, is: { value: 'r.result' } }),
      fact('run.startedAt', ['Rozpoczęto', 'Started'], { type: 'instant', is: { value: 'r.started_at' } }),
      fact('run.endedAt', ['Zakończono', 'Ended'], { type: 'instant', is: { value: 'r.ended_at' } }),
    ],
  };
}

/** Days with a name of their own; birthdays and name days are asked of the people whose they are. */
export function datesBeside(on: string): RelatedDefinition {
  const nextOn = `case when d.yearly then current_date + (${daysTo('d.falls_on')}) else d.falls_on end`;
  return {
    of: 'dates',
    title: said(['Ma ważną datę', 'Has an important date']),
    from: `important_dates d where ${on} and d.kind = 'date' and d.deleted_at is null`,
    facts: [
      fact('date.title', ['Co to za dzień', 'What day it is'], { type: 'text', is: { value: 'd.title' } }),
      // Days that have passed for good are none: "in at most 30 days" is asked of those that come.
      fact('date.daysTo', ['Za ile dni', 'In how many days'], {
        type: 'number',
        is: { value: `case when ${nextOn} >= current_date then ${nextOn} - current_date end` },
        bound: boundOfDaysTo,
      }),
      fact('date.nextOn', ['Kiedy (najbliższy raz)', 'When (the next time)'], {
        type: 'date',
        is: { value: nextOn },
        bound: boundOfNextOn,
      }),
      fact('date.yearly', ['Co roku', 'Every year'], { type: 'yes/no', is: { value: 'd.yearly' } }),
    ],
  };
}
