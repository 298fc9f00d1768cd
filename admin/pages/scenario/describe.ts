import { catalogueWith } from '../../../domain/conditions/catalogue.ts';
import { inOrder } from '../../../domain/scenario/drawing.ts';
import { waysOf } from '../../../domain/scenario/ways.ts';
import type { Assignee, SpanRule, Step, StepId, TaskStep, Version, WaitStep } from '../../../domain/scenario/shapes.ts';
import { eventName, wayName } from '../../components/run-path/way-name.ts';
import type { QueueName } from '../../../db/scenarios.ts';
import type { Words } from '../../components/words.ts';

/**
 * The JSON as a person wants to read it: steps in order, the kind of each first. The database keeps no order of keys.
 */
export function readable(version: Version): string {
  const steps = inOrder(version).map((id) => {
    const { kind, name, ...rest } = version.steps[id]!;
    return [id, { kind, ...(name === undefined ? {} : { name }), ...rest }];
  });
  return JSON.stringify({ schema: 1, start: version.start, steps: Object.fromEntries(steps) as unknown }, null, 2);
}

export function titleOf(id: StepId, step: Step, { t }: Words): string {
  if (step.name) return step.name;
  return step.kind === 'task' ? step.title : `${t(`scenarios.kind.${step.kind}`)}: ${id}`;
}

/** One line that says what the step does. */
export function detailOf(step: Step, words: Words, queues: readonly QueueName[]): string {
  const { t, language } = words;
  switch (step.kind) {
    case 'task':
      return join(who(step.assignee, words, queues), ...whenText(step, words));
    case 'message': {
      const { template, channel } = step;
      return join(
        t('scenarios.message.text', { template, channel }),
        step.atOnce ? t('scenarios.message.at once') : '',
      );
    }
    case 'wait':
      return waitText(step, words);
    case 'branch':
      return t('scenarios.branch.text');
    case 'split':
      return t('scenarios.split.text');
    case 'fork':
      return t('scenarios.fork.text', { count: step.to.length });
    case 'join':
      return typeof step.need === 'number'
        ? t('scenarios.join.number', { count: step.need })
        : t(`scenarios.join.${step.need}`);
    case 'set':
      return t('scenarios.set.text', { field: step.field, value: JSON.stringify(step.value) });
    case 'notify':
      return join(who(step.whom, words, queues), step.text[language]);
    case 'milestone':
      return step.code;
    case 'end':
      return join(t(`scenarios.end.${step.result}`), step.only ? t('scenarios.end.only') : '', step.reason);
    default:
      return '';
  }
}

export type Way = { readonly label: string; readonly to: StepId };

/** The ways out, each as people would call it. */
export function labelledWays(step: Step, words: Words): readonly Way[] {
  return waysOf(step).map(({ by, to }, at) => ({
    to,
    label: drawnName(step, at, words) ?? wayName(step.kind, by, words),
  }));
}

/** The name that the scenario itself gives to its way number `at`. */
function drawnName(step: Step, at: number, words: Words): string | undefined {
  switch (step.kind) {
    case 'task':
      return step.outcomes[at]?.name[words.language];
    case 'branch':
      return step.when[at] && (step.when[at].name ?? `${at + 1}`);
    case 'split':
      return step.shares[at]?.name ?? share(step.shares, at, words);
    case 'fork':
      return `${at + 1}`;
    default:
      return undefined;
  }
}

function share(shares: readonly { readonly weight: number }[], at: number, { percent }: Words): string {
  return percent(shares[at]!.weight / shares.reduce((sum, { weight }) => sum + weight, 0));
}

function whenText({ planned, due }: TaskStep, words: Words): readonly (string | undefined)[] {
  const { t } = words;
  return [
    planned && t('scenarios.task.planned', { fact: factName(planned.fact, words) }),
    due && t('scenarios.task.due', { span: span(due, words) }),
  ];
}

function waitText(step: WaitStep, words: Words): string {
  const { t } = words;
  const events = (step.on ?? []).map(({ event }) => eventName(event, words)).join(', ');
  return join(
    step.for && span(step.for, words),
    step.until && t('scenarios.wait.until', { fact: factName(step.until.fact, words) }),
    events && t('scenarios.wait.on', { events }),
  );
}

function factName(fact: string, { t, language }: Words): string {
  const key = `scenarios.fact.${fact}`;
  const name = t(key);
  return name === key ? (facts(fact)?.title[language] ?? fact) : name;
}

const facts = catalogueWith();

function span({ unit, count }: SpanRule, { t }: Words): string {
  return t(`scenarios.span.${unit}`, { count });
}

function who(to: Assignee, { t }: Words, queues: readonly QueueName[]): string {
  if (to.to === 'role') return t('scenarios.to.role', { name: t(`frame.role.${to.role}`) });
  if (to.to !== 'queue') return t(`scenarios.to.${to.to}`);
  return t('scenarios.to.queue', { name: queues.find(({ code }) => code === to.queue)?.name ?? to.queue });
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}
