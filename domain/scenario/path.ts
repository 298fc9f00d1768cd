/** The way of one run through its scenario: what is done, where it is, what lies ahead, and what it passed over. */
import { drawVersion, type Drawing, type DrawnWay } from './drawing.ts';
import type { Run, Step, StepId, Version } from './shapes.ts';
import { waysOf } from './ways.ts';

/** That a run came to a step, as its history tells it; the oldest first. */
export type Arrival = {
  readonly runId: string;
  readonly step: StepId;
  readonly visit: number;
  readonly at: string;
  readonly way: string | null;
};

export type PathState = 'done' | 'here' | 'ahead' | 'passed';

type Said = { readonly pl: string; readonly en: string };

export type PathWay = DrawnWay & {
  /** What people call each of its fields; nothing where the kind of step says it. */
  readonly names: readonly (Said | null)[];
  readonly taken: boolean;
};

export type PathStep = {
  readonly id: StepId;
  readonly row: number;
  readonly x: number;
  readonly title: string | null;
  readonly kind: Step['kind'];
  readonly state: PathState;
  readonly visits: number;
  /** When it was last entered. */
  readonly at: string | null;
  /** Until when the run waits there. */
  readonly until: string | null;
  /** When the run comes there at the latest, if nothing happens before. */
  readonly expectedAt: string | null;
};

export type DrawnPath = Pick<Drawing, 'rows' | 'width'> & {
  readonly steps: readonly PathStep[];
  readonly ways: readonly PathWay[];
};

type Walked = Pick<Run, 'state' | 'tokens' | 'visits'> & {
  /** Steps whose tasks are not for whoever looks: neither when those ended nor by which outcome is told. */
  readonly unseen?: ReadonlySet<StepId>;
};

export function pathOf(version: Version, run: Walked, arrivals: readonly Arrival[]): DrawnPath {
  const { steps, ways, ...size } = drawVersion(version);
  const tokens = run.state === 'ended' ? [] : run.tokens;
  const begun = tokens.length > 0 || run.state === 'ended' || arrivals.length > 0;
  const ahead = reachedFrom(version, begun ? tokens.map(({ step }) => step) : [version.start]);
  const last = new Map(arrivals.map((one) => [one.step, one]));
  const expected = expectedOf(version, tokens);
  const all = takenWays(version, arrivals);
  const { unseen = new Set<StepId>() } = run;
  const taken = (way: DrawnWay) => all.has(`${way.from} ${way.to}`);
  // A step that such a task led to was entered when the task ended.
  const timeless = new Set([...unseen, ...ways.flatMap((way) => (unseen.has(way.from) && taken(way) ? [way.to] : []))]);
  return {
    ...size,
    steps: steps.map(({ id, ...place }) => {
      const step = version.steps[id]!;
      const token = tokens.find((one) => one.step === id);
      const visits = Math.max(run.visits[id] ?? 0, last.get(id)?.visit ?? 0);
      const state = token ? 'here' : visits > 0 ? 'done' : ahead.has(id) ? 'ahead' : 'passed';
      return {
        id,
        ...place,
        title: titleOf(step),
        kind: step.kind,
        state,
        visits,
        at: timeless.has(id) ? null : (textOf(token?.enteredAt) ?? last.get(id)?.at ?? null),
        until: textOf(token?.wait?.until),
        expectedAt: state === 'ahead' ? (expected.get(id) ?? null) : null,
      };
    }),
    ways: ways.map((way) => ({
      ...way,
      names: way.by.map((by) => nameOf(version.steps[way.from]!, by)),
      taken: taken(way) && !unseen.has(way.from),
    })),
  };
}

/** Everything that a run in these steps may still come to. */
function reachedFrom({ steps }: Version, from: readonly StepId[]): ReadonlySet<StepId> {
  const seen = new Set(from);
  for (const id of seen) for (const { to } of steps[id] ? waysOf(steps[id]) : []) seen.add(to);
  return seen;
}

/** Where the clock alone leads, and when. */
function expectedOf({ steps }: Version, tokens: Run['tokens']): ReadonlyMap<StepId, string | null> {
  return new Map(
    tokens.flatMap(({ step: id, wait }) => {
      const step = steps[id];
      const to = step?.kind === 'wait' ? step.next : step?.kind === 'task' ? step.timeout : undefined;
      return to === undefined || wait?.until === undefined ? [] : [[to, textOf(wait.until)] as const];
    }),
  );
}

/**
 * The history says to which step and which way, not from where: it is the latest visited step that has this way, else the
 * latest that leads there at all (what has no way of its own falls to the next one).
 */
function takenWays({ steps }: Version, arrivals: readonly Arrival[]): ReadonlySet<string> {
  const taken = new Set<string>();
  const visited = new Map<StepId, number>();
  arrivals.forEach(({ step: to, way }, at) => {
    const from = [...visited]
      .map(([id, when]) => ({ id, when, fit: fitOf(steps[id]!, to, way) }))
      .toSorted((a, b) => b.fit - a.fit || b.when - a.when)[0];
    if (from) taken.add(`${from.id} ${to}`);
    visited.set(to, at);
  });
  return taken;
}

function fitOf(step: Step, to: StepId, way: string | null): number {
  const exact = waysOf(step).some((one) => one.to === to && (one.by === way || nameOf(step, one.by)?.pl === way));
  return exact ? 1 : 0;
}

export function titleOf(step: Step): string | null {
  return step.name ?? (step.kind === 'task' ? step.title : null);
}

/** The name that the scenario itself gives to one of its ways. */
function nameOf(step: Step, by: string): Said | null {
  const both = (name: string | undefined) => (name === undefined ? null : { pl: name, en: name });
  switch (step.kind) {
    case 'task':
      return step.outcomes.find(({ code }) => code === by)?.name ?? null;
    case 'branch':
      return both(step.when[placeIn(by)]?.name);
    case 'split':
      return both(step.shares[placeIn(by)]?.name);
    default:
      return null;
  }
}

function placeIn(by: string): number {
  return Number(/\[(\d+)\]$/.exec(by)?.[1] ?? -1);
}

function textOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
