/** What PostgreSQL's errors mean to us, by SQLSTATE. */

/** One run asks for what cannot be written: it is put aside alone, like one whose rows PostgreSQL refuses. */
export class CannotWrite extends Error {
  readonly code = '22000';
}

/** Broken data (class 22) or a broken rule of the schema (class 23) as a stuck run says it; undefined for anything else. */
export function dataError(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code === undefined || !/^2[23]/.test(code)) return undefined;
  const said = `${code}: ${(error as Error).message}`.replaceAll('\0', '').replaceAll('|', '/').slice(0, 200);
  return [
    'said',
    `Baza danych nie przyjęła tego, co przebieg chciał zapisać (${said}). Popraw dane albo pomiń bodziec i ponów.`,
    `The database refused what the run wanted to write (${said}). Correct the record or skip the input, then retry.`,
  ].join('|');
}

/** Tries again what was hindered by somebody else only: serialisation failures and deadlocks. */
export async function patiently<T>(work: () => Promise<T>, tries = 8): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await work();
    } catch (error) {
      const code = codeOf(error);
      if (left <= 1 || (code !== '40001' && code !== '40P01')) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
    }
  }
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.length === 5 ? code : undefined;
}
