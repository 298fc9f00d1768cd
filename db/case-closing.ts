/** How cases end: closed with what came of them, and opened again. */
import { demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { lockRecurrencesOf } from './case-recurrences.ts';
import { demandOpenCase, type Case } from './case-scope.ts';
import { lockCase, writeCase } from './cases.ts';
import type { Db, Tx } from './database.ts';
import { endRuns, isLoose, openProcedures } from './procedures.ts';
import { endFromToday } from './recurrences.ts';
import { cancelTasksOf } from './task-mistakes.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type Closing = {
  readonly id: string;
  readonly version: number;
  readonly outcome: NonNullable<Case['outcome']>;
  /** What came of it, in words. */
  readonly result: string;
  /**
   * What becomes of tasks that are still open and that no procedure of the case takes back. Where they are cancelled, what
   * comes again ends; where they are left, it goes on outside of the case.
   */
  readonly openTasks?: 'leave' | 'cancel';
  /** What becomes of procedures that go on in it. */
  readonly openRuns?: 'end';
};

/**
 * Closes a case with what came of it. While procedures go on in it one has to say that they are to end, and they take their
 * tasks and messages back; while other tasks are open, what becomes of them. What a scenario outside of the case has made stays.
 */
export async function closeCase(
  db: Db,
  viewer: Viewer,
  { id, version, outcome, result, openTasks, openRuns }: Closing,
): Promise<{ version: number; cancelled: number; ended: number }> {
  demand(viewer, 'case.edit');
  return db.transaction(async (tx) => {
    const before = await lockCase(tx, viewer, { id, version });
    demandOpenCase(before);
    if (!result.trim()) throw resultMissing();
    const runs = await openProcedures(tx, id);
    if (runs.length > 0 && !openRuns) throw runsOpen(runs.length);
    const loose = await looseTasks(tx, viewer, id);
    if (loose > 0 && !openTasks) throw tasksOpen(loose);
    const recurring = openTasks === 'cancel' ? await lockRecurrencesOf(tx, viewer, id) : [];
    await endRuns(tx, viewer, { ids: runs, reason: closedCase(viewer, before.number) });
    const cancelled = openTasks === 'cancel' ? await cancelTasksOf(tx, viewer, before) : 0;
    for (const recurrence of recurring) await endFromToday(tx, viewer, recurrence);
    const said = result.trim();
    await writeCase(tx, viewer, {
      before,
      sets: [`state = 'closed'`, 'closed_at = now()', 'outcome = $3', 'result = $4'],
      values: [outcome, said],
      verb: 'close',
      changed: { state: ['open', 'closed'], outcome: [null, outcome], result: [before.result, said] },
    });
    return { version: version + 1, cancelled, ended: runs.length };
  });
}

/** Open ones that no procedure of the case takes back. */
async function looseTasks(tx: Tx, viewer: Viewer, id: string): Promise<number> {
  const params = parameters();
  const { open } = await tx.one<{ open: number }>(
    `select count(*) as open from tasks t where t.case_id = ${params.add(id)} and t.state = 'open' and ${isLoose}
       and ${visibleTasks(viewer, params)}`,
    params.list,
  );
  return open;
}

function closedCase({ language }: Viewer, number: string): string {
  return language === 'pl' ? `Zamknięto sprawę ${number}` : `Case ${number} was closed`;
}

/** Opens a closed case again; what had come of it stays in its history. */
export async function reopenCase(
  db: Db,
  viewer: Viewer,
  { id, version, reason }: { readonly id: string; readonly version: number; readonly reason: string },
): Promise<{ version: number }> {
  demand(viewer, 'case.edit');
  return db.transaction(async (tx) => {
    const before = await lockCase(tx, viewer, { id, version });
    if (before.state === 'open') return { version };
    await writeCase(tx, viewer, {
      before,
      sets: [`state = 'open'`, 'closed_at = null', 'outcome = null', 'result = null'],
      values: [],
      verb: 'reopen',
      changed: {
        state: ['closed', 'open'],
        outcome: [before.outcome, null],
        result: [before.result, null],
        reason: [null, reason.trim()],
      },
    });
    return { version: version + 1 };
  });
}

function resultMissing(): DomainError {
  return new DomainError(
    'case.result_missing',
    { pl: 'Napisz, czym skończyła się sprawa.', en: 'Say what came of the case.' },
    'result',
  );
}

function tasksOpen(open: number): DomainError {
  return new DomainError(
    'case.tasks_open',
    {
      pl: `W sprawie są niezakończone zadania (${open}). Zdecyduj, czy je zostawić, czy anulować.`,
      en: `The case has tasks that are not finished (${open}). Decide whether to leave or to cancel them.`,
    },
    'openTasks',
  );
}

function runsOpen(open: number): DomainError {
  return new DomainError(
    'case.runs_open',
    {
      pl: `W sprawie trwają procedury (${open}). Zdecyduj, że mają się zakończyć razem z nią, albo nie zamykaj jej jeszcze.`,
      en: `Procedures go on in the case (${open}). Decide that they end with it, or do not close it yet.`,
    },
    'openRuns',
  );
}
