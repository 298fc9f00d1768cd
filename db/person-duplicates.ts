/** Which contact person may be the one that is being typed: among those whom the viewer sees (rule 25). */
import type { Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import { actorBy, visible } from './scope.ts';

export type PersonLikeness = {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phone?: string;
  /** Their own customer stands first. */
  readonly companyId?: string;
};
export type LikelyPerson = {
  readonly id: string;
  readonly name: string;
  readonly companyId: string;
  readonly companyName: string;
  readonly because: 'email' | 'phone' | 'name';
};

/** Same e-mail or phone, or a very similar name. At most ten. */
export async function findPersonDuplicates(tx: Tx, viewer: Viewer, like: PersonLikeness): Promise<LikelyPerson[]> {
  actorBy(viewer, 'company.read');
  const { firstName = '', lastName = '', email = '', phone = '', companyId = null } = like;
  const last = lastName.trim().length > 2 ? lastName.trim() : '';
  return tx.rows<LikelyPerson>(
    `with asked as (select plain_text($1) as whole, plain_text($2) as last)
     select * from (
       select distinct on (p.id) p.id, concat_ws(' ', p.first_name, p.last_name) as name, p.company_id, c.name as company_name, found.because
       from (
         select person_id as id, kind as because, case kind when 'email' then 1 else 2 end as rank from contact_points
           where person_id is not null and state <> 'removed'
             and ((kind = 'email' and normalised = $3 and $3 <> '') or (kind = 'phone' and normalised = $4 and $4 <> ''))
         union all (select n.id, 'name', 3 from people n, asked
           where $2 <> '' and n.search_text like '%' || asked.last || '%' and similarity(n.search_text, asked.whole) > 0.6 limit 50)
       ) found join people p on p.id = found.id and ${visible('people', viewer, 'p')} join companies c on c.id = p.company_id
       order by p.id, found.rank) likely
     order by company_id is distinct from $5::uuid, because = 'name', name, id limit 10`,
    [`${firstName} ${last}`.trim(), last, email, phone, companyId],
  );
}
