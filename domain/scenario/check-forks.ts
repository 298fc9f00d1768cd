import { problem, type Problem } from './problem.ts';
import type { StepId, Version } from './shapes.ts';
import { waysOf } from './ways.ts';

/**
 * Forks and joins fit into each other (engine rule 9): every step lies inside the same forks whichever way one comes, a join
 * closes the innermost fork, and a fork has one join at most. So no way, forward or back, leaves the region of a fork but
 * through its join or an end. Ends may be shared.
 */
export function checkForks({ start, steps }: Version): readonly Problem[] {
  const inside = new Map<StepId, readonly StepId[]>([[start, []]]);
  const joins = new Map<StepId, StepId>();
  const problems = new Map<string, Problem>();
  const report = (found: Problem) => problems.set(`${found.code}:${found.step}`, found);
  // A map that grows while it is walked is walked to its new end.
  for (const [id, forks] of inside) {
    const step = steps[id]!;
    const behind = behindStep(id);
    if (!behind) continue;
    for (const { to } of waysOf(step)) {
      if (steps[to]!.kind === 'end') continue;
      const known = inside.get(to);
      if (known === undefined) inside.set(to, behind);
      else if (known.join('/') !== behind.join('/')) report(leavesRegion(id, to));
    }

    function behindStep(at: StepId): readonly StepId[] | undefined {
      if (step.kind === 'fork') return [...forks, at];
      if (step.kind !== 'join') return forks;
      const fork = forks.at(-1);
      if (fork === undefined) {
        report(joinsNothing(at));
        return undefined;
      }
      const other = joins.get(fork);
      if (other !== undefined && other !== at) report(twoJoins(fork, [other, at]));
      joins.set(fork, at);
      return forks.slice(0, -1);
    }
  }
  return [...problems.values()];
}

function leavesRegion(from: StepId, to: StepId): Problem {
  return problem('fork.left', from, {
    pl: `stąd prowadzi droga do „${to}” ponad granicą kroku „równolegle”. Przejdź przez jego złączenie albo zakończ gałąź.`,
    en: `from here a way leads to "${to}" across the border of a fork. Go through its join or end the branch.`,
  });
}

function joinsNothing(id: StepId): Problem {
  return problem('fork.no_fork', id, {
    pl: 'to złączenie nie ma czego złączyć: nie prowadzi do niego żaden krok „równolegle”. Usuń je.',
    en: 'this join has nothing to join: no fork leads to it. Delete it.',
  });
}

function twoJoins(fork: StepId, [one, other]: readonly [StepId, StepId]): Problem {
  return problem('fork.two_joins', fork, {
    pl: `gałęzie spotykają się w dwóch złączeniach („${one}” i „${other}”). Zostaw jedno.`,
    en: `the branches meet in two joins ("${one}" and "${other}"). Keep one.`,
  });
}
