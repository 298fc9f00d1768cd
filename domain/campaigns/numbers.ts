/** The numbers of a campaign's report: on time, budget, goal. Every one has its definition here, in words and code. */
import { daysBetween } from './plain-dates.ts';

export type TaskCounts = {
  /** Tasks with a due date that were done by it. */
  readonly onTime: number;
  /** Tasks with a due date that were done after it. */
  readonly late: number;
  /** Tasks with a due date that has passed while they are still open. */
  readonly overdue: number;
  /** Open tasks whose due date is still to come, or that have none. */
  readonly open: number;
  /** Done tasks that never had a due date: they can be neither on time nor late. */
  readonly undated: number;
};

/** Share (0 to 1) of tasks done by their due date among those whose due date decides; null while none has been decided. */
export function punctuality({ onTime, late, overdue }: TaskCounts): number | null {
  const decided = onTime + late + overdue;
  return decided === 0 ? null : onTime / decided;
}

export type Span = { readonly startsOn: string; readonly endsOn: string };

/** Share (0 to 1) of a span's days that have passed at the end of `today`. */
export function elapsed({ startsOn, endsOn }: Span, today: string): number {
  const all = daysBetween(startsOn, endsOn) + 1;
  const gone = daysBetween(startsOn, today) + 1;
  return Math.min(1, Math.max(0, gone / all));
}

export type StageMoney = { readonly budgetMinor: number | null; readonly costMinor: number; readonly over: boolean };

export type Spending = {
  readonly budgetMinor: number | null;
  readonly costMinor: number;
  readonly stages: readonly StageMoney[];
};

export type Budget = {
  readonly budgetMinor: number | null;
  readonly costMinor: number;
  /** Share of the budget that is used, 0 and up; null without a budget. */
  readonly used: number | null;
  /** What the whole campaign will have cost: what is spent, and what the stages that are not over have left of theirs. */
  readonly forecastMinor: number;
  readonly over: boolean;
};

/** How much of the budget is used, and how much it will be. A stage without a budget of its own adds nothing to come. */
export function budgetOf({ budgetMinor, costMinor, stages }: Spending): Budget {
  const toCome = stages
    .filter((stage) => !stage.over && stage.budgetMinor !== null)
    .reduce((sum, stage) => sum + Math.max(0, stage.budgetMinor! - stage.costMinor), 0);
  const forecastMinor = costMinor + toCome;
  return {
    budgetMinor,
    costMinor,
    used: budgetMinor ? costMinor / budgetMinor : null,
    forecastMinor,
    over: budgetMinor !== null && forecastMinor > budgetMinor,
  };
}

export type Goal = {
  readonly reached: number;
  readonly wanted: number | null;
  /** Share of the goal that is reached, 0 and up; null without a number to reach. */
  readonly share: number | null;
  /** How many there will be on the last day if they keep coming as they have, of all there are; null before the first day. */
  readonly atThisPace: number | null;
};

type Course = Span & {
  readonly today: string;
  /** How many take part: each of them reaches the goal once at most. */
  readonly takingPart: number;
};

/** Progress toward the goal, and where the pace so far leads. */
export function goalOf(reached: number, wanted: number | null, course: Course): Goal {
  const gone = elapsed(course, course.today);
  // Those who reached it and were taken out afterwards stay counted, though they no longer take part.
  const most = Math.max(reached, course.takingPart);
  return {
    reached,
    wanted,
    share: wanted ? reached / wanted : null,
    atThisPace: gone > 0 ? Math.min(most, Math.round(reached / gone)) : null,
  };
}

/** What one of the goal has cost so far, in minor units; null before the first. */
export function costOfOne(costMinor: number, reached: number): number | null {
  return reached > 0 ? Math.round(costMinor / reached) : null;
}
