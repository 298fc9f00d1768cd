/** Days on which somebody is not there, both ends included: `YYYY-MM-DD` as on the wall. */
export type Away = { readonly userId: string; readonly fromOn: string; readonly toOn: string };

/** Somebody on a day. */
export type Someone = { readonly userId: string | null; readonly on: string };

/** The absence for which somebody is not there on that day. */
export function awayOn<T extends Away>(absences: readonly T[], { userId, on }: Someone): T | undefined {
  return absences.find((each) => each.userId === userId && each.fromOn <= on && on <= each.toOn);
}

/** Whoever of these is away on one of the days, each once, with the first such absence. */
export function awayAmong<T extends Away>(
  absences: readonly T[],
  { people, days }: { readonly people: readonly string[]; readonly days: readonly string[] },
): T[] {
  return people.flatMap((userId) => {
    const found = days.toSorted().map((on) => awayOn(absences, { userId, on }));
    return found.find((one) => one !== undefined) ?? [];
  });
}
