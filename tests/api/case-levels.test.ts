import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import type { CaseLevel } from '../../domain/access.ts';
import { newId } from '../../db/new-id.ts';
import { calling, placeProcedure } from '../support/campaigns.ts';
import { companies, users } from '../support/cast.ts';
import { seatAccount } from '../support/outgoing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

/** What a grant on a case opens, level by level: the next one opens what the one before did, and more (rule 23). */
describe('a grant on a case', () => {
  let panel: TestPanel;
  let anna: TestAgent;
  let pawel: TestAgent;
  let caseId: string;
  let taskId: string;
  let messageId: string;
  let fileId: string;
  let scenarioId: string;
  before(async () => {
    panel = await startPanel();
    [anna, pawel] = await Promise.all([panel.as('anna'), panel.as('pawel')]);
    caseId = await made('cases', { name: 'Reklamacja', companyId: companies.drewPol.id });
    taskId = await made('tasks', { type: 'call', title: 'W sprawie', companyId: companies.drewPol.id, caseId });
    const { body } = await anna
      .post(`/api/v1/files?noun=case&recordId=${caseId}&name=umowa.txt`)
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from('umowa'));
    fileId = (body as { id: string }).id;
    await panel.db.transaction(seatAccount);
    scenarioId = await placeProcedure(panel.db, 'telefon', { version: calling, subject: 'company' });
    messageId = newId();
    await panel.db.run(
      `insert into messages (id, direction, channel, company_id, case_id, address, received_at, created_by, updated_by)
       values ($1, 'in', 'email', $2, $3, 'a@b.example', now(), 'system:test', 'system:test')`,
      [messageId, companies.drewPol.id, caseId],
    );
  });
  after(() => panel.stop());

  async function made(path: string, body: object): Promise<string> {
    const answer = await anna.post(`/api/v1/${path}`).send(body);
    expect(answer.status, answer.text).to.equal(200);
    return (answer.body as { id: string }).id;
  }
  const grant = (level: CaseLevel) =>
    anna.post(`/api/v1/cases/${caseId}/people`).send({ userId: users.pawel.id, level }).expect(204);

  type Try = readonly [what: string, ask: () => Promise<{ status: number; text: string }>];
  const opened = async (tries: readonly Try[]) => {
    const passed: string[] = [];
    for (const [what, ask] of tries) {
      const { status, text } = await ask();
      expect(status, `${what} ${text}`).to.be.lessThan(500);
      if (status < 400) passed.push(what);
    }
    return passed;
  };
  const reads: readonly Try[] = [
    ['the case', async () => pawel.get(`/api/v1/cases/${caseId}`)],
    ['its task', async () => pawel.get(`/api/v1/tasks/${taskId}`)],
    ['its file', async () => pawel.get(`/api/v1/files/${fileId}`)],
  ];
  const at = '/api/v1/';
  const bytes = (path: string) =>
    pawel.post(`${at}${path}`).set('Content-Type', 'application/octet-stream').send(Buffer.from('x'));
  const versionOf = async (what: string) => ((await anna.get(`${at}${what}`)).body as { version: number }).version;
  const taskVersion = async () =>
    ((await anna.get(`${at}tasks/${taskId}`)).body as { task: { version: number } }).task.version;
  const adds: readonly Try[] = [
    ['a task', async () => pawel.post(`${at}tasks`).send({ type: 'call', title: 'Nowe', caseId })],
    [
      'a task that comes again',
      async () =>
        pawel.post(`${at}recurrences`).send({
          rule: 'FREQ=WEEKLY;BYDAY=MO',
          startsOn: '2030-01-07',
          task: { type: 'call', title: 'Co tydzień', caseId },
        }),
    ],
    [
      'a change of its task',
      async () =>
        pawel.patch(`${at}tasks/${taskId}`).send({ version: await taskVersion(), change: { title: 'Zmienione' } }),
    ],
    ['a procedure', async () => pawel.post(`${at}cases/${caseId}/procedures`).send({ scenarioId })],
    ['a file', async () => bytes(`files?noun=case&recordId=${caseId}&name=nowy.txt`)],
    ['a version of its file', async () => bytes(`files/${fileId}/versions?name=umowa.txt`)],
    ['a file of its message', async () => bytes(`files?noun=message&recordId=${messageId}&name=skan.txt`)],
    [
      'a letter',
      async () =>
        pawel.post(`${at}companies/${companies.drewPol.id}/letters`).send({ subject: 'List', text: 'Treść', caseId }),
    ],
    [
      'its message out of it',
      async () => pawel.post(`${at}cases/move`).send({ kind: 'message', id: messageId, caseId: null }),
    ],
  ];
  const runs: readonly Try[] = [
    [
      'a change of the case',
      async () =>
        pawel
          .patch(`${at}cases/${caseId}`)
          .send({ version: await versionOf(`cases/${caseId}`), changes: { name: 'Inna' } }),
    ],
    ['a customer', async () => pawel.post(`${at}cases/${caseId}/companies`).send({ companyId: companies.omega.id })],
    ['a grant', async () => pawel.post(`${at}cases/${caseId}/people`).send({ userId: users.jan.id, level: 'read' })],
    [
      'its end',
      async () =>
        pawel.post(`${at}cases/${caseId}/close`).send({
          version: await versionOf(`cases/${caseId}`),
          outcome: 'success',
          result: 'Uznana',
          openTasks: 'leave',
          openRuns: 'end',
        }),
    ],
  ];
  const names = (tries: readonly Try[]) => tries.map(([what]) => what);
  const nothing: string[] = [];

  it('to read it opens it and what hangs on it, and changes nothing', async () => {
    await grant('read');
    expect(await opened(reads)).to.deep.equal(names(reads));
    expect(await opened([...adds, ...runs])).to.deep.equal(nothing);
  });

  it('to add to it opens tasks, letters and files as well, and not the case itself', async () => {
    await grant('add');
    expect(await opened([...reads, ...runs])).to.deep.equal(names(reads));
    expect(await opened(adds)).to.deep.equal(names(adds));
  });

  it('to run it opens all of it', async () => {
    await grant('run');
    expect(await opened(runs)).to.deep.equal(names(runs));
  });
});
