/** Whom a step of a scenario means: the owner of the customer (of a case without one: whoever runs it), a role, a queue or one person. */
import type { Assignee } from '../domain/scenario/shapes.ts';
import type { Tx } from './database.ts';
import type { RunRow } from './run-rows.ts';

export type Assigned = { readonly userId: string | null; readonly queue: string | null };

/** Somebody for each wish. Who has left is replaced by their superior, then the campaign's supervisor, then an administrator. */
export async function assign(
  tx: Tx,
  wishes: readonly { readonly row: RunRow; readonly to: Assignee }[],
): Promise<Assigned[]> {
  if (wishes.length === 0) return [];
  const staff = await tx.prepared<Person>(
    'assign-staff',
    `select id, role, superior_id, active from users order by created_at, id`,
  );
  const known = new Map(staff.map((person) => [person.id, person]));
  const owners = await ownersOf(tx, wishes);
  const supervisors = await supervisorsOf(tx, wishes);
  const administrator = staff.find((person) => person.active && person.role === 'administrator')?.id ?? null;

  return wishes.map(({ row, to }) => {
    if (to.to === 'queue') return { userId: null, queue: to.queue };
    const supervisor = row.campaignId ? present(known, supervisors.get(row.campaignId)) : null;
    const meant = whom(to, { row, staff, owner: owners.get(ownedBy(row) ?? ''), supervisor });
    return { userId: present(known, meant) ?? supervisor ?? administrator, queue: null };
  });
}

type Person = { id: string; role: string; superiorId: string | null; active: boolean };

type Around = {
  readonly row: RunRow;
  readonly staff: readonly Person[];
  readonly owner: string | undefined;
  readonly supervisor: string | null;
};

function whom(to: Exclude<Assignee, { to: 'queue' }>, { row, staff, owner, supervisor }: Around): string | undefined {
  if (to.to === 'user') return to.userId;
  if (to.to === 'owner') return owner;
  if (to.role === 'supervisor' && supervisor) return supervisor;
  const pool = staff.filter((person) => person.active && person.role === to.role);
  return pool.length === 0 ? undefined : pool[share(row.companyId ?? row.id) % pool.length]!.id;
}

/** The same customer comes to the same person of a role, and customers spread evenly. */
function share(id: string): number {
  return Number.parseInt(id.slice(-6), 16);
}

/** The person, or the first superior who still works here. */
function present(known: ReadonlyMap<string, Person>, id: string | undefined): string | null {
  for (let at = id, steps = 0; at && steps < 10; steps++) {
    const person = known.get(at);
    if (!person) return null;
    if (person.active) return person.id;
    at = person.superiorId ?? undefined;
  }
  return null;
}

/** What has the owner that a run means. */
function ownedBy({ companyId, caseId }: RunRow): string | null {
  return companyId ?? caseId;
}

async function ownersOf(tx: Tx, wishes: readonly { row: RunRow; to: Assignee }[]): Promise<Map<string, string>> {
  const ids = wishes.flatMap(({ row, to }) => (to.to === 'owner' ? (ownedBy(row) ?? []) : []));
  if (ids.length === 0) return new Map();
  const rows = await tx.prepared<{ id: string; ownerId: string }>(
    'assign-owners',
    `select id, owner_id from companies where id = any($1::uuid[]) and owner_id is not null
     union all select id, owner_id from cases where id = any($1::uuid[]) and owner_id is not null`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.ownerId]));
}

async function supervisorsOf(tx: Tx, wishes: readonly { row: RunRow }[]): Promise<Map<string, string>> {
  const ids = [...new Set(wishes.flatMap(({ row }) => (row.campaignId ? [row.campaignId] : [])))];
  if (ids.length === 0) return new Map();
  const rows = await tx.prepared<{ id: string; supervisorId: string }>(
    'assign-supervisors',
    'select id, supervisor_id from campaigns where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.supervisorId]));
}
