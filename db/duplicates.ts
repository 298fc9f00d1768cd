/** Who may be the same as what is being typed: inside the viewer's scope with their card, outside it a hint only (rule 25). */
import type { Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { isNip, normaliseNip } from '../domain/ids/nip.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { actorBy, beyond, notFound, visible } from './scope.ts';

export type Likeness = {
  readonly name?: string;
  readonly nip?: string;
  readonly email?: string;
  readonly phone?: string;
  /** Not like itself. */
  readonly exceptId?: string;
};
export type Duplicate = {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly nip: string | null;
  readonly because: 'nip' | 'email' | 'phone' | 'name';
};
/** Somebody whom the viewer does not see: there is one, and who looks after them. */
export type Hint = { readonly because: 'nip' | 'email' | 'phone'; readonly ownerName: string | null };

/** Same NIP, e-mail or phone, or a very similar name. At most ten. */
export async function findDuplicates(tx: Tx, viewer: Viewer, like: Likeness): Promise<Duplicate[]> {
  actorBy(viewer, 'company.read');
  const name = like.name?.trim() ?? '';
  return tx.rows<Duplicate>(
    `select * from (
       select distinct on (c.id) c.id, c.name, c.city, c.nip, found.because, found.rank from (
         ${EXACT}
         union all (select id, 'name', 4 from companies
           where $4 <> '' and search_text like '%' || $5 || '%' and similarity(plain_text(name), plain_text($4)) > 0.5 limit 50)
       ) found join companies c on c.id = found.id and ${visible('companies', viewer, 'c')}
       where c.id is distinct from $6::uuid
       order by c.id, found.rank) likely
     order by rank, similarity(plain_text(name), plain_text($4)) desc, id limit 10`,
    [...exactly(like), name, await longestWord(tx, name), like.exceptId ?? null],
  );
}

const EXACT = `select id, 'nip' as because, 1 as rank from companies where $1 <> '' and nip = $1
  union all select company_id, kind, case kind when 'email' then 2 else 3 end from contact_points
    where state <> 'removed'
      and ((kind = 'email' and normalised = $2 and $2 <> '') or (kind = 'phone' and normalised = $3 and $3 <> ''))`;

function exactly({ nip, email, phone }: Likeness): [string, string, string] {
  const number = nip ? normaliseNip(nip) : '';
  return [isNip(number) ? number : '', email ?? '', phone ?? ''];
}

/** The longest word of a name narrows the search by the trigram index before names are compared. */
async function longestWord(tx: Tx, name: string): Promise<string> {
  const longest = name.split(/[^\p{L}\p{N}]+/u).toSorted((a, b) => b.length - a.length)[0] ?? '';
  return (await tx.one<{ plain: string }>('select plain_text($1) as plain', [longest])).plain;
}

/** Customers of others of which one person is told within an hour: whoever wants more is going through a list. */
export const hintsPerHour = 30;

/**
 * Exact matches outside of the viewer's scope. Each is written into the audit; beyond the hour's limit nothing is answered.
 * The name is never told.
 */
export async function hintsOf(db: Db, viewer: Viewer, like: Likeness): Promise<Hint[]> {
  actorBy(viewer, 'company.edit');
  const outside = beyond('companies', viewer, 'c');
  if (outside === 'false') return [];
  return db.transaction(async (tx) => {
    const found = await tx.rows<Hint & { id: string }>(
      `select distinct on (c.id) c.id, found.because, u.name as owner_name from (${EXACT}) found
         join companies c on c.id = found.id and ${outside} left join users u on u.id = c.owner_id
       order by c.id, found.rank limit 3`,
      exactly(like),
    );
    await oneAtATime(tx, viewer);
    const told: Hint[] = [];
    for (const { id, because, ownerName } of found) {
      if (await noteHint(tx, viewer, { id, because })) told.push({ because, ownerName });
    }
    return told;
  });
}

async function noteHint(tx: Tx, viewer: Viewer, { id, because }: { id: string; because: string }): Promise<boolean> {
  const { n } = await tx.one<{ n: number }>(
    `select count(*) as n from duplicate_hints where user_id = $1 and at > now() - interval '1 hour' and company_id <> $2`,
    [viewer.userId, id],
  );
  if (n >= hintsPerHour) return false;
  await tx.run(
    `insert into duplicate_hints (user_id, company_id, because) values ($1, $2, $3)
     on conflict (user_id, company_id, because) do update set at = now()`,
    [viewer.userId, id, because],
  );
  const actor = actorBy(viewer, 'company.edit');
  await recordAudit(tx, { actor, noun: 'company', recordId: id, verb: 'hint', changes: { because: [null, because] } });
  return true;
}

/**
 * Asks whoever looks after the customer of the last hint for access; they are reminded of it once. Throws
 * `company.asked_already` for another time.
 */
export async function askForAccess(db: Db, viewer: Viewer, like: Likeness): Promise<void> {
  const actor = actorBy(viewer, 'company.edit');
  const outside = beyond('companies', viewer, 'c');
  await db.transaction(async (tx) => {
    const found = await tx.maybe<{ id: string; name: string; ownerId: string | null; isAsked: boolean }>(
      `select c.id, c.name, h.asked_at is not null as is_asked, coalesce(c.owner_id, (select id from users where role = 'administrator' and active order by created_at limit 1)) as owner_id
       from (${EXACT}) found join companies c on c.id = found.id and ${outside}
         join duplicate_hints h on h.company_id = c.id and h.user_id = $4
       order by is_asked, found.rank limit 1`,
      [...exactly(like), viewer.userId],
    );
    if (!found) throw notFound('company');
    if (found.isAsked) throw askedAlready();
    if (!found.ownerId) throw nobodyToAsk();
    await tx.run('update duplicate_hints set asked_at = now() where user_id = $1 and company_id = $2', [
      viewer.userId,
      found.id,
    ]);
    await tx.run(
      `insert into reminders (user_id, remind_at, text_pl, text_en, link, created_by) values ($1, now(), $2, $3, $4, $5)`,
      [
        found.ownerId,
        `${viewer.name} prosi o dostęp do klienta ${found.name}.`,
        `${viewer.name} asks for access to ${found.name}.`,
        `/admin/companies/${found.id}`,
        `user:${viewer.userId}`,
      ],
    );
    await recordAudit(tx, { actor, noun: 'company', recordId: found.id, verb: 'ask for access' });
  });
}

function askedAlready(): DomainError {
  return new DomainError('company.asked_already', {
    pl: 'Twoja prośba czeka już u opiekuna tego klienta. Nie trzeba jej powtarzać.',
    en: 'Whoever looks after this customer has your request already. It need not be sent again.',
  });
}

function nobodyToAsk(): DomainError {
  return new DomainError('company.nobody_to_ask', {
    pl: 'Nikt się tym klientem nie opiekuje. Poproś administratora.',
    en: 'Nobody looks after this customer. Ask an administrator.',
  });
}
