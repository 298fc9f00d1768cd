/** How long a case stood in each of its stages. */

/** A change of stage as the history keeps it, the oldest first. */
export type StageMove = { readonly at: string; readonly from: string | null; readonly to: string };

/** From when to when; an open case is in its last one still. */
export type StageSpan = { readonly stage: string; readonly from: string; readonly to: string | null };

type Life = { readonly createdAt: string; readonly closedAt: string | null; readonly stage: string };

/** What the history does not know any more is as it stands: a case without moves was in its stage from the beginning. */
export function stageSpans({ createdAt, closedAt, stage }: Life, moves: readonly StageMove[]): StageSpan[] {
  const first = { stage: moves[0]?.from ?? moves[0]?.to ?? stage, from: createdAt };
  const starts = [first, ...moves.map(({ at, to }) => ({ stage: to, from: at }))].filter(
    (start, at, all) => at === 0 || start.stage !== all[at - 1]!.stage,
  );
  return starts.map((start, at) => ({ ...start, to: starts[at + 1]?.from ?? closedAt }));
}
