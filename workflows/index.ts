/** Every workflow, by the name under which it is started. */
export { bulk } from './bulk.ts';
export { campaign } from './campaign.ts';
export { dispatch } from './dispatch.ts';
export { exporting } from './export.ts';
export { facts } from './facts.ts';
export { importing } from './import.ts';
export { partitions } from './partitions.ts';
export { pluginJob } from './plugin-job.ts';
export { procedure } from './procedure.ts';
export { pump } from './pump.ts';
export { recomputation } from './recomputation.ts';
export { recurring } from './recurring.ts';
export { reminders } from './reminders.ts';
export { shaping } from './shaping.ts';
export { sweep } from './sweep.ts';
export { uploads } from './uploads.ts';
