/** All activities of the house, in one object. */
import { bulkActivities } from './bulks.ts';
import { campaignActivities } from './campaigns.ts';
import { dispatchActivities } from './dispatch.ts';
import { exportActivities } from './exports.ts';
import { importActivities } from './imports.ts';
import { jobActivities } from './jobs.ts';
import { pluginJobActivities } from './plugin-jobs.ts';
import { runActivities } from './runs.ts';
import { shapeActivities } from './shape.ts';
import type { Services } from './services.ts';

export function createActivities(services: Services) {
  return {
    ...runActivities(services),
    ...campaignActivities(services),
    ...dispatchActivities(services),
    ...importActivities(services),
    ...jobActivities(services),
    ...pluginJobActivities(services),
    ...bulkActivities(services),
    ...exportActivities(services),
    ...shapeActivities(services),
  };
}

export type Activities = ReturnType<typeof createActivities>;
