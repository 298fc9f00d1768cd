import { rm } from 'node:fs/promises';
import { heartbeat } from '@temporalio/activity';
import { forgetBulks } from '../db/bulk/bulks.ts';
import { forgetClipboards } from '../db/clipboard.ts';
import { reckonStaleBalances } from '../db/balances.ts';
import { reconcileCompanyFacts, type Reconciled } from '../db/company-facts.ts';
import type { Db } from '../db/database.ts';
import { forgetDeletedFiles } from '../db/files.ts';
import { forgetExports } from '../db/exports.ts';
import { forgetOldImports, type Forgotten } from '../db/import-files.ts';
import { bringImportantDays } from '../db/important-days.ts';
import { runJob } from '../db/jobs.ts';
import { applyAbsences, closeMissed } from '../db/made-days.ts';
import { makeDueDays } from '../db/recurrence-days.ts';
import { makePartitions } from '../db/partitions.ts';
import { tellOfQueues } from '../db/queue-deadlines.ts';
import { mailDigests } from '../db/reminder-digest.ts';
import { escalateDue } from '../db/reminder-escalation.ts';
import { showDueReminders } from '../db/reminders.ts';
import { forgetRequestKeys } from '../db/request-keys.ts';
import { recomputeSample, type Sample } from '../db/run-explain.ts';
import { sweep, type Swept } from '../db/sweep.ts';
import type { Services } from './services.ts';
import { deleteLooseFiles, deleteLooseUploads } from './upload-files.ts';

/** Runs that one night computes again: a few seconds. */
const RECOMPUTED = 300;

type Recurred = {
  readonly made: number;
  readonly skipped: number;
  readonly missed: number;
  readonly failed: number;
  readonly away: number;
};

export type JobActivities = {
  /** Wakes whoever should have moved a run or sent a message and has not. */
  sweepOverdue(): Promise<Swept>;
  /** Shows reminders whose time has come, late ones with how late they are; carries on and mails what nobody has seen. */
  showReminders(): Promise<{ readonly shown: number; readonly escalated: number; readonly mailed: number }>;
  /** Makes the tasks of the next ninety days that come again, and what important dates bring; records what was missed. Goes turn by turn, so it may be killed. */
  makeRecurring(): Promise<Recurred>;
  /** Makes the next months' partitions of the append-only tables. */
  makePartitions(): Promise<{ readonly made: readonly string[] }>;
  /** Computes some of the runs moved since the last night again. A difference is logged and stands in `jobs`. */
  recomputeMoves(): Promise<Sample>;
  /** Compares the facts that lists keep beside every company with what they come from, and mends what differs. */
  reconcileFacts(): Promise<Reconciled>;
  /** Forgets imports, selections and clipboards that nobody has gone on with, and deletes uploaded files that nobody needs any more. */
  forgetUploads(): Promise<Forgotten & { readonly files: number }>;
};

export function jobActivities({ db, filesDir, publicUrl, log }: Services): JobActivities {
  return {
    async sweepOverdue() {
      const swept = await marked(db, 'sweep', () => sweep(db));
      if (Object.values(swept).some((count) => count > 0)) log('sweep: woke what was late', swept);
      return swept;
    },
    async showReminders() {
      const done = await runJob(db, 'reminders', async (tx, { from, to }) => {
        await tellOfQueues(tx, { from, to });
        const { shown, late } = await showDueReminders(tx, to);
        const escalated = await escalateDue(tx, to);
        return { shown, late, escalated, mailed: await mailDigests(tx, { now: to, publicUrl }) };
      });
      if (done.late > 0 || done.escalated > 0) log('reminders: late or gone on', done);
      return done;
    },
    async makeRecurring() {
      const done = await marked(db, 'recurring', () => recur(db, log));
      if (done.made > 0 || done.missed > 0 || done.failed > 0) log('recurring: made and missed', done);
      return done;
    },
    async makePartitions() {
      return runJob(db, 'partitions', async (tx) => ({ made: await makePartitions(tx) }));
    },
    async recomputeMoves() {
      const computed = await runJob(db, 'recomputation', {
        work: (_tx, { from }) => recomputeSample(db, { size: RECOMPUTED, from }),
        complaint: ({ wrong }) => (wrong.length === 0 ? null : `runs came out differently: ${wrong.join(', ')}`),
      });
      if (computed.wrong.length > 0)
        log('RECOMPUTATION DIFFERS: runs came out otherwise than they are stored', computed);
      return computed;
    },
    async reconcileFacts() {
      const reconciled = await reconcileCompanyFacts(db);
      // Short transactions: whoever feeds transactions meanwhile waits for a page of customers at most.
      while ((await db.transaction((tx) => reckonStaleBalances(tx))) > 0);
      await runJob(db, 'company facts', {
        work: async () => reconciled,
        complaint: ({ differed }) =>
          differed === 0 ? null : `facts of ${differed} companies differed and were mended`,
      });
      if (reconciled.differed > 0)
        log('FACTS DIFFERED: companies had facts that did not come from their rows', reconciled);
      return reconciled;
    },
    async forgetUploads() {
      const forgotten = await runJob(db, 'uploads', async (tx) => {
        await forgetDeletedFiles(tx);
        await forgetBulks(tx);
        await forgetClipboards(tx);
        await forgetRequestKeys(tx);
        return forgetOldImports(tx);
      });
      const exported = await forgetExports(db);
      for (const path of exported) await rm(`${filesDir}/${path}`, { force: true });
      const uploads = await deleteLooseUploads(db, filesDir);
      return { ...forgotten, files: exported.length + uploads + (await deleteLooseFiles(db, filesDir)) };
    },
  };
}

/** The sweep takes short transactions of its own: the mark is set when it is through. */
async function marked<T>(db: Db, name: string, work: () => Promise<T>): Promise<T> {
  const done = await work();
  await runJob(db, name, async () => undefined);
  return done;
}

/** One recurrence or important date after the other: each is short and keeps its own mark. */
async function recur(db: Db, log: Services['log']): Promise<Recurred> {
  const { now } = await db.one<{ now: string }>('select now() as now');
  const watched = (complaint: string) => ({
    alive: () => heartbeat(),
    failed: (id: string, error: unknown) => log(complaint, { id, error: String(error) }),
  });
  const { made, skipped, missed, failed } = await makeDueDays(
    db,
    now,
    watched('RECURRENCE NOT MADE: it is tried again in an hour'),
  );
  const dates = await bringImportantDays(db, now, watched('IMPORTANT DATE NOT BROUGHT: it is tried again in an hour'));
  const [closed, away] = await db.transaction(async (tx) => [await closeMissed(tx, now), await applyAbsences(tx, now)]);
  return {
    made: made + dates.brought,
    skipped,
    missed: missed + dates.missed + closed!,
    failed: failed + dates.failed,
    away: away!,
  };
}
