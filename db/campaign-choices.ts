/** What a campaign can be put together from: published scenarios, groups, imports, supervisors, and customers by name. */
import { demand, seesEverybody, type Viewer } from '../domain/access.ts';
import type { Said } from '../domain/domain-error.ts';
import { SENDS_MAIL } from './campaign-checks.ts';
import { isMailOff } from './channel-accounts.ts';
import { listLegalEntities } from './channel-settings.ts';
import type { Tx } from './database.ts';
import { knownImports, type KnownImport } from './imports.ts';
import { visible } from './scope.ts';
import { likeable } from './search-text.ts';

export type CampaignChoices = {
  /** The newest version of every active scenario for participants. */
  readonly scenarios: readonly {
    readonly versionId: string;
    readonly number: number;
    readonly namePl: string;
    readonly nameEn: string;
    readonly sendsMail: boolean;
  }[];
  /** Our own firms, the default one first. */
  readonly legalEntities: readonly { readonly id: string; readonly name: string }[];
  /** No account for e-mail is active. */
  readonly mailOff: boolean;
  /** The viewer sees all customers, so whole groups and everybody are theirs to choose. */
  readonly whole: boolean;
  readonly groups: readonly { readonly id: string; readonly name: string; readonly members: number }[];
  readonly classes: readonly { readonly id: string; readonly name: Said; readonly members: number }[];
  readonly imports: readonly KnownImport[];
  readonly supervisors: readonly { readonly id: string; readonly name: string }[];
  /** The date in the organisation's zone. */
  readonly today: string;
};

export async function campaignChoices(tx: Tx, viewer: Viewer): Promise<CampaignChoices> {
  demand(viewer, 'campaign.read');
  const whole = seesEverybody(viewer);
  const { today } = await tx.one<{ today: string }>(
    `select (now() at time zone coalesce((select time_zone from installation), 'Europe/Warsaw'))::date as today`,
  );
  return {
    scenarios: await tx.rows(
      `select distinct on (s.id) v.id as version_id, v.number, s.name_pl, s.name_en, ${SENDS_MAIL} as sends_mail
       from scenarios s join scenario_versions v on v.scenario_id = s.id
       where s.active and s.subject_kind = 'participant' order by s.id, v.number desc`,
    ),
    legalEntities: await listLegalEntities(tx),
    mailOff: await isMailOff(tx),
    whole,
    groups: await tx.rows(
      `select g.id, g.name, (select count(*) from group_members m where m.group_id = g.id) as members
       from groups g where $1 order by g.name limit 500`,
      [whole],
    ),
    classes: await tx.rows(
      `select k.id, jsonb_build_object('pl', k.name_pl, 'en', k.name_en) as name,
         (select count(*) from class_members m where m.class_id = k.id) as members
       from classes k where k.active and $1 order by k.position, k.id`,
      [whole],
    ),
    imports: whole ? await knownImports(tx, viewer, ['done']) : [],
    supervisors: await tx.rows(
      `select id, name from users where active and role in ('administrator', 'supervisor') order by name`,
    ),
    today,
  };
}

/** A company, or a person of one, that can be picked by hand. */
export type Pick = {
  readonly companyId: string;
  readonly companyName: string;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly city: string | null;
};

/** Customers whose name or address begins or holds the words: companies first. Fewer than two letters find nobody. */
export async function findPicks(tx: Tx, viewer: Viewer, words: string): Promise<Pick[]> {
  demand(viewer, 'campaign.read');
  demand(viewer, 'company.read');
  if (words.trim().length < 2) return [];
  return tx.rows<Pick>(
    `(select id as company_id, name as company_name, null::uuid as person_id, null as person_name, city from companies k
      where ${visible('companies', viewer, 'k')} and search_text like '%' || plain_text($1) || '%' order by name limit 8)
     union all
     (select k.id, k.name, p.id, concat_ws(' ', p.first_name, p.last_name), k.city from people p join companies k on k.id = p.company_id
      where p.deleted_at is null and ${visible('companies', viewer, 'k')} and p.search_text like '%' || plain_text($1) || '%'
      order by p.last_name limit 8)`,
    [likeable(words.trim())],
  );
}

/** The names of what was picked by hand, for a form that is opened again. */
export async function namesOfPicks(
  tx: Tx,
  viewer: Viewer,
  picked: { readonly companies: readonly string[]; readonly people: readonly string[] },
): Promise<Pick[]> {
  return tx.rows<Pick>(
    `select id as company_id, name as company_name, null::uuid as person_id, null as person_name, city from companies k
       where id = any($1::uuid[]) and ${visible('companies', viewer, 'k')}
     union all
     select k.id, k.name, p.id, concat_ws(' ', p.first_name, p.last_name), k.city from people p join companies k on k.id = p.company_id
       where p.id = any($2::uuid[]) and ${visible('companies', viewer, 'k')}`,
    [picked.companies, picked.people],
  );
}
