/** An operator who finishes calls in the panel while it is killed. */
import type { Db } from '../../db/database.ts';
import { logIn } from '../support/panel.ts';
import { pause } from './crowd.ts';

export type PanelWork = {
  /** The tasks of which the panel has said that they are finished. */
  stop(): Promise<readonly string[]>;
};

/** Anna takes the next call, finishes it, and asks again whatever broke off. Passwords must have been given. */
export function workInPanel(url: string): PanelWork {
  const answered: string[] = [];
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      await finishCallsOfAnna(url, { answered, isOver: () => stopped }).catch(() => {});
      await pause(500);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await running;
      return answered;
    },
  };
}

type Day = { readonly answered: string[]; readonly isOver: () => boolean };

/** Until nothing is left, or the panel does not answer. */
async function finishCallsOfAnna(url: string, { answered, isOver }: Day): Promise<void> {
  const anna = await logIn(url, 'anna@nurt.example');
  let desk = (await anna.post('/api/v1/work/next').send({})).body;
  while (desk?.screen && !isOver()) {
    const { id } = desk.screen.task;
    const { status, body } = await anna.post(`/api/v1/work/${id}/outcome`).send({ outcome: 'yes', next: true });
    if (status === 200 && body.completed.kept === 'task') answered.push(id);
    desk = status === 200 ? body.desk : (await anna.post('/api/v1/work/next').send({})).body;
  }
}

/** Of those that the panel has said are finished, those that are not, or not as she said. */
export async function lostOutcomes(db: Db, answered: readonly string[]): Promise<readonly unknown[]> {
  return db.rows(
    `select t.id, t.state, t.outcome from unnest($1::uuid[]) said(id) left join tasks t using (id)
     where t.state is distinct from 'done' or t.outcome is distinct from 'yes' or not exists (
       select 1 from run_inputs i where i.run_id = t.run_id and i.source = 'task' and i.taken_rev is not null)`,
    [answered],
  );
}
