/** What the sweep looks for in campaigns: days that have come without anybody doing anything, and runs that are stuck. */
import { actorText } from '../domain/actor.ts';
import type { Target } from '../domain/target.ts';
import type { Tx } from './database.ts';
import { campaignActor } from './participants.ts';

/** Targets of campaigns that should have gone on by now. One that is at it is woken for nothing, which does no harm. */
export async function lateCampaigns(tx: Tx): Promise<Target[]> {
  const rows = await tx.rows<{ target: Target }>(
    `with today as (
       select (now() at time zone coalesce((select time_zone from installation), 'Europe/Warsaw'))::date as date)
     select 'campaign:' || c.id as target from campaigns c, today
     where c.state in ('starting', 'running', 'ending', 'cancelled') and c.started_at is not null and c.ended_at is null
       and c.started_at < now() - interval '1 minute'
       and (c.state in ('ending', 'cancelled') or not exists (select 1 from freezes f
         where f.scope_kind = 'campaign' and f.scope_id = c.id and f.frozen_to is null))
       and (c.state <> 'running' or c.ends_on < today.date or c.materialised ->> 'done' is distinct from 'true'
         or exists (select 1 from campaign_stages g where g.campaign_id = c.id and (
           (g.state = 'planned' and g.starts_on <= today.date) or (g.state = 'open' and g.ends_on < today.date)
           or (g.state = 'open' and not g.admitted) or g.state = 'closing')))`,
  );
  return rows.map((row) => row.target);
}

/** Tells each supervisor once a day how many participants are stuck and wait for a decision. Answers how many were told. */
export async function tellOfStuckRuns(tx: Tx): Promise<number> {
  return tx.run(
    `insert into reminders (user_id, remind_at, text_pl, text_en, link, created_by)
     select c.supervisor_id, now(),
       'Utknęło: uczestnicy kampanii „' || c.name || '”, którzy czekają na decyzję: ' || s.count || '.',
       'Stuck: participants of campaign "' || c.name || '" that wait for a decision: ' || s.count || '.',
       s.link, $1
     from (select campaign_id, count(*) as count, '/admin/campaigns/' || campaign_id || '?tab=participants&state=stuck' as link
       from runs where state = 'stuck' and campaign_id is not null group by campaign_id) s
     join campaigns c on c.id = s.campaign_id and c.state in ('starting', 'running', 'ending')
     where not exists (select 1 from reminders r
       where r.user_id = c.supervisor_id and r.link = s.link and r.created_at > now() - interval '1 day')`,
    [actorText(campaignActor)],
  );
}
