import { checkCondition } from '../conditions/check.ts';
import type { Catalogue, Fact } from '../conditions/catalogue.ts';
import { DomainError } from '../domain-error.ts';
import type { ReadableField } from '../own/shapes.ts';
import { readOwnValue } from '../own/value.ts';
import { checkIndustries, type KnownIndustry } from './check-industries.ts';
import { catalogueOf } from './plan.ts';
import { problem, warning, type Problem } from './problem.ts';
import type { Assignee, SpanRule, Step, StepId, TaskStep, Version } from './shapes.ts';

/** What an installation has, by code: a scenario may name only that. */
export type Known = {
  readonly roles: readonly string[];
  readonly queues: readonly string[];
  readonly userIds: readonly string[];
  readonly channels: readonly string[];
  readonly templates: readonly string[];
  readonly taskTypes: readonly string[];
  /** Those of the rule book: any other has the strictest rules, and its tasks would silently be refused for want of consent. */
  readonly purposes: readonly string[];
  readonly calendars: readonly string[];
  /** Fields that a `set` step may write; own fields (`own.<code>`) besides. */
  readonly fields: readonly string[];
  /** Own fields: what conditions may ask of them, and those of customers, which a `set` step may write. Missing: any. */
  readonly own?: { readonly facts: readonly Fact[]; readonly company: readonly ReadableField[] };
  /** Entries of the dictionary. Missing: any. */
  readonly industries?: readonly KnownIndustry[];
};

/** Everything that a step names exists, and every kind of step can run. */
export function checkNames(version: Version, known: Known): readonly Problem[] {
  const catalogue = catalogueOf(version, known.own?.facts);
  return Object.entries(version.steps).flatMap(([id, step]) => [
    ...namesOf(step).flatMap((named) => missing(id, named, known)),
    ...spansOf(step).flatMap((span) =>
      'calendar' in span && span.calendar !== undefined
        ? missing(id, { list: 'calendars', name: span.calendar }, known)
        : [],
    ),
    ...ownRules(id, step, catalogue),
    ...(step.kind === 'set' ? setRules(id, step, known) : []),
    ...(known.industries ? checkIndustries(id, step, known.industries) : []),
    ...undrawn(id, step),
  ]);
}

type Lists = Omit<Known, 'own' | 'industries'>;
type Named = { readonly list: keyof Lists; readonly name: string };

function namesOf(step: Step): readonly Named[] {
  switch (step.kind) {
    case 'task':
      return [
        { list: 'taskTypes', name: step.type },
        ...(step.purpose === undefined ? [] : [{ list: 'purposes', name: step.purpose } as const]),
        ...assigneeNames(step.assignee),
      ];
    case 'message':
      return [
        { list: 'channels', name: step.channel },
        { list: 'templates', name: step.template },
      ];
    case 'notify':
      return assigneeNames(step.whom);
    case 'set':
      return step.field.startsWith('own.') ? [] : [{ list: 'fields', name: step.field }];
    default:
      return [];
  }
}

function assigneeNames(to: Assignee): readonly Named[] {
  if (to.to === 'role') return [{ list: 'roles', name: to.role }];
  if (to.to === 'queue') return [{ list: 'queues', name: to.queue }];
  return to.to === 'user' ? [{ list: 'userIds', name: to.userId }] : [];
}

function spansOf(step: Step): readonly SpanRule[] {
  const present = (...spans: readonly (SpanRule | undefined)[]) => spans.flatMap((span) => (span ? [span] : []));
  if (step.kind === 'task')
    return present(step.planned?.plus, step.planned?.minus, step.due, ...(step.remindBefore ?? []));
  if (step.kind === 'message') return present(step.expires);
  return step.kind === 'wait' ? present(step.for, step.until?.plus, step.until?.minus) : [];
}

const words: Readonly<Record<keyof Lists, readonly [pl: string, en: string]>> = {
  roles: ['roli', 'role'],
  queues: ['kolejki', 'queue'],
  userIds: ['użytkownika', 'user'],
  channels: ['kanału', 'channel'],
  templates: ['szablonu', 'template'],
  taskTypes: ['typu zadania', 'task type'],
  purposes: ['celu kontaktu', 'purpose of contact'],
  calendars: ['kalendarza pracy', 'working calendar'],
  fields: ['pola', 'field'],
};

function missing(id: StepId, { list, name }: Named, known: Lists): readonly Problem[] {
  if (known[list].includes(name)) return [];
  const [pl, en] = words[list];
  const there = list === 'userIds' ? '' : known[list].slice(0, 20).join(', ');
  return [
    problem('name.unknown', id, {
      pl: `nie ma ${pl} „${name}”.${there ? ` Są: ${there}.` : ''} Wybierz z istniejących albo dodaj brakujące w ustawieniach.`,
      en: `there is no ${en} "${name}".${there ? ` There are: ${there}.` : ''} Choose an existing one or add it in the settings.`,
    }),
  ];
}

function ownRules(id: StepId, step: Step, catalogue: Catalogue): readonly Problem[] {
  switch (step.kind) {
    case 'branch':
      return step.when.flatMap((way) => conditionProblem(id, () => checkCondition(way.if, catalogue)));
    case 'wait':
      return waitRules(id, step, catalogue);
    case 'task':
      return [...taskRules(id, step), ...plannedRules(id, step, catalogue)];
    case 'book':
    case 'effect':
    case 'start':
      return [
        problem('step.cannot_run', id, {
          pl: `kroków rodzaju „${step.kind}” ta wersja Nurtu jeszcze nie wykonuje. Zastąp go np. zadaniem dla człowieka.`,
          en: `steps of the kind "${step.kind}" cannot be run by this version of Nurt yet. Put a task for a person in its place.`,
        }),
      ];
    default:
      return [];
  }
}

type SetStep = Extract<Step, { kind: 'set' }>;

/** The value is one that the field may hold: a person who works here, a text, or nothing. */
function setRules(id: StepId, step: SetStep, known: Known): readonly Problem[] {
  const { field, value } = step;
  if (field.startsWith('own.')) return known.own ? setOwnRules(id, step, known.own.company) : [];
  if (value === null || !known.fields.includes(field)) return [];
  if (field === 'ownerId') return missing(id, { list: 'userIds', name: String(value) }, known);
  if (typeof value === 'string') return [];
  return [
    problem('set.no_text', id, {
      pl: `pole „${field}” przyjmuje tekst, a nie ${JSON.stringify(value)}. Ujmij wartość w cudzysłów albo podaj null, żeby je wyczyścić.`,
      en: `the field "${field}" holds a text, not ${JSON.stringify(value)}. Put the value in quotation marks, or give null to empty it.`,
    }),
  ];
}

/** An own field that is there and holds such a value. */
function setOwnRules(
  id: StepId,
  { field: name, value }: SetStep,
  fields: readonly ReadableField[],
): readonly Problem[] {
  const field = fields.find(({ code }) => name === `own.${code}`);
  if (!field)
    return missing(id, { list: 'fields', name }, { ...nothing, fields: fields.map(({ code }) => `own.${code}`) });
  return conditionProblem(id, () => readOwnValue({ field, choices: field.choices ?? [], before: null }, value));
}

const nothing: Lists = {
  ...{ roles: [], queues: [], userIds: [], channels: [], templates: [], taskTypes: [], purposes: [] },
  ...{ calendars: [], fields: [] },
};

function conditionProblem(id: StepId, check: () => unknown): readonly Problem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [problem(error.code, id, error.said)];
  }
}

function waitRules(id: StepId, step: Extract<Step, { kind: 'wait' }>, catalogue: Catalogue): readonly Problem[] {
  const { until } = step;
  if (!step.for && !until && !step.on)
    return [
      problem('wait.for_nothing', id, {
        pl: 'to czekanie nie ma na co czekać. Podaj czas („for”), datę („until”) albo zdarzenie („on”).',
        en: 'this wait has nothing to wait for. Give a span ("for"), a date ("until") or an event ("on").',
      }),
    ];
  if (until && !isDateFact(until.fact, catalogue))
    return [
      problem('wait.no_date', id, {
        pl: `„${until.fact}” nie jest datą, na którą można czekać. Wybierz pole z datą, np. „answers.nextAt”.`,
        en: `"${until.fact}" is no date that one can wait for. Choose a field with a date, e.g. "answers.nextAt".`,
      }),
    ];
  return [];
}

/** The answer `nextAt` is the date that an outcome asks for; answers without a form may hold one too. */
function isDateFact(name: string, catalogue: Catalogue): boolean {
  const type = catalogue(name)?.type;
  return type === 'date' || type === 'instant' || (type === 'text' && name.startsWith('answers.'));
}

function plannedRules(id: StepId, { planned }: TaskStep, catalogue: Catalogue): readonly Problem[] {
  if (!planned || isDateFact(planned.fact, catalogue)) return [];
  return [
    problem('task.no_date', id, {
      pl: `„${planned.fact}” nie jest datą, na którą można zaplanować zadanie. Wybierz pole z datą, np. „answers.nextAt”.`,
      en: `"${planned.fact}" is no date for which a task can be planned. Choose a field with a date, e.g. "answers.nextAt".`,
    }),
  ];
}

function taskRules(id: StepId, step: TaskStep): readonly Problem[] {
  const codes = doubled(step.outcomes.map(({ code }) => code));
  const fields = doubled((step.form ?? []).map((field) => field.id));
  return [
    ...codes.map((code) =>
      problem('task.outcome_twice', id, {
        pl: `wynik „${code}” jest podany dwa razy. Nadaj każdemu inny kod.`,
        en: `the outcome "${code}" is given twice. Give each a code of its own.`,
      }),
    ),
    ...fields.map((field) =>
      problem('task.field_twice', id, {
        pl: `pole formularza „${field}” jest podane dwa razy. Nadaj każdemu inny identyfikator.`,
        en: `the form field "${field}" is given twice. Give each an id of its own.`,
      }),
    ),
    ...(step.timeout !== undefined && !step.due
      ? [
          problem('task.timeout_without_due', id, {
            pl: 'jest wyjście „timeout”, ale nie ma terminu. Podaj termin („due”) albo usuń to wyjście.',
            en: 'there is a way "timeout" and no deadline. Give one ("due") or delete that way.',
          }),
        ]
      : []),
  ];
}

function doubled(codes: readonly string[]): readonly string[] {
  return [...new Set(codes.filter((code, i) => codes.indexOf(code) !== i))];
}

/** Ways that are not drawn fall to another one: publishing says where. */
function undrawn(id: StepId, step: Step): readonly Problem[] {
  if (step.kind === 'message') {
    const open = (['failed', 'refused'] as const).filter((way) => step[way] === undefined);
    return open.map((way) => fallsTo(id, way, `next → ${step.next}`));
  }
  if (step.kind === 'wait' && step.until && step.past === undefined)
    return [fallsTo(id, 'past', `next → ${step.next}`)];
  if (step.kind === 'task' && step.purpose && step.refused === undefined)
    return [fallsTo(id, 'refused', step.timeout === undefined ? 'koniec / end' : `timeout → ${step.timeout}`)];
  return [];
}

function fallsTo(id: StepId, way: string, to: string): Problem {
  return warning('way.undrawn', id, {
    pl: `wyjście „${way}” nie jest narysowane; przebieg pójdzie wtedy: ${to}.`,
    en: `the way "${way}" is not drawn; the run will then go: ${to}.`,
  });
}
