/** An operator at the desk: from saving an outcome to the next task, drawn in a real browser. */
import { startBrowser, type TestPage } from '../tests/support/browser.ts';
import { companies, users } from '../tests/support/cast.ts';
import { placeRunTask } from '../tests/support/desk.ts';
import { allowAlways } from '../tests/support/outgoing.ts';
import { startPanel, type TestPanel } from '../tests/support/panel.ts';
import type { Figure } from './figure.ts';

const CALLS = 100;
const GOAL_MS = 700;

export async function run(): Promise<readonly Figure[]> {
  const panel = await startPanel();
  const browser = await startBrowser();
  try {
    await panel.db.transaction(allowAlways);
    await fillDesk(panel);
    const page = await browser.open(panel.url);
    await page.logIn('anna');
    await page.go('/admin/work');
    const taken: number[] = [];
    for (let call = 0; call < CALLS; call++) taken.push(await finishOne(page));
    const sorted = taken.toSorted((a, b) => a - b);
    const [median, p95] = [sorted[Math.floor(CALLS / 2)]!, sorted[Math.floor(CALLS * 0.95)]!];
    return [
      { name: 'outcome to the next task, median', figure: median, unit: 'ms', goal: 'for comparison', holds: true },
      {
        name: 'outcome to the next task, p95',
        figure: p95,
        unit: 'ms',
        goal: `under ${GOAL_MS} ms`,
        holds: p95 < GOAL_MS,
      },
    ];
  } finally {
    await browser.close();
    await panel.stop();
  }
}

/** Calls of a scenario, each with a title of its own, and one that is left over. */
async function fillDesk({ db }: TestPanel): Promise<void> {
  for (let call = 0; call <= CALLS; call++) {
    const { taskId } = await placeRunTask(db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    await db.run('update tasks set title = $2 where id = $1', [taskId, `Telefon ${call}`]);
  }
  await db.run('analyze');
}

/** Milliseconds from the keys of "save and next" until another task's heading stands. */
async function finishOne({ page }: TestPage): Promise<number> {
  const title = await page.$eval('.desk h1', (heading) => heading.textContent);
  await page.keyboard.press('3');
  await page.waitForSelector('.out.on');
  const from = performance.now();
  await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Control');
  await page.waitForFunction(
    (last) => (document.querySelector('.desk h1')?.textContent ?? last) !== last,
    { polling: 'mutation' },
    title,
  );
  return performance.now() - from;
}
