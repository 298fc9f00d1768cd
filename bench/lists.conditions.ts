/** What is asked of each kind of list by other records: many, few and no hits, alone and under "or" (rule 12). */
import type { Condition, Operator, Rule, Value } from '../domain/conditions/shapes.ts';
import type { ListKind } from '../domain/lists/shapes.ts';

/** `onlyWhole`: asked only by those who see all tasks. */
type AskedCondition = { readonly name: string; readonly condition: Condition; readonly onlyWhole?: true };

const rule = (field: string, operator: Operator, value?: Value): Rule => ({
  field,
  operator,
  ...(value === undefined ? {} : { value }),
});
const is = (field: string, value: Value): Rule => rule(field, '=', value);
const beside = (of: string, ...rules: Rule[]): Condition => ({ combinator: 'and', of, rules });
const without = (of: string, ...rules: Rule[]): Condition => ({ combinator: 'and', of, rules, not: true });
const or = (...rules: Condition[]): Condition => ({ combinator: 'or', rules });
const and = (...rules: Condition[]): Condition => ({ combinator: 'and', rules });
/** From so many days from now on. */
const from = (field: string, days: number): Rule => rule(field, '>=', { days });
const named = (asked: Readonly<Record<string, Condition>>): AskedCondition[] =>
  Object.entries(asked).map(([name, condition]) => ({ name, condition }));

const openTask = (type: string): Rule => rule('company.openTaskTypes', 'in', [type]);
const lastName = beside('people', is('person.lastName', 'Kowalski0123'));
const bought = (...rules: Rule[]): Condition => beside('transactions', is('transaction.kind', 'invoice'), ...rules);
const endsSoon = beside('dates', rule('date.title', 'contains', 'umowy'), rule('date.daysTo', '<=', 30));

const ofCompanies: readonly AskedCondition[] = [
  ...named({
    'an open mail (many)': openTask('mail'),
    'an open visit (none)': openTask('visit'),
    'a person of that name (few)': lastName,
    'that person, or an open visit': or(lastName, openTask('visit')),
    'an open mail, or class A': or(openTask('mail'), is('company.class', 'A')),
    'no contact for 90 days': rule('company.daysWithoutContact', '>=', 90),
    'a name with "awnexm"': rule('company.name', 'contains', 'awnexm'),
    'consent given': is('consent.email.marketing', 'given'),
    'consent withdrawn (none)': is('consent.email.marketing', 'withdrawn'),
    'bought nothing for 90 days, or never (many)': rule('company.daysWithoutPurchase', '>=', 90),
    'last bought more than 90 days ago': rule('company.lastPurchaseOn', '<', { days: -90 }),
    'last bought more than 5 years ago (none)': rule('company.lastPurchaseOn', '<', { days: -1900 }),
    'overdue money above 8,900 (few)': rule('company.overdueMinor', '>', 890_000),
    'overdue money in any currency': is('company.hasOverdueMoney', true),
    'an invoice of the last week': bought(from('transaction.happenedOn', -7)),
    'an invoice above a million (none)': bought(rule('transaction.amountMinor', '>', 100_000_000)),
    'no invoice of the last 90 days': without(
      'transactions',
      is('transaction.kind', 'invoice'),
      from('transaction.happenedOn', -90),
    ),
    'an invoice of the last week, or an open visit': or(bought(from('transaction.happenedOn', -7)), openTask('visit')),
    'a contract that ends within 30 days': endsSoon,
    'a contract that ends within 30 days, or an open visit': or(endsSoon, openTask('visit')),
    'an important date today': beside('dates', is('date.daysTo', 0)),
    'an important date of a week': beside('dates', from('date.nextOn', 10), rule('date.nextOn', '<=', { days: 17 })),
    'an important date of that name (none)': beside('dates', is('date.title', 'Jubileusz')),
    'a procedure that goes on (many)': beside('runs', is('run.state', 'running')),
    'a procedure that failed (none)': beside('runs', is('run.result', 'failure')),
    'a procedure that began today, in the future (none)': beside('runs', from('run.startedAt', 1)),
    'a task planned for the next week (none)': beside('tasks', from('task.plannedAt', 0)),
    'a task that is due in a year (none)': beside('tasks', from('task.dueAt', 365)),
    'a task finished today': beside('tasks', from('task.doneAt', 0)),
    'a task with that outcome (none)': beside('tasks', is('task.outcome', 'refused')),
    'a task of a category (none)': beside('tasks', rule('task.categoryId', 'notNull')),
    'a task of a campaign (none)': beside('tasks', rule('task.campaignId', 'notNull')),
    'in a campaign (many)': rule('company.campaigns', 'notNull'),
    'left out of a campaign': beside('campaigns', is('participant.state', 'left out')),
    'a message unanswered for three days': beside('messages', rule('message.unansweredDays', '>=', 3)),
    'a case past its day': beside('cases', is('case.overdue', true)),
    'an opportunity lost for its price': beside('opportunities', is('opportunity.lostReason', 'price')),
    'a file of a category (none)': beside('files', rule('file.categoryId', 'notNull')),
  }),
  // How many tasks somebody has in all is asked only by those who see all of them.
  { name: 'a dozen open tasks (none)', condition: rule('company.openTasks', '>=', 12), onlyWhole: true },
];

const ofPeople = named({
  'a birthday within three days': rule('person.daysToBirthday', '<=', 3),
  'a birthday today, in Żywiec': and(is('person.daysToBirthday', 0), is('company.city', 'Żywiec')),
  'a name day within a week (none)': rule('person.daysToNameDay', '<=', 7),
  'of customers of class A': is('company.class', 'A'),
  'a phone of their own (none)': is('person.hasPhone', true),
  'an open task (none)': beside('tasks', is('task.state', 'open')),
  'a task planned for the next week (none)': beside('tasks', from('task.plannedAt', 0)),
  'a task finished today (none)': beside('tasks', from('task.doneAt', 0)),
  'a procedure that goes on (none)': beside('runs', is('run.state', 'running')),
  'an important date within 30 days (none)': beside('dates', rule('date.daysTo', '<=', 30)),
  'a message (none)': beside('messages', is('message.direction', 'in')),
  'part in a campaign (none)': beside('campaigns', is('participant.state', 'active')),
  'an opportunity (none)': beside('opportunities', is('opportunity.state', 'open')),
  'a file (none)': beside('files', rule('file.name', 'notNull')),
  'that name, or an open task': or(is('person.lastName', 'Kowalski0123'), beside('tasks', is('task.state', 'open'))),
});

const ofTasks = named({
  'planned for the next week (none)': from('task.plannedAt', 0),
  'due in a year (none)': from('task.dueAt', 365),
  'finished today': from('task.doneAt', 0),
  'with that outcome (none)': is('task.outcome', 'refused'),
  'open, of customers of class A': and(is('task.state', 'open'), is('company.class', 'A')),
  'open visits in Żywiec (none)': and(is('task.state', 'open'), is('task.type', 'visit'), is('company.city', 'Żywiec')),
  'somebody takes part (none)': rule('task.takesPart', 'notNull'),
  'of a case past its day (none)': beside('cases', is('case.overdue', true)),
  'of an opportunity (none)': beside('opportunities', is('opportunity.state', 'open')),
  'with a file (none)': beside('files', rule('file.name', 'notNull')),
});

const ofParticipants = named({
  'on the way': is('participant.progress', 'running'),
  'left out': is('participant.progress', 'left out'),
  'stuck (none)': is('participant.progress', 'stuck'),
  'with success': is('participant.outcome', 'success'),
  'without success (none)': is('participant.outcome', 'failure'),
  'of class A': is('company.class', 'A'),
  'went through a stage with success': beside('runs', is('run.result', 'success')),
  'answered (none)': beside('runs', is('run.replied', true)),
  'were sent a message (none)': beside('sends', is('send.state', 'done')),
  'had a task of the campaign (none)': beside('tasks', is('task.state', 'open')),
});

const ofCases = named({
  'past their day': is('case.overdue', true),
  'that failed (none)': is('case.outcome', 'failure'),
  'of customers of class A': is('company.class', 'A'),
  'shared with Maria (none)': rule('case.grantedTo', 'notNull'),
  'a task (none)': beside('tasks', is('task.state', 'open')),
  'a message (none)': beside('messages', is('message.direction', 'in')),
  'a file (none)': beside('files', rule('file.name', 'notNull')),
});

const ofOpportunities = named({
  'lost for its price': is('opportunity.lostReason', 'price'),
  'open for more than 89,900 (few)': and(
    is('opportunity.state', 'open'),
    rule('opportunity.valueMinor', '>', 8_990_000),
  ),
  'past the expected day': is('opportunity.overdue', true),
  'in their stage for 30 days': rule('opportunity.daysInStage', '>=', 30),
  'of customers of class A': is('company.class', 'A'),
  'without an open task': without('tasks', is('task.state', 'open')),
  'a message (none)': beside('messages', is('message.direction', 'in')),
  'a case of the same customer (none)': beside('cases', is('case.state', 'open')),
  'a file (none)': beside('files', rule('file.name', 'notNull')),
});

const ofMessages = named({
  'that failed (few)': is('message.state', 'failed'),
  'that are doubtful (none)': is('message.state', 'unknown'),
  'unanswered for three days': and(is('message.direction', 'in'), rule('message.unansweredDays', '>=', 3)),
  unread: is('message.unread', true),
  'of customers of class A': is('company.class', 'A'),
  'of a template (none)': rule('message.templateId', 'notNull'),
  'with a file (none)': beside('files', rule('file.name', 'notNull')),
});

const ofFiles = named({
  'of the last week': from('file.updatedAt', -7),
  'of a category (none)': rule('file.categoryId', 'notNull'),
  'on a customer': beside('records', is('record.noun', 'company')),
  'on a case (none)': beside('records', is('record.noun', 'case')),
});

export const conditionsByKind: readonly (readonly [ListKind, readonly AskedCondition[]])[] = [
  ['companies', ofCompanies],
  ['people', ofPeople],
  ['tasks', ofTasks],
  ['participants', ofParticipants],
  ['cases', ofCases],
  ['opportunities', ofOpportunities],
  ['messages', ofMessages],
  ['files', ofFiles],
];
