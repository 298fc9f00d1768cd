import { problem, type Problem } from './problem.ts';
import type { StepId, Version } from './shapes.ts';
import { holdsLoop, takenWaysOf, waysOf } from './ways.ts';

/** Every way leads somewhere, every step is reached and comes to an end, and no loop spins. */
export function checkGraph(version: Version): readonly Problem[] {
  const lost = lostWays(version);
  if (lost.length > 0) return lost;
  return [...unreached(version), ...endless(version), ...spinning(version)];
}

function lostWays({ start, steps }: Version): readonly Problem[] {
  const known = Object.keys(steps).join(', ');
  const first = Object.hasOwn(steps, start)
    ? []
    : [
        problem('graph.no_start', null, {
          pl: `Początek „${start}” nie jest krokiem. Kroki: ${known}. Wskaż jeden z nich w polu „start”.`,
          en: `The start "${start}" is no step. Steps: ${known}. Name one of them in the field "start".`,
        }),
      ];
  const ways = Object.entries(steps).flatMap(([id, step]) =>
    waysOf(step)
      .filter(({ to }) => !Object.hasOwn(steps, to))
      .map(({ by, to }) =>
        problem('graph.lost_way', id, {
          pl: `wyjście „${by}” prowadzi do kroku „${to}”, którego nie ma. Dorysuj go albo zmień wyjście.`,
          en: `the way "${by}" leads to the step "${to}", which does not exist. Draw it or change the way.`,
        }),
      ),
  );
  return [...first, ...ways];
}

function unreached({ start, steps }: Version): readonly Problem[] {
  const reached = closure([start], (id) => takenWaysOf(steps[id]!));
  return Object.keys(steps)
    .filter((id) => !reached.has(id))
    .map((id) =>
      problem('graph.unreached', id, {
        pl: 'żadna droga tu nie prowadzi. Połącz go z resztą albo usuń.',
        en: 'no way leads here. Connect it with the rest or delete it.',
      }),
    );
}

/** From every step some sequence of inputs and time reaches an end. */
function endless({ steps }: Version): readonly Problem[] {
  const before = new Map<StepId, StepId[]>();
  for (const [id, step] of Object.entries(steps))
    for (const to of takenWaysOf(step)) before.set(to, [...(before.get(to) ?? []), id]);
  const ends = Object.keys(steps).filter((id) => steps[id]!.kind === 'end');
  if (ends.length === 0)
    return [
      problem('graph.no_end', null, {
        pl: 'Scenariusz nie ma końca. Dodaj krok „koniec” i poprowadź do niego każdą drogę.',
        en: 'The scenario has no end. Add a step "end" and lead every way to it.',
      }),
    ];
  const ending = closure(ends, (id) => before.get(id) ?? []);
  return Object.keys(steps)
    .filter((id) => !ending.has(id))
    .map((id) =>
      problem('graph.endless', id, {
        pl: 'stąd żadna droga nie prowadzi do końca. Dorysuj wyjście do kroku „koniec”.',
        en: 'from here no way leads to an end. Draw a way out to a step "end".',
      }),
    );
}

/** A loop that passes no task and no wait for a positive span (engine rule 11). One loop is named at a time. */
function spinning({ steps }: Version): readonly Problem[] {
  const done = new Set<StepId>();
  const path: StepId[] = [];
  const walk = (id: StepId): readonly StepId[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id) || holdsLoop(steps[id]!)) return undefined;
    path.push(id);
    for (const { to } of waysOf(steps[id]!)) {
      const loop = walk(to);
      if (loop) return loop;
    }
    path.pop();
    done.add(id);
    return undefined;
  };
  for (const id of Object.keys(steps)) {
    const loop = walk(id);
    if (!loop) continue;
    const way = loop.join(' → ');
    return [
      problem('graph.spins', loop[0]!, {
        pl: `pętla ${way} nigdy nie czeka. Dodaj w niej zadanie albo czekanie przez określony czas.`,
        en: `the loop ${way} never waits. Add a task or a wait for a span to it.`,
      }),
    ];
  }
  return [];
}

function closure(from: readonly StepId[], next: (id: StepId) => readonly StepId[]): ReadonlySet<StepId> {
  const reached = new Set(from);
  // A set that grows while it is walked is walked to its new end.
  for (const id of reached) for (const to of next(id)) reached.add(to);
  return reached;
}
