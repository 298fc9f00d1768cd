import type { Viewer } from '../domain/access.ts';
import { readCompany, type Company } from './companies.ts';
import { consentsOf, type ConsentHistory } from './consents.ts';
import type { ContactPoint } from './contact-points.ts';
import type { Tx } from './database.ts';
import { peopleOf, type Person } from './people.ts';
import { actorBy, visible } from './scope.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type Branch = { readonly id: string; readonly name: string; readonly city: string | null };
export type RunningScenario = {
  readonly id: string;
  readonly name: { readonly pl: string; readonly en: string } | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly state: string;
  readonly dueAt: string | null;
};

/** Everything that the card of a customer shows at once, for this viewer. */
export type CompanyCard = Company & {
  readonly ownerName: string | null;
  readonly parentName: string | null;
  readonly contactPoints: readonly ContactPoint[];
  readonly people: readonly Person[];
  readonly branches: readonly Branch[];
  readonly consents: readonly ConsentHistory[];
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly runs: readonly RunningScenario[];
  readonly openTasks: number;
  readonly overdueTasks: number;
  readonly lastContactAt: string | null;
};

/** Throws `company.not_found`. */
export async function readCard(tx: Tx, viewer: Viewer, id: string): Promise<CompanyCard> {
  actorBy(viewer, 'company.read');
  const company = await readCompany(tx, viewer, id);
  const [beside, contactPoints, people, branches, consents, groups, runs, tasks] = await Promise.all([
    namesBeside(tx, id),
    tx.rows<ContactPoint>(
      `select id, person_id, kind, value, normalised, label, is_main, state, state_reason, version from contact_points
       where company_id = $1 and person_id is null order by kind, is_main desc, created_at limit 200`,
      [id],
    ),
    peopleOf(tx, viewer, id),
    tx.rows<Branch>(
      `select id, name, city from companies c where parent_id = $1 and ${visible('companies', viewer, 'c')} order by name limit 200`,
      [id],
    ),
    consentsOf(tx, viewer, id),
    tx.rows<{ id: string; name: string }>(
      `select distinct g.id, g.name from groups g join group_members m on m.group_id = g.id where m.company_id = $1 order by g.name`,
      [id],
    ),
    runningScenarios(tx, id),
    taskNumbers(tx, viewer, id),
  ]);
  return { ...company, ...beside, contactPoints, people, branches, consents, groups, runs, ...tasks };
}

async function namesBeside(tx: Tx, id: string) {
  return tx.one<Pick<CompanyCard, 'ownerName' | 'parentName' | 'lastContactAt'>>(
    `select u.name as owner_name, p.name as parent_name, greatest(
       (select max(done_at) from tasks where company_id = c.id and state = 'done'),
       (select max(coalesce(received_at, sent_at)) from messages where company_id = c.id)) as last_contact_at
     from companies c left join users u on u.id = c.owner_id left join companies p on p.id = c.parent_id where c.id = $1`,
    [id],
  );
}

async function runningScenarios(tx: Tx, id: string): Promise<RunningScenario[]> {
  return tx.rows<RunningScenario>(
    `select r.id, jsonb_build_object('pl', s.name_pl, 'en', s.name_en) as name, r.campaign_id, k.name as campaign_name, r.state, r.due_at
     from runs r join scenario_versions v on v.id = r.version_id join scenarios s on s.id = v.scenario_id
       left join campaigns k on k.id = r.campaign_id
     where r.company_id = $1 and r.state <> 'ended' order by r.due_at nulls last, r.id limit 20`,
    [id],
  );
}

async function taskNumbers(tx: Tx, viewer: Viewer, id: string) {
  const params = parameters();
  return tx.one<Pick<CompanyCard, 'openTasks' | 'overdueTasks'>>(
    `select count(*) as open_tasks, count(*) filter (where t.due_at < now()) as overdue_tasks from tasks t
     where t.company_id = ${params.add(id)} and t.state = 'open' and ${visibleTasks(viewer, params)}`,
    params.list,
  );
}
