/** Rows of a table that a plan (`explain (analyze, format json)`) has read, those among them that it threw away. */
export function rowsRead(plan: unknown, table: string): number {
  if (typeof plan !== 'object' || plan === null) return 0;
  const node = plan as Readonly<Record<string, unknown>>;
  const removed = Number(node['Rows Removed by Filter'] ?? 0) + Number(node['Rows Removed by Index Recheck'] ?? 0);
  const own =
    node['Relation Name'] === table ? (Number(node['Actual Rows']) + removed) * Number(node['Actual Loops']) : 0;
  return Object.values(node).reduce((sum: number, part) => sum + rowsRead(part, table), own);
}
