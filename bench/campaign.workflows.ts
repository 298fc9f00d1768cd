/** The other way: a workflow of its own for each participant. */
import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';

export { pump } from '../workflows/pump.ts';

const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '1 minute' });

/** Mail, a wait for a reply, a task: the least that a participant's own workflow could do. */
export async function participant(): Promise<void> {
  let replied = false;
  setHandler(defineSignal('reply'), () => {
    replied = true;
  });
  await nothing();
  await condition(() => replied, '3 days');
  await nothing();
}
