import type { CampaignState, OpenWork, StageState } from './shapes.ts';

/** All that the life of a campaign depends on, read in one go. */
export type Life = {
  readonly state: CampaignState;
  readonly paused: boolean;
  /** Its end has been written down. */
  readonly finished: boolean;
  /** The whole audience has become participants. */
  readonly materialised: boolean;
  readonly endsAt: number;
  readonly openWork: OpenWork;
  readonly stages: readonly StageLife[];
  /** Some runs still go on. A stuck one does not: it waits for a person. */
  readonly running: boolean;
  /** Some of them have not been told yet to end. */
  readonly untold: boolean;
};

export type StageLife = {
  readonly id: string;
  readonly state: StageState;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Participants may come in that have no run here yet. */
  readonly newcomers: boolean;
  /** Newcomers may turn up at any time, because results of other stages let them in. */
  readonly entersByResult: boolean;
};

/** What the campaign does next. Each step is safe to repeat and leads to a state in which it is not asked for again. */
export type LifeStep =
  | { readonly do: 'materialise' }
  | { readonly do: 'begin' }
  | { readonly do: 'open'; readonly stageId: string }
  | { readonly do: 'close'; readonly stageId: string }
  | { readonly do: 'skip'; readonly stageId: string }
  | { readonly do: 'wind down' }
  | { readonly do: 'withdraw' }
  | { readonly do: 'finish' }
  /** Nothing until then, or until a nudge; null: only a nudge changes anything. */
  | { readonly do: 'wait'; readonly until: number | null }
  | { readonly do: 'stop' };

/** How often results of other stages are looked at for people who now come into a stage. */
const lookForNewcomersMs = 5 * 60_000;
/** How often an ending campaign looks whether its last runs are over: withdrawn ones end at once, people take their time. */
const lookForEndMs: Readonly<Record<OpenWork, number>> = { withdraw: 5_000, finish: 5 * 60_000 };

/** The next step of a campaign at `now`. The page's answer to "what happens next" and the workflow's are the same. */
export function nextStep(life: Life, now: number): LifeStep {
  switch (life.state) {
    case 'draft':
    case 'submitted':
    case 'approved':
    case 'ended':
      return { do: 'stop' };
    case 'cancelled':
      return life.finished ? { do: 'stop' } : (winding(life, now, 'withdraw') ?? { do: 'finish' });
    case 'starting':
      if (life.paused) return { do: 'wait', until: null };
      return life.materialised ? { do: 'begin' } : { do: 'materialise' };
    case 'running':
      return running(life, now);
    case 'ending':
      return closing(life) ?? winding(life, now, life.openWork) ?? { do: 'finish' };
  }
}

function running(life: Life, now: number): LifeStep {
  // A paused campaign neither opens nor closes a stage: its supervisor may want to move the dates before resuming.
  if (life.paused) return { do: 'wait', until: null };
  if (!life.materialised) return { do: 'materialise' };

  const due = life.stages.map((stage) => stageStep(stage, now)).find((step) => step !== undefined);
  if (due) return due;
  if (life.endsAt <= now || life.stages.every((stage) => stage.state === 'closed')) return { do: 'wind down' };
  return { do: 'wait', until: nextLook(life, now) };
}

function stageStep(stage: StageLife, now: number): LifeStep | undefined {
  if (stage.state === 'planned') {
    if (stage.endsAt <= now) return { do: 'skip', stageId: stage.id };
    return stage.startsAt <= now ? { do: 'open', stageId: stage.id } : undefined;
  }
  if (stage.state === 'closing' || (stage.state === 'open' && stage.endsAt <= now)) {
    return { do: 'close', stageId: stage.id };
  }
  return stage.state === 'open' && stage.newcomers ? { do: 'open', stageId: stage.id } : undefined;
}

/** An ending campaign closes what is open, by each stage's rule, and opens nothing any more. */
function closing(life: Life): LifeStep | undefined {
  const left = life.stages.find((stage) => stage.state !== 'closed');
  if (!left) return undefined;
  return left.state === 'planned' ? { do: 'skip', stageId: left.id } : { do: 'close', stageId: left.id };
}

function winding(life: Life, now: number, openWork: OpenWork): LifeStep | undefined {
  if (openWork === 'withdraw' && life.untold) return { do: 'withdraw' };
  return life.running ? { do: 'wait', until: now + lookForEndMs[openWork] } : undefined;
}

function nextLook(life: Life, now: number): number {
  const turns = life.stages.flatMap((stage) => [stage.startsAt, stage.endsAt]).filter((at) => at > now);
  const look = life.stages.some((stage) => stage.state === 'open' && stage.entersByResult)
    ? [now + lookForNewcomersMs]
    : [];
  return Math.min(life.endsAt, ...turns, ...look);
}
