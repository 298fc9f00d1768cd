import { Context } from '@temporalio/activity';

/** Tells Temporal that it lives, also during a statement that takes long. Outside of Temporal it tells nobody. */
export async function beating<T>(work: () => Promise<T>): Promise<T> {
  const context = activityContext();
  const beat = setInterval(() => context?.heartbeat(), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

function activityContext(): Context | undefined {
  try {
    return Context.current();
  } catch {
    return undefined;
  }
}
