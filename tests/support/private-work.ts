/** Work that concerns one person alone, in the places where others might meet it. */
import { mailDigests } from '../../db/reminder-digest.ts';
import { escalateDue } from '../../db/reminder-escalation.ts';
import { showDueReminders } from '../../db/reminders.ts';
import { users } from './cast.ts';
import type { TestPanel } from './panel.ts';

/** Anna’s private meeting in a case that all share, with a reminder that has gone on to everybody above her. Answers the case. */
export async function plantPrivateWork(panel: TestPanel, word: string): Promise<string> {
  const anna = await panel.as('anna');
  const shared = (await anna.post('/api/v1/cases').send({ name: 'Wspólna' }).expect(200)).body.id as string;
  for (const who of ['pawel', 'maria'] as const)
    await anna.post(`/api/v1/cases/${shared}/people`).send({ userId: users[who].id, level: 'run' }).expect(204);
  const plannedAt = new Date(Date.now() + 3_600_000).toISOString();
  await anna
    .post('/api/v1/tasks')
    .send({
      ...{ type: 'meeting', title: word, description: word, place: word, private: true, caseId: shared, plannedAt },
      ...{ remindMinutes: [30], checklist: [word] },
    })
    .expect(200);
  const { db } = panel;
  const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
  await db.transaction((tx) => showDueReminders(tx, days(1)));
  for (const later of [9, 18, 27]) await db.transaction((tx) => escalateDue(tx, days(later)));
  await db.transaction((tx) => mailDigests(tx, { now: days(28), publicUrl: panel.url }));
  return shared;
}
