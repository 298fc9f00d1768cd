/** The customer of a task, as work mode shows them: what helps to do the task, within what the viewer may see. */
import { may, type Viewer } from '../domain/access.ts';
import { isListedPhone } from './call-rules.ts';
import { aboutFirst } from './consents.ts';
import type { Tx } from './database.ts';
import { visible } from './scope.ts';
import type { Task } from './task-rows.ts';
import { notPrivate, parameters } from './task-scope.ts';

export type Customer = {
  readonly id: string;
  /** Otherwise the task opens no more of them than whom to call. */
  readonly seen: boolean;
  readonly name: string;
  readonly nip: string | null;
  readonly class: string | null;
  readonly city: string | null;
  readonly notes: string | null;
  readonly turnoverMinor: number | null;
  readonly currency: string;
  readonly ownerName: string | null;
  readonly personName: string | null;
  readonly personPosition: string | null;
  readonly lastContactAt: string | null;
  /** Those that may be called for this: of the person first, the main ones first. */
  readonly phones: readonly { readonly value: string; readonly normalised: string; readonly who: string | null }[];
  readonly emails: readonly { readonly value: string; readonly who: string | null }[];
  /** In force, by channel and purpose. */
  readonly consents: readonly { readonly channel: string; readonly purpose: string; readonly status: string }[];
};

type Called = Pick<Task, 'companyId' | 'personId' | 'purpose'>;

/**
 * Null for a task without a customer, and without the right to read customers. Of one whom the viewer does not see the task
 * opens the name, its person and the number to call, and nothing else.
 */
export async function workCustomer(tx: Tx, viewer: Viewer, task: Called): Promise<Customer | null> {
  if (!task.companyId || !may(viewer, 'company.read')) return null;
  return (await seenCustomer(tx, viewer, task)) ?? (await whomToCall(tx, task));
}

async function seenCustomer(
  tx: Tx,
  viewer: Viewer,
  { companyId, personId, purpose }: Called,
): Promise<Customer | undefined> {
  const params = parameters();
  const [company, person] = [params.add(companyId), params.add(personId)];
  const listed = isListedPhone('n', params.add(purpose ?? 'service'));
  const sql = `select c.id, true as seen, c.name, c.nip, c.class, c.city, c.notes, c.turnover_minor, c.currency, o.name as owner_name,
       nullif(concat_ws(' ', p.first_name, p.last_name), '') as person_name, p.position as person_position,
       greatest((select max(done_at) from tasks t where t.company_id = c.id and t.state = 'done' and ${notPrivate(viewer, params)}),
         (select max(coalesce(sent_at, received_at)) from messages m where m.company_id = c.id)) as last_contact_at,
       (select coalesce(json_agg(json_build_object('value', n.value, 'normalised', n.normalised, 'who', w.name)
          order by (n.person_id is not distinct from ${person}) desc, (n.person_id is null) desc, n.is_main desc, n.id), '[]') from contact_points n
        left join lateral (select nullif(concat_ws(' ', first_name, last_name), '') as name from people where id = n.person_id) w on true
        where n.company_id = c.id and n.kind = 'phone' and n.state = 'good' and not ${listed}) as phones,
       (select coalesce(json_agg(json_build_object('value', n.value, 'who', w.name)
          order by (n.person_id is not distinct from ${person}) desc, (n.person_id is null) desc, n.is_main desc, n.id), '[]') from contact_points n
        left join lateral (select nullif(concat_ws(' ', first_name, last_name), '') as name from people where id = n.person_id) w on true
        where n.company_id = c.id and n.kind = 'email' and n.state = 'good') as emails,
       (select coalesce(json_agg(json_build_object('channel', k.channel, 'purpose', k.purpose, 'status', k.status)), '[]')
        from (select distinct on (channel, purpose) channel, purpose, status from consents k
              where company_id = c.id and (person_id is null or person_id = ${person})
                and ${aboutFirst({ company, person, kind: 'k.channel' })}
              order by channel, purpose, recorded_at desc, id desc) k) as consents
     from companies c left join users o on o.id = c.owner_id left join people p on p.id = ${person}
     where c.id = ${company} and ${visible('companies', viewer, 'c')}`;
  // The condition of who sees only their own names them: it is a statement of theirs, and not kept.
  const [row] =
    viewer.customers === 'own'
      ? await tx.rows<Customer>(sql, params.list)
      : await tx.prepared<Customer>('work-customer', sql, params.list);
  return row;
}

/** The person's number, else that of the firm. */
async function whomToCall(tx: Tx, { companyId, personId, purpose }: Called): Promise<Customer | null> {
  const found = await tx.maybe<Pick<Customer, 'id' | 'name' | 'currency' | 'personName' | 'personPosition' | 'phones'>>(
    `select c.id, c.name, c.currency, nullif(concat_ws(' ', p.first_name, p.last_name), '') as person_name, p.position as person_position,
       (select coalesce(json_agg(json_build_object('value', n.value, 'normalised', n.normalised, 'who', null)), '[]') from (
          select value, normalised from contact_points a where company_id = c.id and kind = 'phone' and state = 'good'
            and (person_id = $2 or person_id is null) and not ${isListedPhone('a', '$3')} order by person_id is null, is_main desc, id limit 1) n) as phones
     from companies c left join people p on p.id = $2 where c.id = $1`,
    [companyId, personId, purpose ?? 'service'],
  );
  const closed = {
    nip: null,
    class: null,
    city: null,
    notes: null,
    turnoverMinor: null,
    ownerName: null,
    lastContactAt: null,
  };
  return found ? { ...closed, ...found, seen: false, emails: [], consents: [] } : null;
}
