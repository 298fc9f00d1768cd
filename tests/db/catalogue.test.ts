import { expect } from 'chai';
import type { Db } from '../../db/database.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

/** Foreign keys without an index of their own, with the reason. What they refer to is never deleted. */
const withoutIndex: Readonly<Record<string, string>> = {
  'reminders (user_id)': 'users are deactivated; what is open is found by reminders_user',
  'runs (campaign_id)': 'campaigns stay; runs are found by their stage (runs_stage), those under way by runs_pump',
  'runs (version_id)': 'versions stay; who moves runs to a new version looks for single ones alone (runs_version)',
};

/** Tables whose rows do not say who wrote them, by the reason. */
const withoutActor: Readonly<Record<string, readonly string[]>> = {
  'the program keeps them for itself': ['installation', 'migrations', 'sessions', 'outbox', 'jobs', 'request_keys'],
  'reckoned from rows that say it': [
    'class_members',
    'company_balances',
    'company_facts',
    'company_facts_due',
    'company_facts_touched',
    'company_trade',
    'duplicate_hints',
    'case_numbers',
    'important_days',
  ],
  'a part of a row that says it': [
    'bulk_rows',
    'import_rows',
    'recurrence_days',
    'released_bookings',
    'task_people',
    'task_users',
  ],
  'written by the run that they belong to': ['run_moves', 'run_waits', 'address_claims', 'sent_mails', 'touches'],
  'settings: who changed them stands in the audit': [
    'case_kinds',
    'case_stages',
    'currencies',
    'file_categories',
    'lost_reasons',
    'opportunity_stages',
    'task_categories',
    'task_types',
    'team_members',
    'user_profiles',
  ],
  'of the one person whose it is, or who clicked': ['clipboard', 'view_choices', 'unsubscribes'],
};

describe('the catalogue of the database', () => {
  let test: TestDatabase;
  let db: Db;

  before(async () => {
    test = await freshDatabase(2);
    db = test.db;
  });
  after(() => test.drop());

  it('each foreign key has an index that begins with its columns, so that nothing that refers is sought row by row', async () => {
    const without = await db.rows<{ key: string }>(
      `select c.conrelid::regclass || ' (' || (select string_agg(a.attname, ', ' order by k.place)
           from unnest(c.conkey) with ordinality k(attnum, place)
           join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum) || ')' as key
       from pg_constraint c join pg_class t on t.oid = c.conrelid
       where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not t.relispartition
         and not exists (select 1 from pg_index i where i.indrelid = c.conrelid and i.indisvalid
           and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
           and (i.indpred is null or exists (select 1 from pg_attribute a where a.attrelid = c.conrelid and a.attnum = c.conkey[1]
             and pg_get_expr(i.indpred, i.indrelid) = '(' || a.attname || ' IS NOT NULL)')))
       order by 1`,
    );
    expect(without.map(({ key }) => key)).to.have.members(Object.keys(withoutIndex));
  });

  it('each table of business records says who wrote its rows', async () => {
    const without = await db.rows<{ name: string }>(
      `select t.relname::text as name from pg_class t
       where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
         and not exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.atttypid = 'actor_text'::regtype and not a.attisdropped)
       order by 1`,
    );
    expect(without.map(({ name }) => name)).to.have.members(Object.values(withoutActor).flat());
  });
});
