import { expect } from 'chai';
import { Filter, type ActionContext, type BaseResource } from 'adminjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stockResources } from '../../admin/resources/list.ts';
import type { ScopedResource } from '../../admin/stock/scoped-resource.ts';
import { openModels, type Models } from '../../db/models/open-models.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const root = join(import.meta.dirname, '..', '..');

describe('what AdminJS’s forms ask of the database', () => {
  let database: TestDatabase;
  let models: Models;
  let teams: ScopedResource;
  let said: string[] = [];
  const context = { currentAdmin: viewer('jan') } as unknown as ActionContext;

  before(async () => {
    database = await freshDatabase();
    await database.db.transaction(seatCast);
    await database.db.run(
      `insert into teams (code, name) select 't' || n, 'Zespół ' || n from generate_series(1, 12000) n`,
    );
    await database.db.run('analyze teams');
    models = openModels(database.url);
    const { options } = models.sequelize as unknown as { options: { logging: unknown } };
    options.logging = (sql: string) => void said.push(sql);
    const all = stockResources(models).map(({ resource }) => resource as ScopedResource);
    teams = all.find(({ model }) => model.getTableName() === 'teams')!;
  });
  after(async () => {
    await models?.close();
    await database?.drop();
  });
  beforeEach(() => {
    said = [];
  });
  const filter = (filters: Record<string, string> = {}) => new Filter(filters, teams as unknown as BaseResource);

  it('names its columns: hidden ones never leave the database', async () => {
    await teams.find(filter(), { limit: 20, offset: 0, sort: { sortBy: 'name' } }, context);
    await teams.findOne((await database.db.one<{ id: string }>('select id from teams limit 1')).id, context);
    expect(said).to.have.length(2);
    for (const sql of said) expect(sql).to.not.match(/select \*|"team"\.\*/i);
  });

  it('counts no further than 10,001 and takes the planner’s estimate for the whole', async () => {
    expect(await teams.count(filter(), context)).to.equal(12_000);
    for (const sql of said) expect(sql).to.not.match(/count\(/i);
    expect(said[0]).to.match(/limit 10001/i);
    expect(await teams.count(filter({ name: 'Zespół' }), context)).to.equal(10_001);
  });

  it('looks for a text by its own index, and does not walk along the order’s until enough is found', async () => {
    await teams.find(filter({ name: 'Zespół 1199' }), { limit: 20, sort: { sortBy: 'name' } }, context);
    const [off, found] = [
      said.findIndex((sql) => sql.includes('enable_indexscan = off')),
      said.findIndex((sql) => /ilike/i.test(sql)),
    ];
    expect(off, said.join('\n')).to.be.within(0, found);
    said = [];
    await teams.find(filter(), { limit: 20, sort: { sortBy: 'name' } }, context);
    expect(said.join('\n')).to.not.include('enable_indexscan');
  });

  it('walks far down over keys alone', async () => {
    const rows = await teams.find(filter(), { limit: 10, offset: 5_000, sort: { sortBy: 'name' } }, context);
    expect(rows).to.have.length(10);
    expect(said).to.have.length(2);
    expect(said[0])
      .to.match(/^Executing \(default\): SELECT "id" FROM/)
      .and.match(/OFFSET 5000/i);
    expect(said[1]).to.not.match(/offset/i);
  });

  it('gives its lists five seconds', async () => {
    const [row] = (await models.sequelize.query(`select current_setting('statement_timeout') as most`))[0];
    expect(row).to.deep.equal({ most: '5s' });
  });

  it('goes through no part of AdminJS that is unsafe, unscoped or wrong', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    expect(manifest).to.not.match(/@adminjs\/(upload|import-export|relations|passwords|bundler)/);
    const shell = readFileSync(join(root, 'admin', 'shell.ts'), 'utf8');
    expect(shell).to.not.match(/localeDetection|databases:/);
    const router = readFileSync(join(root, 'admin', 'router.ts'), 'utf8');
    expect(router).to.not.match(/buildAuthenticatedRouter\(/);
  });
});
