/** Lines as people see them: without blank ones and doubles, which could not be told apart when ticked. */
export function linesOf(checklist: readonly string[]): string[] {
  return [...new Set(checklist.map((line) => line.trim()).filter(Boolean))];
}
