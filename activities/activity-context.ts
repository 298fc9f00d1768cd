import { Context } from '@temporalio/activity';

/** Tests and the bench call the activity without Temporal around it. */
export function activityContext(): Context | undefined {
  try {
    return Context.current();
  } catch {
    return undefined;
  }
}
