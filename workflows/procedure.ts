import { follow, type Followed } from './follow.ts';

/** Follows one procedure, from its first step to its end. */
export async function procedure(followed: Followed): Promise<void> {
  return follow(followed);
}
