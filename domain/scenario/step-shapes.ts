/** What each kind of step must look like in JSON: `shapes.ts` once more, as checks. */
import {
  anyObject,
  code,
  either,
  isObject,
  json,
  list,
  number,
  object,
  oneOf,
  text,
  yesNo,
  type Check,
} from './shape-checks.ts';
import type { Step } from './shapes.ts';

const said = object({ pl: text(500), en: text(500) });
const calendar = { calendar: code };
const inDays = { least: 0, whole: true, most: 3660 };

const span: Check = (value, path) => {
  const unit = isObject(value) ? value['unit'] : undefined;
  const units = oneOf('working days', 'working hours', 'calendar days', 'minutes');
  if (unit === 'working days') return object({ unit: units, count: number(inDays) }, calendar)(value, path);
  if (unit === 'working hours')
    return object({ unit: units, count: number({ least: 0, most: 20_000 }) }, calendar)(value, path);
  if (unit === 'calendar days') return object({ unit: units, count: number(inDays) })(value, path);
  return object({ unit: units, count: number({ least: 0, most: 5_000_000 }) })(value, path);
};

const dateOfFact = object({ fact: text(120) }, { plus: span, minus: span });

const assignee: Check = (value, path) => {
  const to = isObject(value) ? value['to'] : undefined;
  const kinds = oneOf('user', 'role', 'owner', 'queue');
  if (to === 'user') return object({ to: kinds, userId: text(60) })(value, path);
  if (to === 'role') return object({ to: kinds, role: text(60) })(value, path);
  if (to === 'queue') return object({ to: kinds, queue: text(60) })(value, path);
  return object({ to: kinds })(value, path);
};

const outcome = object({ code, name: said, next: code }, { asks: oneOf('date', 'note') });
const formField = object(
  { id: code, name: said, kind: oneOf('text', 'long text', 'number', 'date', 'choice', 'yes/no') },
  { required: yesNo, choices: list(object({ code, name: said }), { least: 1 }) },
);
const pattern = object({ event: text(60), next: code }, { match: anyObject });
const visits = { mostVisits: number({ least: 1, whole: true, most: 1000 }) };
const name = text(120);

type Fields = readonly [must: Readonly<Record<string, Check>>, maybe: Readonly<Record<string, Check>>];

const fields: Readonly<Record<Step['kind'], Fields>> = {
  task: [
    { title: text(200), type: code, assignee, outcomes: list(outcome, { least: 1, most: 20 }) },
    {
      priority: oneOf('low', 'normal', 'high'),
      script: text(10_000),
      form: list(formField, { most: 50 }),
      checklist: list(text(300), { most: 50 }),
      planned: dateOfFact,
      due: span,
      timeout: code,
      refused: code,
      remindBefore: list(span, { most: 5 }),
      purpose: text(60),
      ...visits,
    },
  ],
  message: [
    { channel: code, template: text(60), next: code },
    { atOnce: yesNo, expires: span, failed: code, refused: code, ...visits },
  ],
  wait: [
    { next: code },
    {
      for: span,
      until: dateOfFact,
      on: list(pattern, { least: 1, most: 20 }),
      since: oneOf('before', 'start', 'now'),
      past: code,
      ...visits,
    },
  ],
  branch: [{ when: list(object({ if: anyObject, next: code }, { name }), { least: 1, most: 30 }), else: code }, {}],
  split: [
    { shares: list(object({ weight: number({ least: 0.001 }), next: code }, { name }), { least: 1, most: 20 }) },
    {},
  ],
  fork: [{ to: list(code, { least: 2, most: 20 }) }, {}],
  join: [{ need: either(oneOf('all', 'any'), number({ least: 1, whole: true, most: 20 })), next: code }, {}],
  set: [{ field: text(80), value: json, next: code }, {}],
  notify: [{ whom: assignee, text: said, next: code }, {}],
  milestone: [{ code, next: code }, {}],
  end: [{ result: oneOf('success', 'failure', 'neutral') }, { reason: text(200), only: oneOf('token') }],
  book: [
    { people: list(assignee), resources: list(text(60)), duration: span, within: span, noneFree: code, next: code },
    {},
  ],
  effect: [{ effect: text(60), params: json, next: code }, { failed: code }],
  start: [{ scenario: code, subject: text(60), wait: yesNo, next: code }, {}],
};

const drawn = { name, color: text(60), at: list(number({ least: -1e6 }), { least: 2, most: 2 }) };
const kinds = Object.keys(fields) as Step['kind'][];

export const stepShape: Check = (value, path) => {
  if (!isObject(value)) return object({})(value, path);
  const kind = value['kind'];
  const unknownKind = oneOf(...kinds)(kind, path === '' ? 'kind' : `${path}.kind`);
  if (unknownKind.length > 0) return unknownKind;
  const [must, maybe] = fields[kind as Step['kind']];
  return object({ kind: oneOf(...kinds), ...must }, { ...drawn, ...maybe })(value, path);
};
