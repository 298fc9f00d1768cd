/** What uses a group of customers, and its end. */
import { actorOf, demand, may, seesEverybody, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { changedMeanwhile, membersToldOf, type Group } from './groups.ts';
import { beyond, notFound, visible, visibleMembers } from './scope.ts';

/** What would go with the group or miss it. */
export type GroupUses = {
  /** Customers and people in it whom the viewer sees, counted as far as the first beyond ten thousand. */
  readonly members: number;
  /** Why it cannot be deleted now, in the viewer's language. */
  readonly refused: string | null;
  /** Classes whose condition asks for it: nobody belongs to them by this group any more. */
  readonly classes: readonly string[];
  /** Saved views that ask for it, also those of others. */
  readonly views: number;
  /** Bulk actions with it that run, or that can still be undone. */
  readonly bulks: number;
};

/** What is asked about before a group is deleted. Throws `group.not_found`. */
export async function usesOfGroup(tx: Tx, viewer: Viewer, id: string): Promise<GroupUses> {
  demand(viewer, 'company.edit');
  const group = await findGroup(tx, viewer, { id });
  const counted = await tx.one<Omit<GroupUses, 'refused'>>(
    `select (select count(*)::int from (select 1 from group_members m where m.group_id = $1 and ${visibleMembers(viewer)} limit 10001) k) as members,
       array(select name_${viewer.language} from classes where active and strpos(condition::text, $1::text) > 0 order by 1) as classes,
       (select count(*)::int from views where strpos(view::text, $1::text) > 0) as views,
       (select count(*)::int from bulks where created_at > now() - interval '2 days' and params ->> 'groupId' = $1::text
          and (state in ('running', 'undoing') or undo_until > now())) as bulks`,
    [id],
  );
  return { ...counted, refused: (await whyNot(tx, viewer, group))?.said[viewer.language] ?? null };
}

type Deleting = { readonly id: string; readonly version: number };

/**
 * Deletes a group, and says so in the history of whoever was in it. Throws `group.in_campaign`, which names the campaigns,
 * `group.holds_others` and `group.changed`.
 */
export async function deleteGroup(tx: Tx, viewer: Viewer, { id, version }: Deleting): Promise<void> {
  demand(viewer, 'company.edit');
  const group = await findGroup(tx, viewer, { id, lock: 'for update' });
  if (group.version !== version) throw withNow(changedMeanwhile(group.name), group);
  const refused = await whyNot(tx, viewer, group);
  if (refused) throw refused;
  const actor = actorOf(viewer);
  const members = await membersToldOf(tx, {
    changed: 'delete from group_members where group_id = $1 returning company_id, person_id',
    values: [id],
    group,
    verb: 'remove from group',
    actor: actorText(actor),
  });
  await tx.run('delete from groups where id = $1', [id]);
  await recordAudit(tx, {
    actor,
    noun: 'group',
    recordId: id,
    verb: 'delete',
    changes: { name: [group.name, null], members: [members, null] },
  });
}

type Finding = { readonly id: string; readonly lock?: 'for update' };

async function findGroup(tx: Tx, viewer: Viewer, { id, lock }: Finding): Promise<Group> {
  const group = await tx.maybe<Group>(
    `select g.id, g.name, g.category, g.description, g.version from groups g
     where g.id = $1 and ${visible('groups', viewer, 'g')} ${lock ?? ''}`,
    [id],
  );
  if (!group) throw notFound('group');
  return group;
}

async function whyNot(tx: Tx, viewer: Viewer, { id, name }: Group): Promise<DomainError | undefined> {
  const campaigns = await tx.rows<{ name: string }>(
    `select name from campaigns where state not in ('ended', 'cancelled')
       and id in (select campaign_id from campaign_audience where kind = 'group' and ref_id = $1) order by name collate "pl-x-icu"`,
    [id],
  );
  if (campaigns.length > 0) {
    return inCampaign(name, may(viewer, 'campaign.read') ? campaigns.map((one) => one.name) : []);
  }
  return (await holdsOthers(tx, viewer, id)) ? holdingOthers(name) : undefined;
}

/** Whoever sees their own customers alone takes nobody else's out of a group. */
async function holdsOthers(tx: Tx, viewer: Viewer, id: string): Promise<boolean> {
  if (seesEverybody(viewer)) return false;
  const other = await tx.maybe(
    `select 1 from group_members m join companies k on k.id = m.company_id
     where m.group_id = $1 and ${beyond('companies', viewer, 'k')} limit 1`,
    [id],
  );
  return other !== undefined;
}

function inCampaign(group: string, names: readonly string[]): DomainError {
  const [pl, en] = [names.map((name) => `„${name}”`).join(', '), names.map((name) => `"${name}"`).join(', ')];
  const one = names.length === 1;
  return new DomainError('group.in_campaign', {
    pl: `Grupy „${group}” nie można teraz usunąć: wskazuje ją kampania, która jeszcze się nie zakończyła${pl ? ` (${pl})` : ''}. ${one ? 'Usuń grupę z jej odbiorców albo poczekaj na jej koniec.' : 'Usuń grupę z odbiorców takich kampanii albo poczekaj na ich koniec.'}`,
    en: `The group "${group}" cannot be deleted now: it is named by a campaign that has not ended${en ? ` (${en})` : ''}. ${one ? 'Take the group off its audience, or wait until it has ended.' : 'Take the group off the audience of such campaigns, or wait until they have ended.'}`,
  });
}

function holdingOthers(group: string): DomainError {
  return new DomainError('group.holds_others', {
    pl: `W grupie „${group}” są też klienci, których nie widzisz, więc nie możesz jej usunąć. Poproś o to kogoś, kto widzi wszystkich klientów.`,
    en: `In the group "${group}" there are customers whom you do not see, so you cannot delete it. Ask somebody who sees all customers.`,
  });
}
