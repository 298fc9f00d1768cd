/** What two customers who are taken apart have learned while they were one (rule 26). */
import { actorText, type Actor } from '../domain/actor.ts';
import type { Said } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';
import type { Moved, MovedBack } from './merge-journal.ts';
import type { Pair } from './merge-preview.ts';
import type { United } from './merge-steps.ts';

/** Tables in which what is about a person names their customer as well; addresses come before what is about them. */
const ofPeople = ['contact_points', 'consents', 'important_dates', 'group_members', 'notes'] as const;

/** Rows `t` that are not told by the person `p` alone where they stand. */
const apart: Readonly<Partial<Record<string, string>>> = {
  notes: 't.task_id is null',
  group_members: `not exists (select 1 from group_members o
    where o.group_id = t.group_id and o.person_id = t.person_id and o.company_id = p.company_id)`,
};

/**
 * What is a person's stands where they stand, and a word about an address where the address does: also what was learned while
 * both were one. Otherwise somebody would go without their refusal, and what they had agreed to before would count again.
 */
export async function standWithPeople(tx: Tx, { keptId, mergedId }: Pair): Promise<void> {
  for (const table of ofPeople) {
    await tx.run(
      `update ${table} t set company_id = p.company_id from people p where p.id = t.person_id and t.company_id in ($1, $2)
         and p.company_id in ($1, $2) and t.company_id <> p.company_id and ${apart[table] ?? 'true'}`,
      [keptId, mergedId],
    );
  }
  await tx.run(
    `update consents c set company_id = a.company_id from contact_points a where a.id = c.contact_point_id and c.person_id is null
       and c.company_id in ($1, $2) and a.company_id in ($1, $2) and c.company_id <> a.company_id`,
    [keptId, mergedId],
  );
}

export type Told = MovedBack & {
  /** Of those that stayed, how many did with their person or address. */
  readonly withTheirs?: number;
};

/** What has moved back is counted again once everything stands with its person. */
export async function toldAgain(
  tx: Tx,
  back: readonly MovedBack[],
  { keptId, mergedId, moved }: Pair & { readonly moved: readonly Moved[] },
): Promise<Told[]> {
  const told: Told[] = [];
  for (const one of back) {
    const keys = moved.find(({ table }) => table === one.table)?.keys ?? [];
    if (!ofPeople.some((table) => table === one.table)) {
      told.push(one);
      continue;
    }
    const ofAddress =
      one.table === 'consents'
        ? 'or (t.person_id is null and (select a.company_id from contact_points a where a.id = t.contact_point_id) = $1)'
        : '';
    const now = await tx.one<{ there: number; withTheirs: number }>(
      `select count(*) filter (where t.company_id = $2)::int as there,
         count(*) filter (where t.company_id = $1 and (p.company_id = $1 ${ofAddress}))::int as with_theirs
       from jsonb_array_elements($3::jsonb) k(key) join ${one.table} t on t.id = (k.key ->> 'id')::uuid
         left join people p on p.id = t.person_id`,
      [keptId, mergedId, JSON.stringify(keys)],
    );
    told.push({ ...one, back: now.there, stayed: keys.length - now.there, withTheirs: now.withTheirs });
  }
  return told;
}

type Refused = Pair & {
  readonly mergedAt: string;
  readonly points: readonly United[];
  /** What the merge itself has said again was said of the other one before. */
  readonly consents: readonly string[];
};

/**
 * What the whole firm, or an address of both, refused while they were one counts for both: it is said again for the one that
 * goes, at its own moment, so that what a person agreed to later still counts.
 */
export async function repeatRefusals(tx: Tx, actor: Actor, refused: Refused): Promise<Said[]> {
  const { keptId, mergedId, mergedAt, points, consents } = refused;
  const twins = points.map(({ from, to }) => ({ from, to }));
  const repeated = await tx.run(
    `insert into consents (company_id, contact_point_id, channel, purpose, status, evidence, given_on, recorded_at, created_by)
     select $2, t."from", c.channel, c.purpose, c.status, $6 || c.evidence, c.given_on, c.recorded_at, $7
     from consents c left join jsonb_to_recordset($4::jsonb) t("from" uuid, "to" uuid) on t."to" = c.contact_point_id
     where c.company_id = $1 and c.person_id is null and c.status <> 'given' and c.recorded_at > $3 and c.id <> all($5::uuid[])
       and (c.contact_point_id is null or t."from" is not null)
       and not exists (select 1 from consents n where n.company_id = $1 and n.person_id is null and n.purpose = c.purpose
         and n.channel in (c.channel, 'any') and (n.contact_point_id is null or n.contact_point_id = c.contact_point_id)
         and (n.recorded_at, n.id) > (c.recorded_at, c.id))`,
    [
      keptId,
      mergedId,
      mergedAt,
      JSON.stringify(twins),
      consents,
      'Zapisane, gdy klienci byli połączeni: ',
      actorText(actor),
    ],
  );
  if (repeated === 0) return [];
  return [
    {
      pl: `Odmowy całej firmy zapisane po połączeniu: ${repeated}. Obowiązują u obu klientów.`,
      en: `Refusals of the whole firm that were recorded since: ${repeated}. They count for both customers.`,
    },
  ];
}
