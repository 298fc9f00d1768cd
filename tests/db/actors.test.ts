import { expect } from 'chai';
import { newId } from '../../db/new-id.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('who did it', () => {
  let test: TestDatabase;

  before(async () => {
    test = await freshDatabase(1);
  });

  after(() => test.drop());

  it('is one of six kinds with an id, or one for another', async () => {
    const right = ['user', 'run', 'plugin', 'token', 'import', 'system'].flatMap((kind) => [
      `${kind}:${newId()}`,
      `${kind}:x`,
      `${kind}:a:b`,
      `${kind}:${newId()} for user:${newId()}`,
    ]);
    for (const actor of right) expect(await isActor(actor), actor).to.equal(true);
    const wrong = ['', 'anna', 'run', 'run:', ' run:x', 'run: x', 'run:x ', 'run:x y', 'run:x for ', 'run:x for y z'];
    for (const actor of [...wrong, 'Run:x', 'robot:x', 'runs:x', 'a run:x', 'run:x for y for z'])
      expect(await isActor(actor), actor).to.equal(false);
  });

  async function isActor(actor: string): Promise<boolean> {
    return test.db.rows('select $1::text::actor_text', [actor]).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code === '23514') return false;
        throw error;
      },
    );
  }
});
