/** What was done without a plan took as long as somebody wrote down: nothing at all, or a week. In a calendar it is drawn no shorter and no longer than this. */
export const drawn = { leastMinutes: 5, mostMinutes: 1440 } as const;

/** For how long it is drawn in a calendar. */
export function drawnMinutes(minutes: number): number {
  return Math.min(drawn.mostMinutes, Math.max(drawn.leastMinutes, minutes));
}
