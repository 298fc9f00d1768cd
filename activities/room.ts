import { ApplicationFailure } from '@temporalio/common';
import { NO_ROOM, type Disk } from '../domain/disk.ts';
import type { Queue } from '../workflows/ids.ts';
import type { Activities } from './create-activities.ts';

/** Frees room, so it is the last to stop. */
const freesRoom: keyof Activities = 'forgetUploads';

/** So long a resting activity is left alone; nothing of it is written to its workflow's history. */
const LOOK_AGAIN = '30 seconds';

/**
 * The same activities, which rest while the disk has too little room: the `bulk` ones (cohorts, imports, sending, nightly
 * jobs) as soon as it is low, what an operator waits for only when it is full. They go on by themselves afterwards.
 */
export function restingWithoutRoom(activities: Activities, disk: Disk, queue: Queue): Activities {
  const mayWork = () => disk.level() === 'fine' || (queue === 'now' && disk.level() === 'low');
  const resting = Object.entries(activities).map(([name, activity]) => [
    name,
    async (input: never) => {
      if (!mayWork() && name !== freesRoom) throw noRoom();
      return (activity as (input: never) => Promise<unknown>)(input);
    },
  ]);
  return Object.fromEntries(resting) as Activities;
}

function noRoom(): ApplicationFailure {
  return ApplicationFailure.create({
    type: NO_ROOM,
    message: 'The disk has too little room: this rests until there is more',
    nextRetryDelay: LOOK_AGAIN,
  });
}
