import { expect } from 'chai';
import type { DiskLevel } from '../../domain/disk.ts';
import { users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('the panel without room on its disk (rule 10)', () => {
  let panel: TestPanel;
  let level: DiskLevel = 'fine';

  before(async () => {
    panel = await startPanel({ disk: { level: () => level } });
    await panel.db.run(`update users set language = 'en' where id = $1`, [users.pawel.id]);
  });
  after(async () => {
    await panel?.stop();
  });

  const companies = async () => (await panel.db.one<{ n: number }>('select count(*) as n from companies')).n;
  const firm = { name: 'Nowa sp. z o.o.' };

  it('takes everything while it is only low', async () => {
    level = 'low';
    const anna = await panel.as('anna');
    await anna.post('/api/v1/companies').send(firm).expect(200);
  });

  it('refuses what writes while it is full, in the viewer’s language, and leaves everything as it was', async () => {
    level = 'full';
    const before = await companies();
    for (const [who, sentence] of [
      ['anna', /kończy się miejsce.*administratorowi.*zapisz ponownie/],
      ['pawel', /running out of room.*administrator.*save again/],
    ] as const) {
      const someone = await panel.as(who);
      const { body } = await someone.post('/api/v1/companies').send(firm).expect(507);
      expect(body.code).to.equal('disk.full');
      expect(body.message).to.match(sentence);
    }
    expect(await companies()).to.equal(before);
  });

  it('lets people in and read all the same', async () => {
    level = 'full';
    const anna = await panel.as('anna');
    await anna.get('/api/v1/companies').expect(200);
    const view = { columns: [{ field: 'name' }], sort: [], condition: null, colours: [], density: 'roomy' };
    await anna.post('/api/v1/lists/companies/rows').send({ view }).expect(200);
    await anna.post('/admin/logout').expect(204);
  });

  it('goes on by itself once there is room', async () => {
    level = 'full';
    const anna = await panel.as('anna');
    await anna.post('/api/v1/companies').send(firm).expect(507);
    level = 'fine';
    await anna.post('/api/v1/companies').send(firm).expect(200);
  });

  it('is told by /readyz, and to everybody who looks at a page', async () => {
    for (const [at, said] of [
      ['fine', 'ok'],
      ['low', 'low'],
      ['full', 'full'],
    ] as const) {
      level = at;
      const { body } = await panel.nobody().get('/readyz').expect(200);
      expect(body.parts).to.include({ disk: said, postgres: 'ok' });
      if (at !== 'fine') expect(body.status).to.equal('degraded');
      const anna = await panel.as('anna');
      expect((await anna.get('/api/v1/installation/standing').expect(200)).body).to.include({ disk: at });
    }
  });
});
