import { expect } from 'chai';
import { muteInstallation } from '../../db/installation.ts';
import { companies } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('a muted installation', () => {
  let panel: TestPanel;

  before(async () => {
    panel = await startPanel();
    await panel.db.transaction((tx) => muteInstallation(tx, 'restored from a backup', 1));
  });
  after(() => panel.stop());

  const mutedBecause = async () =>
    (await panel.db.one<{ mutedBecause: string | null }>('select muted_because from installation')).mutedBecause;

  it('stays silent when a supervisor would have it speak', async () => {
    const maria = await panel.as('maria');
    await maria.post('/api/v1/installation/unmute').expect(403);
    expect(await mutedBecause()).to.equal('restored from a backup');
  });

  it('speaks again when an administrator says that it is the one that counts, and the audit knows who', async () => {
    const jan = await panel.as('jan');
    await jan.post('/api/v1/installation/unmute').expect(204);
    expect(await mutedBecause()).to.equal(null);
    const { actor } = await panel.db.one<{ actor: string }>(`select actor from audit where verb = 'unmute'`);
    expect(actor).to.match(/^user:/);
  });
});

describe('which customers operators see', () => {
  let panel: TestPanel;

  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.stop());

  it('is set by an administrator, holds at once, and stands in the audit', async () => {
    const [jan, maria, pawel] = [await panel.as('jan'), await panel.as('maria'), await panel.as('pawel')];
    const others = () => pawel.get(`/api/v1/companies/${companies.drewPol.id}`);
    await others().expect(200);
    await maria.put('/api/v1/installation/sight').send({ operatorsSee: 'own' }).expect(403);
    await jan.put('/api/v1/installation/sight').send({ operatorsSee: 'own' }).expect(204);
    expect((await jan.get('/api/v1/installation/sight')).body).to.deep.equal({ operatorsSee: 'own' });
    await others().expect(404);
    await jan.put('/api/v1/installation/sight').send({ operatorsSee: 'all' }).expect(204);
    await others().expect(200);
    const rows = await panel.db.rows(
      `select changes from audit where noun = 'installation' and verb = 'edit' order by id`,
    );
    expect(rows).to.deep.include({ changes: { operatorsSee: ['all', 'own'] } });
  });
});
