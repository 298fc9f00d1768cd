/**
 * What the parts of an address ask of a list: `?list=open&companyId=…`. The panel's pages and the plain lists of the API read
 * them alike, so that a number leads to exactly the rows that it counted.
 */
import { readFunnelKey, rowsOfLine } from '../campaigns/funnel-key.ts';
import type { Condition, Rule } from '../conditions/shapes.ts';
import type { ListKind } from './shapes.ts';

/** The parts of an address by name. */
export type Query = Readonly<Record<string, string | undefined>>;

/** The name of a fact that is to be equal (`none`: empty), or what the value of the part means. */
type Part = string | ((value: string, query: Query) => readonly Condition[]);

const equal = (field: string, value: string | boolean): Rule => ({ field, operator: '=', value });
const among = (meanings: Readonly<Record<string, readonly Condition[]>>): Part => {
  return (value) => meanings[value] ?? [];
};

const openTask = equal('task.state', 'open');
/** Open tasks are asked by when they are to be done, finished ones by when they were. */
const taskAt = ({ list }: Query) => (list === 'done' || list === 'closed' ? 'task.doneAt' : 'task.moment');
/** Open opportunities by when they are expected to close, others by when they did. */
const opportunityOn = ({ list, state = list }: Query) =>
  state === 'won' || state === 'lost' ? 'opportunity.closedOn' : 'opportunity.expectedOn';
/** What somebody finished that day or still has to do in it: `day` is where it begins and ends. */
function dayOfWork(value: string): Condition {
  const [from = '', to = ''] = value.split('/');
  return {
    combinator: 'or',
    rules: [
      {
        combinator: 'and',
        rules: [
          equal('task.state', 'done'),
          equal('task.doneBy', 'me'),
          { field: 'task.doneAt', operator: '>=', value: from },
        ],
      },
      {
        combinator: 'and',
        rules: [openTask, equal('task.ownerId', 'me'), { field: 'task.moment', operator: '<', value: to }],
      },
    ],
  };
}
/** What is somebody's own to do (or was done by them), and what they only take part in. */
function workOrPart(person: string, list: string | undefined): Condition {
  // The state stands in each of both: open tasks of one person have an index of their own.
  const state = list === 'nearest' || list === 'overdue' || list === 'open' ? [openTask] : [];
  const ways = [person, 'task.takesPart'].map((field) => ({
    combinator: 'and' as const,
    rules: [...state, equal(field, 'me')],
  }));
  return { combinator: 'or', rules: ways };
}
/** What somebody did, and what is theirs to do; `none`: what waits in queues or ended by itself. */
function workOf(value: string): Condition {
  const whose = (field: string): Rule => (value === 'none' ? { field, operator: 'null' } : equal(field, value));
  const ways = [
    [equal('task.state', 'done'), whose('task.doneBy')],
    [openTask, whose('task.ownerId')],
  ];
  return { combinator: 'or', rules: ways.map((rules) => ({ combinator: 'and' as const, rules })) };
}
const opportunityState = among({
  open: [equal('opportunity.state', 'open')],
  won: [equal('opportunity.state', 'won')],
  lost: [equal('opportunity.state', 'lost')],
});

const parts: Readonly<Partial<Record<ListKind, Readonly<Record<string, Part>>>>> = {
  companies: {
    class: 'company.class',
    owner: 'company.ownerId',
    groupId: 'company.groups',
    classes: 'company.classes',
    importId: 'company.importId',
  },
  tasks: {
    list: among({
      // What is paused is not to be done now.
      nearest: [openTask, equal('task.overdue', false), equal('task.paused', false)],
      overdue: [openTask, equal('task.overdue', true)],
      open: [openTask],
      done: [equal('task.state', 'done')],
      closed: [{ field: 'task.state', operator: 'in', value: ['withdrawn', 'cancelled'] }],
      // What stands in calendars and fills the days there.
      planned: [{ field: 'task.state', operator: 'in', value: ['open', 'done'] }, equal('task.inCalendar', true)],
    }),
    people: (value) => [{ field: 'task.people', operator: 'in', value: value.split(',') }],
    who: (value, { list }) => {
      const person = list === 'done' ? 'task.doneBy' : 'task.ownerId';
      if (value === 'mine') return [equal(person, 'me')];
      if (value === 'team') return [equal(person, 'my people')];
      if (value === 'part') return [workOrPart(person, list)];
      if (value !== 'queue') return [];
      return [
        { field: 'task.ownerId', operator: 'null' },
        { field: 'task.queue', operator: 'notNull' },
      ];
    },
    home: () => [equal('task.onHome', true)],
    // Of any type that is a contact by phone.
    calls: () => [equal('task.isCall', true)],
    type: 'task.type',
    priority: 'task.priority',
    companyId: 'task.companyId',
    personId: 'task.personId',
    campaignId: 'task.campaignId',
    caseId: 'task.caseId',
    opportunityId: 'task.opportunityId',
    due: () => [{ field: 'task.dueAt', operator: 'notNull' }],
    onTime: () => [equal('task.onTime', true)],
    kept: () => [{ field: 'task.state', operator: 'in', value: ['open', 'done'] }],
    // Work and way that cost something by the rates of the company.
    costly: () => [
      {
        combinator: 'or',
        rules: ['task.workMinutes', 'task.kilometres'].map((field) => ({ field, operator: '>' as const, value: 0 })),
      },
    ],
    workOf: (value) => [workOf(value)],
    driven: () => [{ field: 'task.kilometres', operator: '>', value: 0 }],
    worked: () => [{ field: 'task.workMinutes', operator: '>', value: 0 }],
    spent: () => [{ field: 'task.spentMinutes', operator: '>', value: 0 }],
    begun: () => [{ field: 'task.percent', operator: '>', value: 0 }],
    day: (value) => [dayOfWork(value)],
    ownerId: (value, { list }) => [equal(list === 'done' ? 'task.doneBy' : 'task.ownerId', value)],
    queue: (value) => [equal('task.queue', value), { field: 'task.ownerId', operator: 'null' }],
    from: (value, query) => [{ field: taskAt(query), operator: '>=', value }],
    to: (value, query) => [{ field: taskAt(query), operator: '<', value }],
  },
  cases: {
    list: among({ open: [equal('case.state', 'open')], closed: [equal('case.state', 'closed')] }),
    who: among({ mine: [equal('case.ownerId', 'me')], granted: [equal('case.grantedTo', 'me')] }),
    kind: 'case.kind',
    stage: 'case.stage',
    ownerId: 'case.ownerId',
    companyId: 'case.companies',
    overdue: () => [equal('case.overdue', true)],
  },
  messages: {
    list: among({
      doubtful: [equal('message.state', 'unknown')],
      sent: [equal('message.state', 'done')],
      failed: [equal('message.state', 'failed')],
      replies: [equal('message.direction', 'in')],
      unread: [equal('message.unread', true)],
    }),
    who: among({ mine: [equal('message.waitsFor', 'me')] }),
    companyId: 'message.companyId',
    campaignId: 'message.campaignId',
    caseId: 'message.caseId',
    opportunityId: 'message.opportunityId',
    sentBy: 'message.sentBy',
  },
  campaigns: { state: 'campaign.state' },
  participants: {
    campaignId: 'participant.campaignId',
    companyId: 'participant.companyId',
    state: 'participant.progress',
    reason: 'participant.reason',
    step: (key) => {
      const line = readFunnelKey(key);
      return line ? rowsOfLine(line) : [];
    },
  },
  transactions: {
    only: among({
      owed: [equal('transaction.inBalance', true)],
      overdue: [equal('transaction.inOverdue', true)],
      year: [equal('transaction.inTurnover', true)],
      kept: [{ field: 'transaction.state', operator: '!=', value: 'cancelled' }],
    }),
    kind: 'transaction.kind',
    currency: 'transaction.currency',
    companyId: 'transaction.companyId',
    caseId: 'transaction.caseId',
  },
  files: {
    categoryId: 'file.categoryId',
    noun: (noun, { recordId = '' }) => [
      { combinator: 'and', of: 'records', rules: [equal('record.noun', noun), equal('record.id', recordId)] },
    ],
  },
  templates: { active: () => [equal('template.active', true)], channel: 'template.channel' },
  recurrences: {
    ownerId: 'recurrence.ownerId',
    companyId: 'recurrence.companyId',
    active: () => [equal('recurrence.active', true)],
  },
  imports: { state: 'import.state' },
  scenarios: { subject: 'scenario.subject' },
  users: {
    active: among({ yes: [equal('user.state', 'active')], no: [equal('user.state', 'off')] }),
    profile: 'user.profiles',
  },
  members: { groupId: 'member.groupId' },
  opportunities: {
    list: opportunityState,
    state: opportunityState,
    who: among({ mine: [equal('opportunity.ownerId', 'me')] }),
    stage: 'opportunity.stage',
    ownerId: 'opportunity.ownerId',
    companyId: 'opportunity.companyId',
    reason: 'opportunity.lostReason',
    currency: 'opportunity.currency',
    // Those that have no day at all.
    dated: (value, query) => (value === 'none' ? [{ field: opportunityOn(query), operator: 'null' }] : []),
    from: (value, query) => [{ field: opportunityOn(query), operator: '>=', value }],
    to: (value, query) => [{ field: opportunityOn(query), operator: '<=', value }],
  },
};

/** The condition that an address asks for; undefined where it asks nothing. "Everybody's" narrows nothing, yet is asked. */
export function narrowedBy(kind: ListKind, query: Query): Condition | undefined {
  const asked = Object.entries(parts[kind] ?? {}).filter(([name]) => query[name]);
  if (asked.length === 0) return undefined;
  const rules = asked.flatMap(([name, part]): readonly Condition[] => {
    const value = query[name]!;
    if (typeof part !== 'string') return part(value, query);
    return [value === 'none' ? { field: part, operator: 'null' } : equal(part, value)];
  });
  return { combinator: 'and', rules };
}
