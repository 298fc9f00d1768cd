import { may, type Right, type Viewer } from '../domain/access.ts';
import type { Said } from '../domain/domain-error.ts';
import { balancesOf, type Balance } from './balances.ts';
import { readCompany, type Company } from './companies.ts';
import { visibleCases } from './case-scope.ts';
import { consentsOf, type ConsentHistory } from './consents.ts';
import { classesOf, type CompanyClass } from './class-members.ts';
import { fileIdsOf } from './customer-files.ts';
import { industryEntries } from './industries.ts';
import type { Tx } from './database.ts';
import { visibleOpportunities } from './opportunity-scope.ts';
import { IS_OVERDUE } from './paused-tasks.ts';
import { peopleOf, type Person } from './people.ts';
import { UNSETTLED } from './run-rows.ts';
import { namedCampaign, notFound, visible } from './scope.ts';
import { suppressionsOf, type ShownPoint } from './suppressions.ts';
import { notPrivate, parameters, visibleTasks } from './task-scope.ts';

export type Branch = {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly version: number;
};
/** A group that the customer is in, itself or by some of its people alone. */
export type GroupOfCompany = { readonly id: string; readonly name: string; readonly itself: boolean };
export type RunningScenario = {
  readonly id: string;
  readonly name: { readonly pl: string; readonly en: string } | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly state: string;
  readonly dueAt: string | null;
  /** The case in which it runs. `name` only where the viewer sees the case. */
  readonly inCase: { readonly id: string; readonly name: string | null } | null;
  /** People start and end it by themselves; what a campaign follows ends with it. */
  readonly alone: boolean;
  /** It waits for its first move, or for the one that ends it: seconds. */
  readonly unsettled: boolean;
};

/** How many stand behind each tab; counted up to a thousand. */
export type TabCounts = {
  readonly people: number;
  readonly branches: number;
  readonly tasks: number;
  readonly cases: number;
  readonly opportunities: number;
  readonly files: number;
  readonly messages: number;
  readonly campaigns: number;
  readonly notes: number;
  readonly finance: number;
};

/** Everything that the card of a customer shows at once, for this viewer. */
export type CompanyCard = Company & {
  /** Undefined where the viewer may not read it. */
  readonly pesel?: string | null;
  readonly ownerName: string | null;
  readonly parentName: string | null;
  /** What the industry is called now; null where it is no entry of the dictionary. */
  readonly industryName: Said | null;
  readonly contactPoints: readonly ShownPoint[];
  readonly people: readonly Person[];
  readonly branches: readonly Branch[];
  readonly consents: readonly ConsentHistory[];
  readonly groups: readonly GroupOfCompany[];
  readonly classes: readonly CompanyClass[];
  readonly runs: readonly RunningScenario[];
  readonly openTasks: number;
  readonly overdueTasks: number;
  readonly lastContactAt: string | null;
  /** By currency; empty without the right to read transactions. */
  readonly balances: readonly Balance[];
  /** Since when nothing automatic happens to this customer, and why. */
  readonly frozen: { readonly since: string; readonly reason: string | null } | null;
  readonly counts: TabCounts;
};

/** Throws `company.not_found`. */
export async function readCard(tx: Tx, viewer: Viewer, id: string): Promise<CompanyCard> {
  const company = await readSeen(tx, viewer, id);
  const [beside, contactPoints, people, branches, consents, groups, classes, runs, tasks, money, counts] =
    await Promise.all([
      namesBeside(tx, viewer, id),
      tx.rows<ShownPoint>(
        `select id, person_id, kind, value, normalised, label, is_main, state, state_reason, version, ${suppressionsOf('p')} as suppressions
       from contact_points p where company_id = $1 and person_id is null and state <> 'removed' order by kind, is_main desc, created_at limit 200`,
        [id],
      ),
      peopleOf(tx, viewer, id),
      tx.rows<Branch>(
        `select id, name, city, version from companies c where parent_id = $1 and ${visible('companies', viewer, 'c')} order by name limit 200`,
        [id],
      ),
      consentsOf(tx, viewer, { companyId: id }),
      tx.rows<GroupOfCompany>(
        `select g.id, g.name, bool_or(m.person_id is null) as itself from groups g join group_members m on m.group_id = g.id
         where m.company_id = $1 group by g.id order by g.name`,
        [id],
      ),
      classesOf(tx, id),
      may(viewer, 'run.read') ? runningScenarios(tx, viewer, id) : [],
      taskNumbers(tx, viewer, id),
      may(viewer, 'transaction.read') ? balancesOf(tx, viewer, id) : [],
      tabCounts(tx, viewer, id),
    ]);
  const { pesel, ...names } = beside;
  return {
    ...company,
    ...names,
    ...(may(viewer, 'company.pesel') ? { pesel } : {}),
    ...tasks,
    contactPoints,
    people,
    branches,
    consents,
    groups,
    classes,
    runs,
    balances: money,
    counts,
  };
}

/** What stands with a customer beside their money: work that is open, procedures that run, and whether they are frozen. */
export type Standing = Pick<CompanyCard, 'openTasks' | 'overdueTasks' | 'frozen'> & { readonly running: number };

/** Of a customer whom the viewer sees. */
export async function standingOf(tx: Tx, viewer: Viewer, id: string): Promise<Standing> {
  const runs = may(viewer, 'run.read')
    ? `(select count(*) from runs r where r.company_id = $1 and r.state <> 'ended')`
    : '0';
  const [tasks, rest] = await Promise.all([
    taskNumbers(tx, viewer, id),
    tx.one<Pick<Standing, 'frozen' | 'running'>>(`select ${runs}::int as running, ${frozen('$1')} as frozen`, [id]),
  ]);
  return { ...tasks, ...rest };
}

function frozen(id: string): string {
  return `(select jsonb_build_object('since', f.frozen_from, 'reason', f.reason) from freezes f
    where f.scope_kind = 'company' and f.scope_id = ${id} and f.frozen_to is null limit 1)`;
}

async function readSeen(tx: Tx, viewer: Viewer, id: string): Promise<Company> {
  const seen = await tx.maybe(`select 1 from companies c where c.id = $1 and ${visible('companies', viewer, 'c')}`, [
    id,
  ]);
  if (!seen) throw notFound('company');
  return readCompany(tx, viewer, id);
}

/** Where a customer or a person that was merged has gone, however often; undefined for any other. */
export async function mergedInto(
  tx: Tx,
  viewer: Viewer,
  { table, id }: { readonly table: 'companies' | 'people'; readonly id: string },
): Promise<string | undefined> {
  const found = await tx.maybe<{ id: string }>(
    `with recursive chain as (
       select merged_into as id, 1 as depth from ${table} where id = $1 and merged_into is not null
       union all select c.merged_into, depth + 1 from chain join ${table} c on c.id = chain.id
         where c.merged_into is not null and depth < 20)
     select chain.id from chain join ${table} c on c.id = chain.id and ${visible(table, viewer, 'c')}
     order by depth desc limit 1`,
    [id],
  );
  return found?.id;
}

type Beside = Pick<CompanyCard, 'ownerName' | 'parentName' | 'industryName' | 'lastContactAt' | 'frozen'> & {
  pesel: string | null;
};

async function namesBeside(tx: Tx, viewer: Viewer, id: string): Promise<Beside> {
  const params = parameters();
  return tx.one<Beside>(
    `select c.pesel, u.name as owner_name, p.name as parent_name,
       (select jsonb_build_object('pl', e.name_pl, 'en', e.name_en) from ${industryEntries} e where e.code = c.industry) as industry_name, greatest(
       (select max(done_at) from tasks t where t.company_id = c.id and t.state = 'done' and ${notPrivate(viewer, params)}),
       (select max(coalesce(received_at, sent_at)) from messages where company_id = c.id)) as last_contact_at,
       ${frozen('c.id')} as frozen
     from companies c left join users u on u.id = c.owner_id
       left join companies p on p.id = c.parent_id and ${visible('companies', viewer, 'p')} where c.id = ${params.add(id)}`,
    params.list,
  );
}

async function tabCounts(tx: Tx, viewer: Viewer, id: string): Promise<TabCounts> {
  const params = parameters();
  const company = params.add(id);
  const few = (rows: string) => `(select count(*) from (select 1 from ${rows} limit 1000) counted)`;
  const asked = (right: Right, rows: () => string) => (may(viewer, right) ? few(rows()) : '0::bigint');
  return tx.one<TabCounts>(
    `select ${few(`people p where p.company_id = ${company} and p.deleted_at is null`)} as people,
       ${few(`companies c where c.parent_id = ${company} and ${visible('companies', viewer, 'c')}`)} as branches,
       ${asked('task.read', () => `tasks t where t.company_id = ${company} and t.state = 'open' and ${visibleTasks(viewer, params)}`)} as tasks,
       ${asked(
         'case.read',
         () => `cases k where (k.company_id = ${company} or k.id in (select case_id from case_companies where company_id = ${company}))
         and ${visibleCases(viewer, params)}`,
       )} as cases,
       ${asked('opportunity.read', () => `opportunities o where o.company_id = ${company} and o.state = 'open' and ${visibleOpportunities(viewer, params)}`)} as opportunities,
       ${asked('file.read', () => `(${fileIdsOf(viewer, params, company)}) files`)} as files,
       ${asked('message.read', () => `messages m where m.company_id = ${company}`)} as messages,
       ${asked('campaign.read', () => `participants a where a.company_id = ${company}`)} as campaigns,
       ${few(`notes n where n.company_id = ${company} and n.task_id is null and n.deleted_at is null`)} as notes,
       ${asked('transaction.read', () => `transactions x where x.company_id = ${company}`)} as finance`,
    params.list,
  );
}

async function runningScenarios(tx: Tx, viewer: Viewer, id: string): Promise<RunningScenario[]> {
  const params = parameters();
  const seen = may(viewer, 'case.read') ? visibleCases(viewer, params) : 'false';
  return tx.rows<RunningScenario>(
    `select r.id, jsonb_build_object('pl', s.name_pl, 'en', s.name_en) as name, g.id as campaign_id, g.name as campaign_name, r.state, r.due_at,
       case when r.case_id is not null then jsonb_build_object('id', r.case_id, 'name',
         (select k.number || ' ' || k.name from cases k where k.id = r.case_id and ${seen})) end as in_case,
       r.kind = 'procedure' and r.participant_id is null as alone, ${UNSETTLED} as unsettled
     from runs r join scenario_versions v on v.id = r.version_id join scenarios s on s.id = v.scenario_id
       ${namedCampaign(viewer, 'g', 'r.campaign_id')}
     where r.company_id = ${params.add(id)} and r.state <> 'ended' order by r.due_at nulls last, r.id limit 1000`,
    params.list,
  );
}

async function taskNumbers(tx: Tx, viewer: Viewer, id: string) {
  const params = parameters();
  return tx.one<Pick<CompanyCard, 'openTasks' | 'overdueTasks'>>(
    `select count(*) as open_tasks, count(*) filter (where ${IS_OVERDUE}) as overdue_tasks from tasks t
     where t.company_id = ${params.add(id)} and t.state = 'open' and ${visibleTasks(viewer, params)}`,
    params.list,
  );
}
