/** Own fields of a task in conditions: they are of the task that the run finished last, so there has to be exactly one such. */
import { isObject } from './shape-checks.ts';
import { problem, type Problem } from './problem.ts';
import type { Step, StepId, Version } from './shapes.ts';

const TASK = 'task.own.';

/** What the steps ask of a task that a run of this version may not have, or not one alone. */
export function checkTaskFacts({ steps }: Version): readonly Problem[] {
  const all = Object.values(steps);
  const tasks = all.filter(({ kind }) => kind === 'task').length;
  const isParallel = all.some(({ kind }) => kind === 'fork');
  const wrong = tasks === 0 ? noTask : tasks > 1 && isParallel ? manyTasks : undefined;
  if (!wrong) return [];
  return Object.entries(steps).flatMap(([id, step]) => [...new Set(askedBy(step))].map((name) => wrong(id, name)));
}

function askedBy(step: Step): readonly string[] {
  if (step.kind === 'branch') return step.when.flatMap((way) => namedIn(way.if));
  const fact = step.kind === 'wait' ? step.until?.fact : step.kind === 'task' ? step.planned?.fact : undefined;
  return fact?.startsWith(TASK) ? [fact] : [];
}

function namedIn(condition: unknown): readonly string[] {
  if (!isObject(condition)) return [];
  const { rules, field } = condition;
  if (Array.isArray(rules)) return rules.flatMap(namedIn);
  return typeof field === 'string' && field.startsWith(TASK) ? [field] : [];
}

function noTask(id: StepId, name: string): Problem {
  return problem('fact.no_task', id, {
    pl: `„${name}” jest polem zadania, a ten scenariusz nie ma kroku „zadanie”. Dodaj taki krok albo zapytaj o co innego.`,
    en: `"${name}" is a field of a task, and this scenario has no step "task". Add one or ask for something else.`,
  });
}

function manyTasks(id: StepId, name: string): Problem {
  return problem('fact.many_tasks', id, {
    pl: `„${name}” jest polem zadania zakończonego ostatnio, a przy kroku „równolegle” może ich naraz kończyć się kilka. Zapytaj o odpowiedź z formularza zadania („answers.…”).`,
    en: `"${name}" is a field of the task that was finished last, and with a fork several may be finished at once. Ask for an answer of the task's form ("answers.…").`,
  });
}
