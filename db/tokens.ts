import { createHash, randomBytes } from 'node:crypto';
import { actorOf, demandPerson, may, rights } from '../domain/access.ts';
import type { Right, Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { newId } from './new-id.ts';

/** How tokens are stored and looked up: the token itself is told once and kept nowhere. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export type NewToken = {
  readonly name: string;
  readonly rights: readonly Right[];
  /** So long it works. */
  readonly days: number;
};

/** Makes a token in the viewer's own name. Answers it: nobody can read it again. */
export async function createToken(
  tx: Tx,
  { name, rights: wanted, days }: NewToken,
  viewer: Viewer,
): Promise<{ id: string; token: string }> {
  // A token that makes tokens would outlive its own revocation.
  demandPerson(viewer);
  const id = newId();
  const token = `nurt_${randomBytes(32).toString('base64url')}`;
  const granted = rights.filter((right) => wanted.includes(right) && may(viewer, right));
  const actor = actorOf(viewer);
  await tx.run(
    `insert into tokens (id, user_id, name, hash, rights, ends_at, created_by)
     values ($1, $2, $3, $4, $5, now() + make_interval(days => $6), $7)`,
    [id, viewer.userId, name, tokenHash(token), granted, days, actorText(actor)],
  );
  const changes = { name: [null, name], rights: [null, granted], days: [null, days] } as const;
  await recordAudit(tx, { actor, noun: 'token', recordId: id, verb: 'create', changes });
  return { id, token };
}

export type ListedToken = {
  readonly id: string;
  readonly name: string;
  readonly userName: string;
  readonly rights: readonly Right[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  /** From then on it does not work. */
  readonly endsAt: string;
  readonly revokedAt: string | null;
};

/** One's own tokens; an administrator sees everybody's. The newest 500. */
export async function listTokens(db: Tx, viewer: Viewer): Promise<ListedToken[]> {
  return db.rows<ListedToken>(
    `select t.id, t.name, u.name as user_name, t.rights, t.created_at, t.last_used_at, t.ends_at, t.revoked_at
     from tokens t join users u on u.id = t.user_id where $2 or t.user_id = $1 order by t.created_at desc, t.id desc limit 500`,
    [viewer.userId, may(viewer, 'user.edit')],
  );
}

/** Ends a token at once: one's own, or as an administrator anybody's. */
export async function revokeToken(tx: Tx, id: string, viewer: Viewer): Promise<void> {
  // A program may give up its own.
  if (viewer.tokenId !== id) demandPerson(viewer);
  const revoked = await tx.run(
    `update tokens set revoked_at = now() where id = $1 and revoked_at is null and ($3 or user_id = $2)`,
    [id, viewer.userId, may(viewer, 'user.edit')],
  );
  if (revoked === 0) {
    throw new DomainError('token.not_found', {
      pl: 'Nie ma takiego tokenu albo już go odwołano. Odśwież listę.',
      en: 'There is no such token, or it has been revoked already. Reload the list.',
    });
  }
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'token', recordId: id, verb: 'revoke' });
}
