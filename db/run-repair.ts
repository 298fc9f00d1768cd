/** A stuck run waits for a person, who says how it goes on. */
import { demand, type Viewer } from '../domain/access.ts';
import type { Actor } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Control, Run } from '../domain/scenario/shapes.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { recordInput } from './inputs.ts';
import { newId } from './new-id.ts';

export type Repair = Extract<Control, { what: 'resume' }>['how'];

/**
 * Tells a stuck run how to go on: try again, skip an input, move a token to another step, or end. Throws
 * `run.not_found`, `run.not_stuck`, `right.missing`.
 */
export async function repairRun(
  tx: Tx,
  viewer: Viewer,
  { runId, how }: { readonly runId: string; readonly how: Repair },
): Promise<void> {
  demand(viewer, 'run.repair');
  const run = await tx.maybe<{ state: Run['state'] }>('select state from runs where id = $1', [runId]);
  if (!run) throw notFound(runId);
  if (run.state !== 'stuck') throw notStuck(run.state);
  const actor: Actor = viewer.tokenId
    ? { kind: 'token', id: viewer.tokenId, onBehalfOf: viewer.userId }
    : { kind: 'user', id: viewer.userId };
  if (how.do === 'skip') await dropControl(tx, runId, how.seq);
  const id = newId();
  await recordInput(tx, {
    runId,
    source: 'repair',
    sourceId: id,
    what: { kind: 'control', what: 'resume', how },
    actor,
  });
  await recordAudit(tx, { actor, noun: 'run', recordId: runId, verb: 'repair', changes: { how: [null, how] } });
}

/** Controls of a stuck run are heard before its repair: one that is skipped is taken out of the way first. */
async function dropControl(tx: Tx, runId: string, seq: number): Promise<void> {
  await tx.run(
    `update run_inputs set withdrawn_at = now() where run_id = $1 and seq = $2 and kind = 'control' and taken_rev is null`,
    [runId, seq],
  );
}

function notFound(runId: string): DomainError {
  return new DomainError('run.not_found', {
    pl: `Nie ma przebiegu ${runId}. Odśwież listę.`,
    en: `There is no run ${runId}. Refresh the list.`,
  });
}

function notStuck(state: Run['state']): DomainError {
  const pl = state === 'ended' ? 'już się zakończył' : 'idzie dalej';
  const en = state === 'ended' ? 'has ended' : 'goes on';
  return new DomainError('run.not_stuck', {
    pl: `Ten przebieg ${pl}, nie ma czego naprawiać. Odśwież stronę.`,
    en: `This run ${en}, there is nothing to repair. Refresh the page.`,
  });
}
