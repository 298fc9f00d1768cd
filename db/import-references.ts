/** Finds the records that rows of an import name in own fields, all of them at once, within the sight of who loads the file. */
import { may, type Right } from '../domain/access.ts';
import type { NamingColumns } from '../domain/import/naming-columns.ts';
import { CELL, type Sought } from '../domain/import/references.ts';
import { visibleCases } from './case-scope.ts';
import type { Tx } from './database.ts';
import { seenOpportunities } from './opportunity-scope.ts';
import { reachable, type By } from './scope.ts';
import { parameters, type Params } from './task-scope.ts';

type Finding = {
  readonly importId: string;
  readonly by: By;
  readonly naming: NamingColumns;
  /** Whether `matches` holds the customers of the rows: an opportunity is one of theirs. */
  readonly joined: boolean;
};

/**
 * Puts the ids of named records into the drafts of import `$1`. A row that names none, or one of several, becomes a wrong one
 * with the reason, and shows the texts of the file.
 */
export async function findNamed(tx: Tx, finding: Finding): Promise<void> {
  const { importId, naming, joined } = finding;
  if (Object.keys(naming).length === 0) return;
  await tx.run(namingTables);
  await tx.run(named, [importId]);
  await tx.run('analyze named');
  if (joined) await tx.run(ofTheirCustomers);
  for (const sought of Object.keys(sources) as Sought[]) await findEach(tx, finding, sought);
  await tx.run('analyze meant');
  await tx.run(settled, [JSON.stringify(naming)]);
  // Whom a row matches that turned out wrong counts for nothing.
  if (joined)
    await tx.run(`delete from matches m where not exists (${rowsOf} and r.join_key = m.join_key)`, [importId]);
}

const rowsOf = `select 1 from import_rows r where r.import_id = $1 and r.state = 'new'`;

const namingTables = `
  create temp table named (place tid, join_key text, "column" integer, own text, code text, sought text, key text, text text) on commit drop;
  create temp table meant (sought text, key text, n bigint, id uuid) on commit drop`;

/** Names are compared as everywhere: whatever their capitals and accents. */
const named = `
  insert into named select r.ctid, r.join_key, n."column", n.own, n.code, n.sought,
      case when n.sought in ('company', 'opportunity') then plain_text(n.key) else n.key end, n.text
    from import_rows r cross join lateral jsonb_to_recordset(r.cells -> 'named')
      n("column" integer, own text, code text, sought text, key text, text text)
    where r.import_id = $1 and r.state = 'new' and r.cells ? 'named'`;

const ofTheirCustomers = `
  update named d set key = m.company_id || '|' || d.key from matches m
  where d.sought = 'opportunity' and m.join_key = d.join_key and m.n = 1 and m.company_id is not null`;

async function findEach(tx: Tx, { by, joined }: Finding, sought: Sought): Promise<void> {
  const { right, of } = sources[sought];
  if (('rights' in by && !may(by, right)) || (sought === 'opportunity' && !joined)) return;
  const params = parameters();
  const found = of(by, params);
  await tx.run(
    `insert into meant select '${sought}', f.key, count(distinct f.id), min(f.id::text)::uuid from (${found}) f group by f.key`,
    params.list,
  );
}

type Source = { readonly right: Right; readonly of: (by: By, params: Params) => string };

const keysOf = (sought: Sought) => `(select distinct key from named where sought = '${sought}')`;

/** What is looked for: (key, id), as far as they see it. */
const sources: Readonly<Record<Sought, Source>> = {
  number: {
    right: 'case.read',
    of: (by, params) => `select k.number as key, k.id from cases k
      where k.number in ${keysOf('number')} and ${'rights' in by ? visibleCases(by, params) : 'true'}`,
  },
  nip: {
    right: 'company.read',
    of: (by) =>
      `select c.nip as key, c.id from companies c where c.nip in ${keysOf('nip')} and ${reachable('companies', by, 'c')}`,
  },
  company: {
    right: 'company.read',
    of: (by) => `select plain_text(c.name) as key, c.id from companies c
      where plain_text(c.name) in ${keysOf('company')} and ${reachable('companies', by, 'c')}`,
  },
  email: {
    right: 'company.read',
    of: (by) => `select a.normalised as key, p.id from contact_points a join people p on p.id = a.person_id
      where a.kind = 'email' and a.state <> 'removed' and a.normalised in ${keysOf('email')} and ${reachable('people', by, 'p')}`,
  },
  opportunity: {
    right: 'opportunity.read',
    of: (by, params) => `select o.company_id || '|' || plain_text(o.name) as key, o.id from opportunities o
      where o.company_id in (select m.company_id from named d join matches m on m.join_key = d.join_key
          where d.sought = 'opportunity' and m.n = 1)
        and ${'rights' in by ? seenOpportunities(by, params) : 'true'}`,
  },
};

const said = (language: 'pl' | 'en') => `replace(j.said ->> '${language}', '${CELL}', j.text)`;
const filled = (own: 'own' | 'personOwn') =>
  `jsonb_object_agg(j.code, j.id) filter (where j.n = 1 and j.own = '${own}')`;
const merged = (own: 'own' | 'personOwn', found: string) =>
  `case when t.${found} is null then '{}' else jsonb_build_object('${own}', coalesce(r.cells -> '${own}', '{}') || t.${found}) end`;

/** Drafts with what was found; `$1` is what is said of the columns. */
const settled = `
  with judged as (
      select d.place, d.own, d.code, d."column", d.text, m.id, m.n,
        $1::jsonb -> d."column"::text -> case when m.n > 1 then 'several' else 'none' end as said
      from named d left join meant m on m.sought = d.sought and m.key = d.key),
    told as (
      select j.place, ${filled('own')} as own, ${filled('personOwn')} as person_own,
        jsonb_agg(jsonb_build_object('column', j."column", 'pl', ${said('pl')}, 'en', ${said('en')}) order by j."column")
          filter (where j.n is distinct from 1) as problems
      from judged j group by j.place)
  update import_rows r set
    state = case when t.problems is null then r.state else 'wrong' end,
    join_key = case when t.problems is null then r.join_key end,
    reasons = t.problems,
    cells = case when t.problems is not null then jsonb_build_object('raw', r.cells -> 'raw')
      else r.cells - 'named' - 'raw' || ${merged('own', 'own')} || ${merged('personOwn', 'person_own')} end
  from told t where r.ctid = t.place`;
