export type Spreadable = { readonly id: string; readonly companyId: string | null };

/**
 * Divides tasks among `count` receivers: as evenly as goes, with all tasks of one customer going to the same receiver, so
 * that nobody is called by two people. Answers the receiver's place for each task id. The biggest customers are placed first.
 */
export function spread(tasks: readonly Spreadable[], count: number): ReadonlyMap<string, number> {
  const groups = new Map<string, string[]>();
  for (const { id, companyId } of tasks) {
    const key = companyId ?? id;
    const group = groups.get(key);
    if (group) group.push(id);
    else groups.set(key, [id]);
  }
  const loads = Array.from({ length: count }, () => 0);
  const places = new Map<string, number>();
  // Sorting keeps the order of what is equal, so the answer is always the same.
  for (const ids of [...groups.values()].toSorted((a, b) => b.length - a.length)) {
    const place = loads.indexOf(Math.min(...loads));
    loads[place]! += ids.length;
    for (const id of ids) places.set(id, place);
  }
  return places;
}
