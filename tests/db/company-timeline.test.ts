import { expect } from 'chai';
import { companyTimeline } from '../../db/company-timeline.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const { drewPol, zubr } = companies;

describe('files on the timeline of a customer', () => {
  let base: TestDatabase;
  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
    await base.db.run(
      `insert into cases (number, name, company_id, owner_id, created_by, updated_by) values ('2026/0001', 'Reklamacja', $1, $2, 'system:test', 'system:test')`,
      [drewPol.id, users.pawel.id],
    );
    const hung: readonly (readonly [name: string, noun: string, record: string])[] = [
      ['umowa.pdf', 'company', drewPol.id],
      ['wizytówka.jpg', 'person', people.jozef.id],
      ['reklamacja.pdf', 'case', (await base.db.one<{ id: string }>('select id from cases')).id],
      ['cudzy.pdf', 'company', zubr.id],
      ['usunięty.pdf', 'company', drewPol.id],
    ];
    for (const [at, [name, noun, record]] of hung.entries())
      await base.db.run(
        `with made as (insert into files (name, media_type, bytes, versions, deleted_at, created_by, updated_by)
           values ($1, 'application/pdf', 1, 1, case when $1 like 'usu%' then now() end, 'system:test', 'system:test') returning id)
         insert into file_links (file_id, noun, record_id, created_at, created_by)
           select id, $2, $3, now() - make_interval(hours => $4::int), 'user:' || $5 from made`,
        [name, noun, record, at, users.anna.id],
      );
  });
  after(() => base.drop());

  const files = async (who = viewer('maria'), limit = 30) => {
    const page = { companyId: drewPol.id, kinds: ['file'] as const, limit };
    const first = await companyTimeline(base.db, who, page);
    const rest = first.next ? await companyTimeline(base.db, who, { ...page, after: first.next }) : { rows: [] };
    return [...first.rows, ...rest.rows];
  };

  it('are those of the customer, its people and its cases, each told by whoever added it', async () => {
    const found = await files();
    expect(found.map(({ title, state, who }) => [title, state, who])).to.deep.equal([
      ['umowa.pdf', 'company', users.anna.name],
      ['wizytówka.jpg', 'person', users.anna.name],
      ['reklamacja.pdf', 'case', users.anna.name],
    ]);
  });

  it('go on after each page', async () => {
    expect((await files(viewer('maria'), 2)).map(({ title }) => title)).to.deep.equal([
      'umowa.pdf',
      'wizytówka.jpg',
      'reklamacja.pdf',
    ]);
  });

  it('of records that somebody may not see are not told to them (rule 24)', async () => {
    const seen = async (without: string) => {
      const maria = viewer('maria');
      const rights = new Set([...maria.rights].filter((right) => right !== without));
      return (await files({ ...maria, rights })).map(({ title }) => title);
    };
    expect(await seen('case.read')).to.deep.equal(['umowa.pdf', 'wizytówka.jpg']);
    expect(await seen('file.read')).to.deep.equal([]);
  });
});
