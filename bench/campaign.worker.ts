/** The worker of the campaign bench, a process of its own so that its memory can be told. Reports every batch. */
import { runActivities } from '../activities/runs.ts';
import type { Services } from '../activities/services.ts';
import { openDatabase, type Db } from '../db/database.ts';
import { connectTemporal } from '../tests/support/temporal.ts';

export type Batch = { readonly moved: number; readonly more: boolean; readonly nudged: boolean; readonly rss: number };
export type Order = {
  readonly taskQueue: string;
  readonly databaseUrl: string;
  readonly skipTime: boolean;
  readonly namespace: string;
  readonly codePath: string;
};

process.on('message', (order: Order) => void work(order));
process.send!('ready');

async function work({ taskQueue, databaseUrl, skipTime, namespace, codePath }: Order): Promise<void> {
  const temporal = await connectTemporal({ skipTime, namespace });
  const db = openDatabase(databaseUrl, { max: 12, name: 'nurt-bench' });
  const real = runActivities({ db, testClock: skipTime } as unknown as Services);
  await temporal.worker({
    taskQueue,
    codePath,
    activities: {
      nothing: async () => {},
      async advanceDue(batch: Parameters<typeof real.advanceDue>[0]) {
        const advanced = await real.advanceDue(batch);
        const told = skipTime ? await live(db, batch) : 0;
        const nudged = skipTime && told > 0 && !advanced.more;
        process.send!({
          moved: advanced.moved,
          more: advanced.more,
          nudged,
          rss: process.memoryUsage().rss,
        } satisfies Batch);
        // What a nudge would do: the pump looks again after the breath of a big cohort.
        return nudged ? { ...advanced, nextDueAt: batch.now + BREATH_MS, gridMs: 1 } : advanced;
      },
    },
  });
  process.send!('working');
}

const BREATH_MS = 120_000;
/** 25,000 calls in about two working days of as many operators as it takes. */
const CALLS_IN_BREATH = 52;

/** Mails arrive; operators finish calls. Answers how many runs were told. */
async function live(db: Db, { campaignId }: { readonly campaignId: string }): Promise<number> {
  const mails = await db.run(
    `with sent as (update effects set state = 'failed' where campaign_id = $1 and kind = 'message' and state = 'planned' returning key, run_id)
     insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, actor)
     select run_id, $1, 0, 'settled', 'world', key, json_build_object('kind', 'settled', 'key', key, 'as', 'done'), 'system:bench' from sent`,
    [campaignId],
  );
  const calls = await db.run(
    `with open as (select id, effect_key as key, run_id from tasks where campaign_id = $1 and state = 'open' limit $2),
     done as (update tasks t set state = 'done' from open where t.id = open.id)
     insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, actor)
     select run_id, $1, 0, 'outcome', 'world', key,
       json_build_object('kind', 'outcome', 'key', key, 'code', 'interested', 'answers', json_build_object()), 'system:bench' from open`,
    [campaignId, CALLS_IN_BREATH],
  );
  return mails + calls;
}
