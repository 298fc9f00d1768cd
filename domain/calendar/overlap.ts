/** Something that takes somebody's time. */
export type Taken = {
  readonly id: string;
  readonly ownerId: string | null;
  readonly plannedAt: string | null;
  readonly durationMinutes: number;
};

/** What of `others` takes the same person's time as `one`. People may overlap, with a warning (rule 35). */
export function overlapping<T extends Taken>(one: Taken, others: readonly T[]): T[] {
  const span = spanOf(one);
  if (!span) return [];
  return others.filter((other) => {
    const taken = other.id !== one.id && other.ownerId === one.ownerId ? spanOf(other) : undefined;
    return taken !== undefined && taken.from < span.to && taken.to > span.from;
  });
}

function spanOf({ plannedAt, durationMinutes }: Taken): { from: number; to: number } | undefined {
  if (!plannedAt) return undefined;
  const from = Date.parse(plannedAt);
  return { from, to: from + durationMinutes * 60_000 };
}
