/** The one row that says which installation this database holds. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import type { Language } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { wakeAccounts } from './channel-accounts.ts';
import type { Tx } from './database.ts';

export type Installation = {
  readonly id: string;
  /** Rises when a copy or a restored backup is recognised. */
  readonly epoch: number;
  /** Rises every few minutes, here and in the home. */
  readonly pulse: number;
  /** Why nothing goes out, if nothing does: a `Muting`. */
  readonly mutedBecause: string | null;
  readonly secretFingerprint: string | null;
};

export async function readInstallation(db: Tx): Promise<Installation | undefined> {
  return db.maybe<Installation>('select id, epoch, pulse, muted_because, secret_fingerprint from installation');
}

export type Founding = {
  readonly id: string;
  readonly secretFingerprint: string;
  readonly timeZone: string;
  readonly language: Language;
};

/** Makes an empty database an installation. */
export async function foundInstallation(
  tx: Tx,
  { id, secretFingerprint, timeZone, language }: Founding,
): Promise<void> {
  await tx.run(
    `insert into installation (id, secret_fingerprint, time_zone, language) values ($1, $2, $3, $4)
     on conflict (singleton) do update set secret_fingerprint = $2 where installation.secret_fingerprint is null`,
    [id, secretFingerprint, timeZone, language],
  );
}

/** Nothing goes out any more, and what was planned before waits for a person. Answers the new epoch. */
export async function muteInstallation(tx: Tx, because: string, olderThan: number): Promise<number> {
  const { id, epoch } = await tx.one<{ id: string; epoch: number }>(
    'update installation set muted_because = $1, epoch = greatest(epoch, $2) + 1 returning id, epoch',
    [because, olderThan],
  );
  await recordAudit(tx, {
    actor: { kind: 'system', id: 'start' },
    noun: 'installation',
    recordId: id,
    verb: 'mute',
    changes: { mutedBecause: [null, because] },
  });
  return epoch;
}

/** A person says that this copy is the real one now: what is planned from here on goes out. */
export async function unmuteInstallation(tx: Tx, viewer: Viewer): Promise<void> {
  demand(viewer, 'settings.edit');
  const muted = await tx.maybe<{ id: string; because: string }>(
    'select id, muted_because as because from installation where muted_because is not null for update',
  );
  if (!muted) return;
  await tx.run('update installation set muted_because = null');
  await recordAudit(tx, {
    actor: { kind: 'user', id: viewer.userId },
    noun: 'installation',
    recordId: muted.id,
    verb: 'unmute',
    changes: { mutedBecause: [muted.because, null] },
  });
  await wakeAccounts(tx);
}

/** Which customers operators see: all of them, or their own and those of their subordinates. */
export type Sight = { readonly operatorsSee: 'all' | 'own' };

export async function readSight(tx: Tx, viewer: Viewer): Promise<Sight> {
  demand(viewer, 'settings.edit');
  return tx.one<Sight>(
    `select case when (select settings ->> 'operatorsSee' from installation) = 'own' then 'own' else 'all' end as operators_see`,
  );
}

/** Holds from the next request of each operator on. */
export async function changeSight(tx: Tx, viewer: Viewer, { operatorsSee }: Sight): Promise<void> {
  const before = await readSight(tx, viewer);
  if (before.operatorsSee === operatorsSee) return;
  const { id } = await tx.one<{ id: string }>(
    `update installation set settings = settings || jsonb_build_object('operatorsSee', $1::text) returning id`,
    [operatorsSee],
  );
  await recordAudit(tx, {
    actor: actorOf(viewer),
    noun: 'installation',
    recordId: id,
    verb: 'edit',
    changes: { operatorsSee: [before.operatorsSee, operatorsSee] },
  });
}

/** The next beat. */
export async function beatPulse(db: Tx, pulse: number): Promise<void> {
  await db.run('update installation set pulse = $1 where pulse < $1', [pulse]);
}
