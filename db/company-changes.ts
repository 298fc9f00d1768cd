/** Who changed what about a customer and their people; each column with today's rights of the reader (rule 27). */
import { may, type Right, type Viewer } from '../domain/access.ts';
import { namesOfActors, type NamedActor } from './actor-names.ts';
import type { Changes } from './audit.ts';
import type { Tx } from './database.ts';
import { ownForViewer } from './own-values.ts';
import { actorBy, notFound, visible } from './scope.ts';

export type ChangeEntry = {
  readonly id: string;
  readonly at: string;
  readonly actor: NamedActor;
  readonly noun: string;
  readonly verb: string;
  readonly recordId: string;
  /** Of a change to a person: who it is. */
  readonly recordName: string | null;
  /** Old and new value by field; `['…', '…']` where the viewer may not read it. */
  readonly changes: Changes;
};

export type ChangesAsked = {
  readonly companyId: string;
  readonly after?: readonly [string, string] | undefined;
  readonly limit: number;
};

/** Columns that need more than the record: whatever the audit holds of them is told by name only. */
const columnRights: Readonly<Record<string, Right>> = { pesel: 'company.pesel' };

/** One page, the newest first, with the place where the next one begins. */
export async function companyChanges(
  tx: Tx,
  viewer: Viewer,
  { companyId, after, limit }: ChangesAsked,
): Promise<{ rows: ChangeEntry[]; next: readonly [string, string] | null }> {
  actorBy(viewer, 'company.read');
  const seen = await tx.maybe(`select 1 from companies c where c.id = $1 and ${visible('companies', viewer, 'c')}`, [
    companyId,
  ]);
  if (!seen) throw notFound('company');
  const found = await tx.rows<Omit<ChangeEntry, 'actor'> & { actor: string; exact: string }>(
    `select a.id, a.at, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact, a.actor, a.noun, a.verb, a.record_id,
       nullif(concat_ws(' ', p.first_name, p.last_name), '') as record_name, a.changes
     from (
       (select * from audit where noun = 'company' and record_id = any(array(select id::text from companies where id = $1::uuid or merged_into = $1::uuid)) and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
         order by at desc, id desc limit $4)
       union all
       (select * from audit where noun = 'person' and record_id = any(array(select id::text from people where company_id = $1::uuid))
         and ($2::timestamptz is null or (at, id) < ($2, $3::uuid)) order by at desc, id desc limit $4)) a
       left join people p on a.noun = 'person' and p.id::text = a.record_id
     order by a.at desc, a.id desc limit $4`,
    [companyId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const page = found.slice(0, limit);
  const names = await namesOfActors(
    tx,
    page.map(({ actor }) => actor),
  );
  const ownCodes = await readableOwn(tx, viewer, page);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    rows: page.map(({ exact: _exact, ...row }) => ({
      ...row,
      actor: names.get(row.actor)!,
      changes: readable(viewer, row.changes, ownCodes),
    })),
    next: last ? [last.exact, last.id] : null,
  };
}

/** Own fields that the viewer may read today, as the audit names them. */
async function readableOwn(tx: Tx, viewer: Viewer, page: readonly Pick<ChangeEntry, 'noun' | 'changes'>[]) {
  const codes = new Set<string>();
  for (const record of ['company', 'person'] as const) {
    const named = page
      .filter(({ noun }) => noun === record)
      .flatMap(({ changes }) => Object.keys(changes))
      .flatMap((field) => (field.startsWith('own.') ? [[field.slice(4), true] as const] : []));
    const seen = await ownForViewer(tx, viewer, { record, own: Object.fromEntries(named) });
    for (const code of Object.keys(seen)) codes.add(`own.${code}`);
  }
  return codes;
}

function readable(viewer: Viewer, changes: Changes, ownCodes: ReadonlySet<string>): Changes {
  const hidden = (field: string) => {
    const right = columnRights[field];
    return field.startsWith('own.') ? !ownCodes.has(field) : right !== undefined && !may(viewer, right);
  };
  return Object.fromEntries(
    Object.entries(changes)
      .filter(([field]) => field !== 'version')
      .map(([field, values]) => [field, hidden(field) ? (['…', '…'] as const) : values]),
  );
}
