import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { companies, people, users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

type Row = Readonly<Record<string, unknown>> & { readonly changes: Readonly<Record<string, unknown>> };

describe('the changes of a record', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let anna: TestAgent;
  let pawel: TestAgent;
  before(async () => {
    panel = await startPanel();
    [jan, anna, pawel] = await Promise.all([panel.as('jan'), panel.as('anna'), panel.as('pawel')]);
  });
  after(() => panel.stop());

  const changesOf = async (who: TestAgent, address: string) =>
    (await who.get(`/api/v1/${address}/changes`).expect(200)).body.rows as Row[];

  it('are told in words to whoever sees an opportunity, and to nobody else', async () => {
    const made = { name: 'Nowe okna', companyId: companies.drewPol.id };
    const { id } = (await anna.post('/api/v1/opportunities').send(made).expect(200)).body as { id: string };
    const changes = { valueMinor: 492_000, probability: 40, stage: 'needs' };
    await anna.patch(`/api/v1/opportunities/${id}`).send({ version: 1, changes }).expect(200);
    const lost = { version: 2, state: 'lost', reason: 'price' };
    await anna.post(`/api/v1/opportunities/${id}/close`).send(lost).expect(200);
    const [closed, edited, created] = await changesOf(anna, `opportunities/${id}`);
    expect(closed).to.deep.include({ verb: 'lose', recordName: 'Nowe okna' });
    expect(closed!.changes).to.deep.include({ lostReason: [null, 'Cena'] });
    expect(edited!.changes).to.deep.include({ stage: ['Kontakt', 'Rozpoznanie potrzeb'], valueMinor: [0, 492_000] });
    expect(edited!['currencies']).to.deep.equal({ valueMinor: 'PLN' });
    expect(created!.changes).to.deep.include({ companyId: [null, companies.drewPol.name] });
    expect(created!.changes).to.deep.include({ ownerId: [null, users.anna.name] });
    await pawel.get(`/api/v1/opportunities/${id}/changes`).expect(404);
    const { body } = await jan.get(`/api/v1/audit?recordId=${id}`).expect(200);
    expect((body.rows as Row[]).map((row) => row['recordName'])).to.deep.equal(['Nowe okna', 'Nowe okna', 'Nowe okna']);
  });

  it('stand under the address of a case, a task and a person too', async () => {
    const { id: caseId } = (await anna.post('/api/v1/cases').send({ name: 'Wdrożenie' }).expect(200)).body;
    await anna
      .patch(`/api/v1/cases/${caseId}`)
      .send({ version: 1, changes: { stage: 'doing' } })
      .expect(200);
    const [moved] = await changesOf(anna, `cases/${caseId}`);
    expect(moved!.changes).to.deep.equal({ stage: ['Nowa', 'W toku'] });
    await pawel.get(`/api/v1/cases/${caseId}/changes`).expect(404);

    const task = { type: 'call', title: 'Zadzwonić', companyId: companies.drewPol.id, caseId };
    const { id: taskId } = (await anna.post('/api/v1/tasks').send(task).expect(200)).body;
    const change = { durationMinutes: 45, priority: 'high' };
    await anna.patch(`/api/v1/tasks/${taskId}`).send({ version: 1, change }).expect(200);
    const [edited] = await changesOf(anna, `tasks/${taskId}`);
    expect(edited!.changes).to.deep.include({ durationMinutes: [10, 45], priority: ['normal', 'high'] });
    await pawel.get(`/api/v1/tasks/${taskId}/changes`).expect(404);

    const person = { lastName: 'Nowak' };
    const { id } = (await anna.post(`/api/v1/companies/${companies.drewPol.id}/people`).send(person).expect(200)).body;
    const [made] = await changesOf(anna, `people/${id}`);
    expect(made!.changes).to.deep.include({ lastName: [null, 'Nowak'] });
    const ofCustomer = await changesOf(anna, `companies/${companies.drewPol.id}`);
    expect(ofCustomer.map((row) => row['recordName'])).to.contain('Nowak');
  });

  it('leave out own fields that the reader may not read, values and names alike', async () => {
    const title = { pl: 'Sekret', en: 'Secret' };
    const field = { record: 'case', kind: 'text', title, readers: ['administrator'] };
    await jan.post('/api/v1/own-fields').send(field).expect(200);
    const { id } = (await anna.post('/api/v1/cases').send({ name: 'Audyt' }).expect(200)).body;
    const changes = { description: 'Opis', own: { sekret: 'TAJNE-77' } };
    await jan.patch(`/api/v1/cases/${id}`).send({ version: 1, changes }).expect(200);
    const [toJan, toAnna] = [await changesOf(jan, `cases/${id}`), await changesOf(anna, `cases/${id}`)];
    expect(toJan[0]!.changes).to.deep.include({ 'own.sekret': [null, 'TAJNE-77'] });
    expect(toAnna[0]!.changes).to.deep.equal({ description: [null, 'Opis'] });
  });

  it('are told page by page', async () => {
    const { id } = (await anna.post('/api/v1/cases').send({ name: 'Długa' }).expect(200)).body;
    for (const version of [1, 2])
      await anna
        .patch(`/api/v1/cases/${id}`)
        .send({ version, changes: { name: `Długa ${version}` } })
        .expect(200);
    const first = (await anna.get(`/api/v1/cases/${id}/changes?limit=2`).expect(200)).body;
    expect(first.rows).to.have.length(2);
    const second = (await anna.get(`/api/v1/cases/${id}/changes?limit=2&after=${first.next}`).expect(200)).body;
    expect(second.rows.map(({ verb }: Row) => verb)).to.deep.equal(['create']);
    expect(second.next).to.equal(null);
  });

  it('name the customers between whom somebody moved, and went back, as far as the reader sees them', async () => {
    const { drewPol, omega } = companies;
    await panel.db.run(`update installation set settings = settings || '{"operatorsSee": "own"}'`);
    const maria = await panel.as('maria');
    const jozef = `/api/v1/people/${people.jozef.id}`;
    const { version } = (await maria.get(jozef).expect(200)).body as { version: number };
    const move = { version, companyId: omega.id, contactPointIds: [] };
    const { id } = (await maria.post(`${jozef}/move`).send(move).expect(200)).body as { id: string };
    await maria.post(`/api/v1/people/${id}/move/undo`).expect(200);
    const employers = async (who: TestAgent, company: { readonly id: string }) =>
      (await changesOf(who, `companies/${company.id}`))
        .filter(({ verb }) => verb === 'move' || verb === 'undo move')
        .map(({ changes }) => changes['companyId']);
    const names = [
      [omega.name, drewPol.name],
      [drewPol.name, omega.name],
    ];
    expect(await employers(maria, omega)).to.deep.equal(names);
    expect(await employers(anna, drewPol)).to.deep.equal([
      [omega.id, drewPol.name],
      [drewPol.name, omega.id],
    ]);
    expect(await employers(pawel, omega)).to.deep.equal([
      [omega.name, drewPol.id],
      [drewPol.id, omega.name],
    ]);
  });
});
