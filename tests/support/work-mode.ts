/** Work mode as people drive it: by keys at a desk, by a finger on a phone. */
import { saveRuleBook } from '../../db/governor.ts';
import { createTask } from '../../db/tasks.ts';
import { defaultRuleBook } from '../../domain/governor/rule-book.ts';
import type { TestPage } from './browser.ts';
import { companies } from './cast.ts';
import { viewer } from './desk.ts';
import { middleOf } from './gestures.ts';
import { startPanel, type TestPanel } from './panel.ts';
import type { Scene } from './stories.ts';

/** A panel that lets people call at night as well. */
export async function startAtAnyHour(): Promise<TestPanel> {
  const panel = await startPanel();
  const phone = { from: '00:00', to: '24:00', days: [1, 2, 3, 4, 5, 6, 7] };
  await panel.db.transaction((tx) =>
    saveRuleBook(tx, { ...defaultRuleBook, hours: { phone } }, { kind: 'system', id: 'test' }),
  );
  return panel;
}

/** A call of Anna’s, for a customer of hers. */
export async function call({ panel }: Scene, title: string, dueAt: string): Promise<string> {
  const { id } = await createTask(panel.db, viewer('anna'), {
    ...{ type: 'call', title, dueAt, companyId: companies.drewPol.id },
  });
  return id;
}

/** The only task that there is: overdue, so that work begins with it. */
export async function onlyCall(scene: Scene, title: string): Promise<string> {
  await scene.panel.db.run('delete from tasks');
  return call(scene, title, '2026-01-01T10:00:00Z');
}

/** What became of a task. */
export function stateOf({ db }: TestPanel, id: string) {
  return db.one<{ state: string; outcome: string | null; note: string | null }>(
    'select state, outcome, note from tasks where id = $1',
    [id],
  );
}

/** Waits until this task fills the screen. */
export async function onDesk({ page }: TestPage, title: string): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelector('h1')?.textContent === wanted, {}, title);
}

/** Waits until this stands in the note. */
export async function noted(page: TestPage['page'], note: string): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelector('textarea')?.value === wanted, {}, note);
}

/** The text of the first thing found by this selector. */
export function textOf({ page }: TestPage, selector: string): Promise<string> {
  return page.$eval(selector, (found) => found.textContent);
}

/** The outcome under this key, by the key or by a finger. */
export async function choose({ isPhone }: Scene, page: TestPage, key: number): Promise<void> {
  if (isPhone) {
    // The bar at the lower edge of a phone must not cover it.
    await middleOf(page, `.out:nth-child(${key})`);
    await page.page.locator(`.out:nth-child(${key})`).click();
  } else await page.press(`${key}` as '1');
  await page.page.waitForSelector(`.out.on:nth-child(${key})`);
}

/** Goes into the note and types. */
export async function write({ isPhone }: Scene, page: TestPage, note: string): Promise<void> {
  if (isPhone) await page.page.locator('textarea').click();
  else await page.press('n');
  await page.page.keyboard.type(note);
}

/** Saves the outcome, which brings the next task. */
export async function saveAndNext({ t, isPhone }: Scene, page: TestPage): Promise<void> {
  if (isPhone) await page.clickStarting(t('work.save next'));
  else await withControl(page, 'Enter');
}

/** Presses the key with Ctrl. */
export async function withControl({ page }: TestPage, key: 'Enter' | 'z'): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}

/** Opens the list of what was finished last, in which this title stands. */
export async function openFinished({ t, isPhone }: Scene, page: TestPage, title: string): Promise<void> {
  if (isPhone) await page.click(t('work.finished'));
  else await page.press('h');
  await page.see(t('work.finished'));
  await page.page.waitForFunction(
    (wanted) => document.querySelector('dialog[open]')?.textContent?.includes(wanted),
    {},
    title,
  );
}
