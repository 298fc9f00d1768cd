import { expect } from 'chai';
import { muteInstallation } from '../../db/installation.ts';
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
