import { moveBulk } from '../db/bulk/rows-at-work.ts';
import { patiently } from '../db/sql-errors.ts';
import { beating } from './beating.ts';
import type { Services } from './services.ts';

export type BulkActivities = ReturnType<typeof bulkActivities>;

/** One activity is short: the workflow asks again while there is more. */
const sliceMs = 10_000;

export function bulkActivities({ db }: Pick<Services, 'db'>) {
  return {
    /** Does the next rows of a bulk action, or takes them back. Safe to repeat at any point. */
    async moveBulkRows({ bulkId }: { readonly bulkId: string }): Promise<{ readonly more: boolean }> {
      return beating(async () => {
        const until = performance.now() + sliceMs;
        while (performance.now() < until) if (!(await patiently(() => moveBulk(db, bulkId)))) return { more: false };
        return { more: true };
      });
    },
  };
}
