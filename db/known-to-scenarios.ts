/** What a scenario may name here: people, teams, task types, templates, own fields and the rest. */
import { factOf } from '../domain/own/shapes.ts';
import type { Known } from '../domain/scenario/validate.ts';
import type { Tx } from './database.ts';
import { loadRuleBook } from './governor.ts';
import { industryEntries } from './industries.ts';
import { activeFields } from './own-fields.ts';

/** Fields of a company that a `set` step may write, besides own fields. */
const fields = ['class', 'industry', 'ownerId', 'website', 'notes'];

/** All that a version is checked against, as it stands now. */
export async function whatIsKnown(tx: Tx): Promise<Known> {
  const { organisation, ...known } = await tx.one<
    Omit<Known, 'roles' | 'purposes' | 'fields' | 'own' | 'industries'> & { organisation: string }
  >(
    `select array(select code from teams order by code) as queues,
       array(select id::text from users where active) as user_ids,
       array(select channel from channel_accounts where active union select 'email') as channels,
       array(select code from templates where active order by code) as templates,
       array(select code from task_types where active order by position) as task_types,
       array(select code from working_calendars order by code) as calendars,
       'organisation' as organisation`,
  );
  return {
    ...known,
    calendars: [...new Set([organisation, ...known.calendars])],
    roles: ['operator', 'supervisor', 'administrator'],
    purposes: Object.keys((await loadRuleBook(tx)).purposes),
    fields,
    own: await ownOfRuns(tx),
    industries: await tx.rows(
      `select code, jsonb_build_object('pl', name_pl, 'en', name_en) as name, active from ${industryEntries} e order by position, id`,
    ),
  };
}

/** Own fields of what a run is about, and of the task that it finished last; it has no opportunities nor documents. */
async function ownOfRuns(tx: Tx): Promise<NonNullable<Known['own']>> {
  const company = await activeFields(tx, 'company');
  const facts = company.map(factOf);
  for (const record of ['person', 'case', 'campaign', 'task'] as const)
    facts.push(...(await activeFields(tx, record)).map(factOf));
  return { facts, company };
}
