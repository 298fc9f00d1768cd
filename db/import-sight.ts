/** What an import tells of customers whom its maker does not see: that there is one, as rarely as other hints (rule 25). */
import { actorOf, seesEverybody, type Viewer } from '../domain/access.ts';
import type { Said } from '../domain/domain-error.ts';
import type { ImportPlan } from '../domain/import/plan.ts';
import { recordAudit } from './audit.ts';
import { hintsPerHour } from './duplicates.ts';
import type { Tx } from './database.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { reachable, type By } from './scope.ts';

/** Whoever loads a file and sees only their own customers. */
export function narrowViewer(by: By): Viewer | undefined {
  return 'rights' in by && !seesEverybody(by) ? by : undefined;
}

/** Whether rows may meet customers of others at all. */
export function tellsOfOthers({ joinBy }: Pick<ImportPlan, 'joinBy'>): boolean {
  return joinBy === 'nip' || joinBy === 'email' || joinBy === 'phone';
}

/**
 * The companies that the rows of `found` (join_key, company_id) are joined to, with how many are seen, the one that is seen,
 * and, where none is, one that is not seen. Of those only the very NIP, e-mail or phone tells: names and other numbers do not.
 */
export function matchesInSight({ joinBy }: ImportPlan, found: string, viewer: Viewer | undefined): string {
  if (!viewer)
    return `select join_key, count(*), min(company_id::text)::uuid, null::uuid from (${found}) found group by join_key`;
  const tells = tellsOfOthers({ joinBy }) ? `join_key not like 'name:%'` : 'false';
  return `select join_key, count(*) filter (where is_seen), (min(company_id::text) filter (where is_seen))::uuid,
      case when not bool_or(is_seen) then min(company_id::text)::uuid end
    from (select f.join_key, f.company_id, (${reachable('companies', viewer, 'c')}) is true as is_seen
      from (${found}) f join companies c on c.id = f.company_id) each
    where is_seen or ${tells} group by join_key`;
}

/** Customers of others that were met, as many as the limit needs. */
export async function metBeyondSight(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select distinct beyond as id from matches where beyond is not null limit ${hintsPerHour + 1}`,
  );
  return rows.map(({ id }) => id);
}

export type Met = { readonly importId: string; readonly joinBy: string; readonly ids: readonly string[] };

/** How many more an hour has room for, one beyond the limit counted; below one, the file tells nothing at all. */
export async function roomForHints(tx: Tx, viewer: Viewer, { ids }: Pick<Met, 'ids'>): Promise<number> {
  await oneAtATime(tx, viewer);
  const { others } = await tx.one<{ others: number }>(
    `select count(distinct company_id) as others from duplicate_hints
     where user_id = $1 and at > now() - interval '1 hour' and company_id <> all($2::uuid[])`,
    [viewer.userId, ids],
  );
  return hintsPerHour + 1 - others;
}

/**
 * Writes down whom the file told of, with one entry of the audit. Beyond the limit one more than it is kept: then no file
 * tells anything for an hour, or its failing would be the answer.
 */
export async function noteMet(
  tx: Tx,
  viewer: Viewer,
  { importId, joinBy, ids, room }: Met & { readonly room: number },
) {
  const noted = ids.slice(0, Math.max(room, 0));
  await tx.run(
    `insert into duplicate_hints (user_id, company_id, because) select $1, id, $3 from unnest($2::uuid[]) id
     on conflict (user_id, company_id, because) do update set at = now()`,
    [viewer.userId, noted, joinBy],
  );
  await recordAudit(tx, {
    actor: actorOf(viewer),
    noun: 'import',
    recordId: importId,
    verb: 'hint',
    changes: { because: [null, joinBy], companies: [null, ids.length] },
  });
}

export const tooManyMet: Said = {
  pl: `Ten plik pyta o więcej klientów innych osób, niż wolno sprawdzić w ciągu godziny (${hintsPerHour}). Poproś przełożonego, aby go wczytał, albo spróbuj za godzinę z mniejszym plikiem.`,
  en: `This file asks about more customers of others than may be looked up within an hour (${hintsPerHour}). Ask your superior to load it, or try a smaller file in an hour.`,
};
