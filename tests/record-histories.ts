/**
 * Records histories of real workflows for the replay tests: `node tests/record-histories.ts`, with the servers of the tests.
 * Run it when a workflow is new; what is recorded once is left alone, so that running workflows survive the next release.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { recorder, type Script } from './support/histories.ts';

const folder = fileURLToPath(new URL('./histories/', import.meta.url));

const minute = 60_000;
/** What each workflow's activities answer, in turn: together they lead it through all its ways of waiting. */
const scripts: readonly Script[] = [
  {
    name: 'procedure',
    workflow: 'procedure',
    args: [{ runId: '00000000-0000-7000-8000-000000000001' }],
    activities: {
      moveRun: (call, now) =>
        call === 1
          ? { state: 'running', dueAt: now + 3 * 24 * 60 * minute }
          : call === 2
            ? { state: 'running', dueAt: null }
            : { state: 'ended', dueAt: null },
    },
    nudges: 1,
  },
  {
    name: 'pump',
    workflow: 'pump',
    args: [{ campaignId: '00000000-0000-7000-8000-000000000002', cohort: 0 }],
    activities: {
      advanceDue: (call, now) => ({
        moved: 500,
        more: call < 4,
        nextDueAt: call < 7 ? now + 24 * 60 * minute : null,
        gridMs: 5 * minute,
        open: call < 8 ? 1 : 0,
      }),
    },
    nudges: 1,
  },
  {
    name: 'sweep',
    workflow: 'sweep',
    args: [],
    activities: { sweepOverdue: () => ({ inputs: 0, runs: 0, dispatchers: 0, campaigns: 0, works: 0 }) },
  },
  { name: 'reminders', workflow: 'reminders', args: [], activities: { showReminders: () => ({ shown: 2 }) } },
  {
    name: 'recurring',
    workflow: 'recurring',
    args: [],
    activities: { makeRecurring: () => ({ made: 12, skipped: 1, missed: 0, away: 0 }) },
  },
  { name: 'partitions', workflow: 'partitions', args: [], activities: { makePartitions: () => ({ made: [] }) } },
  {
    name: 'plugin-job',
    workflow: 'pluginJob',
    args: [{ id: 'orders' }],
    activities: { runPluginJob: () => ({ as: 'done' }) },
  },
  {
    name: 'recomputation',
    workflow: 'recomputation',
    args: [],
    activities: { recomputeMoves: () => ({ checked: 300, wrong: [] }) },
  },
  {
    name: 'uploads',
    workflow: 'uploads',
    args: [],
    activities: { forgetUploads: () => ({ unused: 1, done: 2, files: 3 }) },
  },
  {
    name: 'facts',
    workflow: 'facts',
    args: [],
    activities: { reconcileFacts: () => ({ companies: 100, differed: 0 }) },
  },
  {
    name: 'shaping',
    workflow: 'shaping',
    args: [{}],
    activities: {
      // A definition that changes while records are brought up to the one before is worked off in the same run.
      shapeRecords: async (call, _now, nudge) => {
        if (call === 1) await nudge();
        return { built: [], removed: [], failed: [], reckoned: 12, classified: 3 };
      },
    },
  },
  {
    name: 'campaign',
    workflow: 'campaign',
    args: [{ campaignId: '00000000-0000-7000-8000-000000000003' }],
    activities: {
      nextCampaignStep: (call, now) =>
        [
          { do: 'materialise' },
          { do: 'begin' },
          { do: 'wait', until: now + 24 * 60 * minute },
          { do: 'open', stageId: 's1' },
          { do: 'wait', until: null },
          { do: 'close', stageId: 's1' },
          { do: 'skip', stageId: 's2' },
          { do: 'wind down' },
          { do: 'withdraw' },
          { do: 'finish' },
        ][call - 1] ?? { do: 'stop' },
      materialiseCampaign: () => undefined,
      beginCampaign: () => undefined,
      openStage: () => undefined,
      closeStage: () => undefined,
      skipStage: () => undefined,
      windDownCampaign: () => undefined,
      withdrawRuns: () => undefined,
      finishCampaign: () => undefined,
    },
    nudges: 1,
  },
  {
    name: 'dispatch',
    workflow: 'dispatch',
    args: [{ accountId: '00000000-0000-7000-8000-000000000004' }],
    activities: {
      sendDue: (call, now) => ({ sent: 100, more: call < 3, nextAt: call < 5 ? now + 60 * minute : null }),
    },
  },
  {
    name: 'exporting',
    workflow: 'exporting',
    args: [{ exportId: '00000000-0000-7000-8000-000000000007' }],
    activities: { writeListFile: () => undefined },
  },
  {
    name: 'bulk',
    workflow: 'bulk',
    args: [{ bulkId: '00000000-0000-7000-8000-000000000006' }],
    activities: { moveBulkRows: (call) => ({ more: call < 3 }) },
  },
  {
    name: 'importing',
    workflow: 'importing',
    args: [{ importId: '00000000-0000-7000-8000-000000000005' }],
    activities: { moveImport: (call) => ({ more: call < 3 }) },
  },
];

mkdirSync(folder, { recursive: true });
const { record, close } = await recorder();
for (const script of scripts) {
  if (existsSync(`${folder}${script.name}.json`)) continue;
  const history = await record(script);
  const text = JSON.stringify(JSON.parse(historyToJSON(history)), null, 1);
  // Who recorded it is nobody's business; the worker's own queue carries its process and machine as well.
  const nameless = text
    .replaceAll(/"identity": "[^"]*"/g, '"identity": "recorder"')
    .replaceAll(/"name": "\d+@[^"]*"/g, '"name": "recorder"');
  writeFileSync(`${folder}${script.name}.json`, `${nameless}\n`);
  console.log(`${script.name}: ${history.events?.length} events`);
}
await close();
