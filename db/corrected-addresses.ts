/** Messages bear the address that they were planned for; the contact point behind it may be corrected meanwhile. */
import { actorText, type Actor } from '../domain/actor.ts';
import type { Tx } from './database.ts';

/** The address alone of a mail address as it was typed, like `normaliseEmail`. SQL. */
export function bareMail(typed: string): string {
  return `lower(regexp_replace(btrim(coalesce(substring(${typed} from '<([^<>]*)>\\s*$'), ${typed})), '^mailto:', '', 'i'))`;
}

/** Whether the contact point `point` still is the address that the message `m` bears. SQL. */
export function isStill(point: string): string {
  return `(m.channel <> 'email' or ${point}.normalised = ${bareMail('m.address')})`;
}

export type Corrected = {
  readonly id: string;
  readonly companyId: string;
  readonly value: string;
  readonly normalised: string;
};

/**
 * What is still planned for a contact point goes to its new address. Within a step of a campaign an address gets one message
 * (engine rule 18): where another run has that address already, the message keeps the old one, and is refused when its turn comes.
 * A sender that has read it already finds it put off, and reads it again with its new address.
 */
export async function readdressPlanned(tx: Tx, actor: Actor, corrected: Corrected): Promise<void> {
  const { id, companyId, value, normalised } = corrected;
  await tx.run(READDRESS, [companyId, id, value, normalised, actorText(actor)]);
}

/** So long a sender keeps at most what it has read ahead. */
const READ_AHEAD_SECONDS = 10;

const READDRESS = `
  with planned as materialized (
    select e.key, e.campaign_id, e.stage_id, e.step, e.run_id,
      e.campaign_id is not null and e.stage_id is not null and e.step is not null and e.run_id is not null as mass
    from messages m join effects e on e.key = m.effect_key
    where m.company_id = $1 and m.contact_point_id = $2 and e.kind = 'message' and e.state = 'planned' for update of e),
  claimed as (
    insert into address_claims (campaign_id, stage_id, step, address, run_id)
    select campaign_id, stage_id, step, $4, run_id from planned where mass order by key
    on conflict do nothing returning campaign_id, stage_id, step, run_id),
  held as (
    select * from claimed
    union all select c.campaign_id, c.stage_id, c.step, c.run_id from planned p
      join address_claims c using (campaign_id, stage_id, step, run_id) where c.address = $4),
  free as (
    select key from planned p where not mass or exists (select 1 from held h
      where (h.campaign_id, h.stage_id, h.step, h.run_id) = (p.campaign_id, p.stage_id, p.step, p.run_id))),
  elsewhere as (
    update effects e set domain = nullif(split_part($4, '@', 2), ''),
      not_before = greatest(e.not_before, now() + make_interval(secs => ${READ_AHEAD_SECONDS}))
    from free where e.key = free.key)
  update messages m set address = $3, search_text = replace(m.search_text, plain_text(m.address), plain_text($3)),
    updated_at = now(), updated_by = $5
  from free where m.effect_key = free.key`;
