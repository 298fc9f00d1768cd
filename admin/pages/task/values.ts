/** What stands in the form of a task, as text and ids; how it is read from a task, sent, and compared. */
import { call } from '../../components/read.ts';
import { toWall } from '../../../domain/calendar/wall.ts';
import type { OwnValues } from '../../../domain/own/shapes.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import type { Chosen } from '../tasks/customer-field.tsx';
import { instantOf } from '../tasks/instant-of.ts';
import type { When } from '../tasks/when-input.tsx';

export type TaskValues = {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly company: Chosen | null;
  readonly case: Chosen | null;
  readonly parent: Chosen | null;
  /** Of a new one; that of a task that is there already has a card of its own. */
  readonly opportunity: Chosen | null;
  readonly personId: string;
  /** `user <id>`, `queue <code>`; empty: the viewer. */
  readonly receiver: string;
  readonly caretakerId: string;
  readonly categoryId: string;
  readonly priority: string;
  /** As it was typed; the server says what it means. */
  readonly planned: string;
  readonly due: string;
  readonly duration: string;
  readonly percent: string;
  readonly stage: string;
  /** One line each. */
  readonly checklist: string;
  readonly place: string;
  readonly private: boolean;
  readonly userIds: readonly string[];
  readonly personIds: readonly string[];
  /** Of a new one: what is booked for its time. */
  readonly resourceIds: readonly string[];
  /** Minutes before, as texts: each is a reminder of its own. */
  readonly reminders: readonly string[];
  /** Of a contact and of what is finished. */
  readonly at: string;
  readonly outcome: string;
  readonly note: string;
  readonly workMinutes: string;
  readonly callMinutes: string;
  readonly kilometres: string;
  /** Why what was measured is put right. */
  readonly reason: string;
  /** Said about a call to a customer who has refused calls. */
  readonly callAnyway: boolean;
  /** Values of own fields by code, as the API takes them. */
  readonly own: OwnValues;
};
export type TaskField = keyof TaskValues;

/** What every part of the form is given. */
export type FieldsProps = {
  readonly values: TaskValues;
  readonly change: (part: Partial<TaskValues>) => void;
  readonly problem: (field: string) => string | undefined;
  /** The customer of a task that is there already is fixed (S1-46). */
  readonly fixed?: boolean;
  /** What has taken place: what it was about and how it went. */
  readonly isRecord?: boolean;
  /** The record that is put right; missing for one that is being written. */
  readonly finished?: WorkScreen;
  /** The task that is changed; missing for a new one. */
  readonly taskId?: string;
};

/** What a page knows already when it opens the form. */
export type TaskStart = Partial<
  Pick<
    TaskValues,
    'type' | 'title' | 'description' | 'company' | 'case' | 'parent' | 'opportunity' | 'receiver' | 'personId'
  >
> & {
  /** An instant and a length: a span that was drawn in a calendar. */
  readonly plannedAt?: string;
  readonly durationMinutes?: number;
  /** A document that the task is about. */
  readonly document?: Chosen;
  /** A day that was drawn, as the deadline that it means. */
  readonly dueAt?: string;
  /** What was typed in a shorter form already. */
  readonly typed?: Partial<TaskValues>;
};

const empty: TaskValues = {
  type: '',
  title: '',
  description: '',
  company: null,
  case: null,
  parent: null,
  opportunity: null,
  personId: '',
  receiver: '',
  caretakerId: '',
  categoryId: '',
  priority: 'normal',
  planned: '',
  due: '',
  duration: '',
  percent: '0',
  stage: '',
  checklist: '',
  place: '',
  private: false,
  userIds: [],
  personIds: [],
  resourceIds: [],
  reminders: [],
  at: '',
  outcome: '',
  note: '',
  workMinutes: '',
  callMinutes: '',
  kilometres: '',
  reason: '',
  callAnyway: false,
  own: {},
};

export function startValues(
  { plannedAt, durationMinutes, dueAt, document: _, typed: __, ...start }: TaskStart,
  zone: string,
): TaskValues {
  return {
    ...empty,
    ...start,
    planned: plannedAt ? dateText(plannedAt, zone) : '',
    due: dueAt ? dateText(dueAt, zone) : '',
    duration: durationMinutes ? String(durationMinutes) : '',
  };
}

/** A task as the form shows it. */
export function valuesOf({ task, around, customer }: WorkScreen, zone: string): TaskValues {
  const text = (value: string | number | null) => (value === null ? '' : String(value));
  const main = around.relatives.find(({ relation }) => relation === 'main');
  return {
    ...empty,
    type: task.type,
    title: task.title,
    description: text(task.description),
    company: customer ? { id: customer.id, name: customer.name } : null,
    case: task.caseId ? { id: task.caseId, name: around.caseName ?? '' } : null,
    parent: main ? { id: main.id, name: main.title } : null,
    personId: text(task.personId),
    receiver: task.ownerId ? `user ${task.ownerId}` : task.queue ? `queue ${task.queue}` : '',
    caretakerId: text(task.caretakerId),
    categoryId: text(task.categoryId),
    priority: task.priority,
    planned: task.plannedAt ? dateText(task.plannedAt, zone) : '',
    due: task.dueAt ? dateText(task.dueAt, zone) : '',
    duration: String(task.durationMinutes),
    percent: String(task.percent),
    stage: text(task.stage),
    checklist: task.checklist.join('\n'),
    place: text(task.place),
    private: task.private,
    userIds: task.userIds,
    personIds: task.personIds,
    reminders: around.remindMinutes.map(String),
    at: task.doneAt ? dateText(task.doneAt, zone) : '',
    outcome: text(task.outcome),
    note: text(task.note),
    workMinutes: text(task.workMinutes),
    callMinutes: task.callSeconds === null ? '' : String(Math.round(task.callSeconds / 60)),
    kilometres: text(task.kilometres),
    own: task.own,
  };
}

/** The end of a day is the day alone: that is how a deadline without a time is kept. */
function dateText(instant: string, zone: string): string {
  const [day = '', time = ''] = toWall(instant, zone).split('T');
  const [year, month, date] = day.split('-');
  const written = `${Number(date)}.${month}.${year}`;
  return time === '23:59' ? written : `${written} ${time}`;
}

export function differs(a: TaskValues, b: TaskValues): TaskField[] {
  return (Object.keys(a) as TaskField[]).filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]));
}

/** What the chosen fields say to the API. Dates are read by the server, so that what is saved is what was echoed. */
export async function sentOf(
  values: TaskValues,
  fields: readonly TaskField[],
  zone: string,
): Promise<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const field of fields) Object.assign(body, await parts[field]?.(values, zone));
  return body;
}

type Part = (values: TaskValues, zone: string) => object | Promise<object>;

const orNull = (text: string) => text.trim() || null;
/** What is no whole number goes as it was typed, and is refused by its name. */
const whole = (text: string) => (/^\s*\d{1,9}\s*$/.test(text) ? Number(text) : orNull(text));

const parts: Partial<Readonly<Record<TaskField, Part>>> = {
  type: ({ type }) => ({ type }),
  title: ({ title }) => ({ title }),
  description: ({ description }) => ({ description: orNull(description) }),
  company: ({ company }) => ({ companyId: company?.id ?? null }),
  case: (values) => ({ caseId: values.case?.id ?? null }),
  parent: ({ parent }) => ({ parentId: parent?.id ?? null }),
  opportunity: ({ opportunity }) => (opportunity ? { opportunityId: opportunity.id } : {}),
  personId: ({ personId }) => ({ personId: personId || null }),
  receiver: ({ receiver }) => ({ receiver: receiverOf(receiver) }),
  caretakerId: ({ caretakerId }) => ({ caretakerId: caretakerId || null }),
  categoryId: ({ categoryId }) => ({ categoryId: categoryId || null }),
  priority: ({ priority }) => ({ priority }),
  planned: async ({ planned }, zone) => ({ plannedAt: await readWhen(planned, { zone, otherwise: '09:00' }) }),
  due: async ({ due }, zone) => ({ dueAt: await readWhen(due, { zone, otherwise: '23:59' }) }),
  duration: ({ duration }) => (whole(duration) ? { durationMinutes: whole(duration) } : {}),
  percent: ({ percent }) => ({ percent: whole(percent) ?? 0 }),
  stage: ({ stage }) => ({ stage: orNull(stage) }),
  checklist: ({ checklist }) => ({ checklist: checklist.split('\n').filter((line) => line.trim() !== '') }),
  place: ({ place }) => ({ place: orNull(place) }),
  private: (values) => ({ private: values.private }),
  userIds: ({ userIds }) => ({ userIds }),
  personIds: ({ personIds }) => ({ personIds }),
  resourceIds: ({ resourceIds }) => (resourceIds.length > 0 ? { resourceIds } : {}),
  reminders: ({ reminders }) => ({ remindMinutes: reminders.map(Number) }),
  at: async ({ at }, zone) => {
    const doneAt = await readWhen(at, { zone, otherwise: '12:00', towards: 'past' });
    return doneAt ? { doneAt } : {};
  },
  outcome: ({ outcome }) => (outcome ? { outcome } : {}),
  note: ({ note }) => ({ note: orNull(note) }),
  workMinutes: ({ workMinutes }) => ({ workMinutes: whole(workMinutes) }),
  callMinutes: ({ callMinutes }) => {
    const minutes = whole(callMinutes);
    return { callSeconds: typeof minutes === 'number' ? minutes * 60 : minutes };
  },
  kilometres: ({ kilometres }) => ({ kilometres: whole(kilometres) }),
  callAnyway: ({ callAnyway }) => (callAnyway ? { callAnyway } : {}),
};

type Reading = { readonly zone: string; readonly otherwise: string; readonly towards?: 'past' };

/** The instant behind a typed date; null for none. What cannot be read goes as it is, and the server says so. */
async function readWhen(text: string, { zone, otherwise, towards }: Reading): Promise<string | null> {
  if (text.trim() === '') return null;
  const when = await typedWhen(text, towards);
  return when ? instantOf(when, zone, otherwise) : text;
}

async function typedWhen(text: string, towards?: 'past'): Promise<When | null> {
  const query = new URLSearchParams({ text, ...(towards ? { towards } : {}) });
  return (await call<{ date: When | null }>('GET', `/typed-date?${query}`)).date;
}

function receiverOf(value: string): { ownerId: string } | { queue: string } | undefined {
  const at = value.indexOf(' ');
  if (at < 0) return undefined;
  const rest = value.slice(at + 1);
  return value.slice(0, at) === 'user' ? { ownerId: rest } : { queue: rest };
}

const ofPlan: readonly TaskField[] = [
  ...(['type', 'title', 'description', 'company', 'case', 'parent', 'personId', 'caretakerId', 'categoryId'] as const),
  ...(['priority', 'planned', 'due', 'duration', 'percent', 'stage', 'checklist', 'place', 'private'] as const),
  ...(['userIds', 'personIds', 'reminders', 'opportunity', 'resourceIds', 'callAnyway'] as const),
];

/** What a new task is made of. A day without a time is a deadline, not an appointment, unless there is a deadline beside it. */
export async function newTaskOf(values: TaskValues, zone: string): Promise<Record<string, unknown>> {
  const body = await sentOf(values, ofPlan, zone);
  const isDay = values.planned.trim() !== '' && (await typedWhen(values.planned))?.time === undefined;
  const endOfDay = isDay ? await readWhen(values.planned, { zone, otherwise: '23:59' }) : null;
  const dated = endOfDay && body['dueAt'] === null ? { plannedAt: null, dueAt: endOfDay } : {};
  return { ...body, ...dated, ...(receiverOf(values.receiver) ?? {}), own: values.own };
}

/** What a contact is made of. One that was just now says no time: sent again after a lost answer, it is the same request. */
export async function contactOf(values: TaskValues, zone: string): Promise<Record<string, unknown>> {
  const fields: readonly TaskField[] = [
    ...([
      'type',
      'description',
      'company',
      'case',
      'personId',
      'caretakerId',
      'categoryId',
      'userIds',
      'personIds',
    ] as const),
    ...(['parent', 'opportunity', 'outcome', 'workMinutes', 'callMinutes', 'kilometres', 'place', 'private'] as const),
  ];
  const receiver = receiverOf(values.receiver);
  const { doneAt } = await sentOf(values, ['at'], zone);
  return {
    ...(await sentOf(values, fields, zone)),
    ...(values.title.trim() ? { title: values.title } : {}),
    ...(receiver && 'ownerId' in receiver ? receiver : {}),
    note: values.note,
    own: values.own,
    ...(doneAt ? { at: doneAt } : {}),
  };
}
