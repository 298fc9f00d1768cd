import { proxyActivities } from '@temporalio/workflow';
import type { ShapeActivities } from '../activities/shape.ts';
import { rest } from './rest.ts';

const { shapeRecords } = proxyActivities<ShapeActivities>({
  startToCloseTimeout: '2 hours',
  retry: { maximumAttempts: 5 },
});

/** When a definition has changed, and each night: records are brought up to what administrators have made of them. */
export async function shaping(): Promise<void> {
  const waiting = rest();
  do {
    waiting.listen();
    await shapeRecords();
  } while (waiting.heard());
}
