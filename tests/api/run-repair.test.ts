import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { startProcedure } from '../../db/procedures.ts';
import { moveRun } from '../../db/runs.ts';
import { complaint, placeProcedure, stopAtOutcome } from '../support/campaigns.ts';
import { companies } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

type Told = {
  readonly rev: number;
  readonly stranded: readonly number[];
  readonly why: string;
  readonly branches: readonly { readonly tokenId: number; readonly at: { readonly title: string } }[];
  readonly unheard: readonly { readonly seq: number; readonly kind: string; readonly name: string }[];
};

describe('the repair of a procedure that is stuck (engine rule 1)', () => {
  let panel: TestPanel;
  let maria: TestAgent;
  let scenarioId: string;
  before(async () => {
    panel = await startPanel();
    maria = await panel.as('maria');
    scenarioId = await panel.db.transaction((tx) =>
      placeProcedure(tx, 'reklamacja', { version: complaint, subject: 'company' }),
    );
  });
  after(() => panel.stop());

  /** One that stopped at an outcome which its step does not know. */
  async function stuck(): Promise<string> {
    const { db } = panel;
    await db.run(`update runs set state = 'ended' where state <> 'ended'`);
    const place = { of: 'company', id: companies.drewPol.id } as const;
    const { id } = await startProcedure(db, viewer('anna'), { place, scenarioId });
    await stopAtOutcome(db, id);
    expect(await stateOf(id)).to.equal('stuck');
    return id;
  }
  const stateOf = async (id: string) =>
    (await panel.db.one<{ state: string }>('select state from runs where id = $1', [id])).state;
  const told = async (id: string) => (await maria.get(`/api/v1/runs/${id}/repair`).expect(200)).body as Told;
  const repair = async (id: string, how: object, rev?: number) =>
    maria.post(`/api/v1/runs/${id}/repair`).send({ rev: rev ?? (await revOf(id)), ...how });
  const revOf = async (id: string) =>
    (await panel.db.one<{ rev: number }>('select rev from runs where id = $1', [id])).rev;
  const codeOf = async (id: string, how: object, rev?: number) =>
    ((await repair(id, how, rev)).body as { code?: string }).code;
  const openTasks = async (id: string) =>
    (
      await panel.db.rows<{ title: string }>(
        `select title from tasks where run_id = $1 and state in ('open', 'in progress')`,
        [id],
      )
    ).map(({ title }) => title);

  it('says why it stopped, by the titles of its steps, and what it has not heard', async () => {
    const { why, branches, unheard } = await told(await stuck());
    expect(why).to.contain('„Oględziny palet”').and.contain('„lost”');
    expect(branches.map(({ at }) => at.title)).to.deep.equal(['Oględziny palet']);
    expect(unheard.map(({ kind, name }) => [kind, name])).to.deep.equal([['outcome', 'lost']]);
  });

  it('skips what cannot be taken in and moves on at once', async () => {
    const id = await stuck();
    const { unheard, branches } = await told(id);
    const move = { tokenId: branches[0]!.tokenId, to: 'fetch' };
    expect((await repair(id, { do: 'skip', seq: unheard[0]!.seq, move })).status).to.equal(204);
    await moveRun(panel.db, { runId: id });
    expect([await stateOf(id), await openTasks(id)]).to.deep.equal(['running', ['Odbiór palet']]);
  });

  it('leaves no branch that waits for a task which is closed already', async () => {
    const id = await stuck();
    const { unheard, branches } = await told(id);
    expect(await codeOf(id, { do: 'skip', seq: unheard[0]!.seq })).to.equal('run.strands');
    await panel.db.run(`update run_inputs set withdrawn_at = now() where seq = $1`, [unheard[0]!.seq]);
    expect((await told(id)).stranded).to.deep.equal([branches[0]!.tokenId]);
    expect(await codeOf(id, { do: 'retry' })).to.equal('run.strands');
  });

  it('is of the state that its reader has seen', async () => {
    const id = await stuck();
    expect(await codeOf(id, { do: 'retry' }, (await revOf(id)) - 1)).to.equal('run.changed');
  });

  it('names nothing of a task that its reader does not see', async () => {
    const id = await stuck();
    await panel.db.run('update tasks set private = true where run_id = $1', [id]);
    const { why, unheard } = await told(id);
    expect(why).to.contain('„…”').and.not.contain('lost');
    expect(unheard).to.have.length(1);
    expect(unheard[0]).to.deep.include({ name: null, at: null, by: null, hidden: true });
  });

  it('does not offer what may still be taken back, nor what a campaign has said', async () => {
    const id = await stuck();
    const change = (set: string) => panel.db.run(`update run_inputs set ${set} where run_id = $1`, [id]);
    await change(`not_before = now() + interval '1 minute'`);
    expect((await told(id)).unheard).to.deep.equal([]);
    await change(
      `not_before = null, kind = 'control', source = 'stage', what = '{"kind":"control","what":"stage closed"}'`,
    );
    expect((await told(id)).unheard).to.deep.equal([]);
  });

  it('is asked for once: the second of two is told that somebody is at it', async () => {
    const id = await stuck();
    expect((await repair(id, { do: 'retry' })).status).to.equal(204);
    const second = await repair(id, { do: 'retry' });
    expect([second.status, (second.body as { code: string }).code]).to.deep.equal([422, 'run.in_repair']);
  });

  it('ends with a result and a reason, which its way shows', async () => {
    const id = await stuck();
    const silent = await repair(id, { do: 'end', result: 'failure', reason: ' ' });
    expect([silent.status, (silent.body as { field: string }).field]).to.deep.equal([422, 'reason']);
    expect((await repair(id, { do: 'end', result: 'failure', reason: 'Palety zaginęły' })).status).to.equal(204);
    await moveRun(panel.db, { runId: id });
    const run = await panel.db.one<object>('select state, result, result_reason as reason from runs where id = $1', [
      id,
    ]);
    expect(run).to.deep.equal({ state: 'ended', result: 'failure', reason: 'Palety zaginęły' });
    expect(await openTasks(id)).to.deep.equal([]);
  });

  it('names no step, no place and nothing unheard that is not there', async () => {
    const id = await stuck();
    const { branches } = await told(id);
    const codes = [];
    for (const how of [
      { do: 'skip', seq: 0 },
      { do: 'move', tokenId: 77, to: 'fetch' },
      { do: 'move', tokenId: branches[0]!.tokenId, to: 'nowhere' },
    ])
      codes.push(await codeOf(id, how));
    expect(codes).to.deep.equal(['run.no_input', 'run.no_branch', 'run.no_step']);
    expect(await stateOf(id)).to.equal('stuck');
  });

  it('is for one that is stuck, and for those who may', async () => {
    const id = await stuck();
    expect((await repair(id, { do: 'retry' })).status).to.equal(204);
    const anna = await panel.as('anna');
    await anna.get(`/api/v1/runs/${id}/repair`).expect(403);
    await anna.post(`/api/v1/runs/${id}/repair`).send({ rev: 1, do: 'retry' }).expect(403);
    await panel.db.run(`update runs set state = 'running' where id = $1`, [id]);
    const late = await maria.get(`/api/v1/runs/${id}/repair`);
    expect((late.body as { code: string }).code).to.equal('run.not_stuck');
  });
});
