/** What publishing demands of a scenario. Every problem says in plain words what is wrong, where, and what to do. */
import { checkForks } from './check-forks.ts';
import { checkGraph } from './check-graph.ts';
import { checkNames, type Known } from './check-names.ts';
import { checkTaskFacts } from './check-task-facts.ts';
import { problem, type Problem } from './problem.ts';
import { code, isObject, object, oneOf, type Misfit } from './shape-checks.ts';
import { stepShape } from './step-shapes.ts';
import type { Version } from './shapes.ts';

export type { Known } from './check-names.ts';
export type { Problem } from './problem.ts';

export type Validated =
  { readonly version: Version; readonly warnings: readonly Problem[] } | { readonly problems: readonly Problem[] };

const MOST_BYTES = 64 * 1024;

/** Reads a scenario from JSON (a text or what was parsed from it) and checks it against what the installation has. */
export function validateVersion(json: unknown, known: Known): Validated {
  const read = readJson(json);
  if ('problems' in read) return read;
  const misshapen = checkShape(read.value);
  if (misshapen.length > 0) return { problems: misshapen };
  const version = read.value as Version;
  const graph = checkGraph(version);
  const forks = graph.length > 0 ? [] : checkForks(version);
  const found = [...graph, ...forks, ...checkNames(version, known), ...checkTaskFacts(version)];
  if (found.some((one) => !one.warning)) return { problems: found };
  return { version, warnings: found };
}

function readJson(json: unknown): { readonly value: unknown } | { readonly problems: readonly Problem[] } {
  const text = typeof json === 'string' ? json : (JSON.stringify(json) ?? '');
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MOST_BYTES) return { problems: [tooLarge(bytes)] };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problems: [unreadable((error as Error).message)] };
  }
}

function checkShape(value: unknown): readonly Problem[] {
  const frame = object({ schema: oneOf(1), start: code, steps: anySteps })(value, '');
  if (frame.length > 0) return frame.map((misfit) => misshapen(null, misfit));
  const steps = (value as { steps: Record<string, unknown> }).steps;
  return Object.entries(steps).flatMap(([id, step]) => [
    ...code(id, '').map(({ said }) => misshapen(null, { path: `steps.${id.slice(0, 80)}`, said })),
    ...stepShape(step, '').map((misfit) => misshapen(id, misfit)),
  ]);
}

function anySteps(value: unknown, path: string): readonly Misfit[] {
  if (isObject(value) && Object.keys(value).length > 0) return [];
  return [{ path, said: { pl: 'potrzebny co najmniej jeden krok', en: 'needs at least one step' } }];
}

function misshapen(step: string | null, { path, said }: Misfit): Problem {
  const field = path === '' ? (step === null ? 'JSON' : 'krok / step') : path;
  return problem('shape.wrong', step, {
    pl: `pole „${field}”: ${said.pl}.`,
    en: `field "${field}": ${said.en}.`,
  });
}

function tooLarge(bytes: number): Problem {
  const kb = Math.ceil(bytes / 1024);
  return problem('shape.too_large', null, {
    pl: `Scenariusz ma ${kb} KB, a może mieć najwyżej 64 KB. Skróć teksty zadań albo podziel go na dwa.`,
    en: `The scenario has ${kb} KB and may have 64 KB at most. Shorten the texts of its tasks or divide it in two.`,
  });
}

function unreadable(reason: string): Problem {
  return problem('shape.not_json', null, {
    pl: `To nie jest poprawny JSON (${reason}). Sprawdź przecinki i nawiasy i wklej go ponownie.`,
    en: `This is not valid JSON (${reason}). Check commas and brackets and paste it again.`,
  });
}

/**
 * The text over which a version is hashed: behaviour only, so that names, colours and places of steps do not count, and
 * neither does the order of keys. Names of outcomes and forms do: operators act on them.
 */
export function canonicalText({ schema, start, steps }: Version): string {
  const behaviour = Object.entries(steps).map(([id, { name: _name, color: _color, at: _at, ...step }]) => {
    const bare =
      'when' in step
        ? { ...step, when: step.when.map(unnamed) }
        : 'shares' in step
          ? { ...step, shares: step.shares.map(unnamed) }
          : step;
    return [id, bare];
  });
  return JSON.stringify(sorted({ schema, start, steps: Object.fromEntries(behaviour) }));
}

function unnamed<Way extends { readonly name?: string }>({ name: _name, ...way }: Way): Omit<Way, 'name'> {
  return way;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
