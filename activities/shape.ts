import { classifyAll } from '../db/class-members.ts';
import { reckonStaleFormulas } from '../db/own-formulas.ts';
import { keepOwnIndexes, type IndexWork } from '../db/own-indexes.ts';
import { runJob } from '../db/jobs.ts';
import type { Services } from './services.ts';

export type ShapeActivities = {
  /** Brings records up to what administrators have made of them: indexes and formulas of own fields, classes of customers. */
  shapeRecords(): Promise<IndexWork & { readonly reckoned: number; readonly classified: number }>;
};

export function shapeActivities({ db, log }: Services): ShapeActivities {
  return {
    async shapeRecords() {
      const indexes = await keepOwnIndexes(db);
      const reckoned = await reckonStaleFormulas(db);
      const classified = await classifyAll(db);
      if (indexes.built.length + indexes.removed.length + indexes.failed.length > 0)
        log('own fields: indexes', indexes);
      const complaint = indexes.failed.length > 0 ? `indexes could not be built: ${indexes.failed.join(', ')}` : null;
      return runJob(db, 'shape', {
        work: async () => ({ ...indexes, reckoned, classified }),
        complaint: () => complaint,
      });
    },
  };
}
