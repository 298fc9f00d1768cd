/** Waits for a condition instead of a length of time: answers its first value that is not false, null or undefined. */
export async function until<T>(
  condition: () => T | Promise<T>,
  { within = 10_000, what }: { readonly within?: number; readonly what?: string } = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + within;
  let pause = 5;
  for (;;) {
    const value = await condition();
    if (value !== false && value !== null && value !== undefined) return value as Exclude<T, false | null | undefined>;
    if (Date.now() > deadline) throw new Error(`Not within ${within} ms: ${what ?? condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, 200);
  }
}
