/** A reason that the governor or the audience gives has words of its own; others are said as they were written. */
export function reasonText(t: (key: string) => string, reason: string): string {
  const key = `left out.${reason}`;
  const said = t(key);
  return said === key ? reason : said;
}
