import { expect } from 'chai';
import { companies } from '../../support/cast.ts';
import { stories } from '../../support/stories.ts';
import type { TestPage } from '../../support/browser.ts';

const DAY = 86_400_000;

stories('forms', ({ story, mainStory }) => {
  mainStory('a half-written letter is never dropped unasked, and waits for seven days (rule 27)', async (scene) => {
    const { t, own, arrive } = scene;
    const page = await arrive('anna', `/admin/companies/${companies.drewPol.id}?tab=messages`);
    const open = () => page.clickStarting(t('letter.write'));
    const body = () => textIn(page, 'dialog textarea');
    await open();
    await page.page.waitForSelector('dialog textarea');
    await page.press('Escape');
    await closed(page);

    await open();
    await page.fill(t('letter.body'), own('Czternaście wierszy'));
    // Esc again and again: after the first, browsers may close a dialog without asking the page.
    for (const time of [1, 2, 3]) {
      await page.press('Escape');
      await (time % 2 === 1 ? page.see(t('draft.leave')) : page.unsee(t('draft.leave')));
    }
    await page.click(t('draft.stay'));
    expect(await body()).to.equal(own('Czternaście wierszy'));
    await page.click(t('frame.close'));
    await page.click(t('draft.stay'));
    await page.click(t('frame.cancel'));
    await page.click(t('draft.keep'));
    await closed(page);

    await age(page, 7 * DAY - 60_000);
    await page.page.reload();
    await open();
    await page.see(t('draft.restored', { when: '' }).slice(0, 15));
    expect(await body()).to.equal(own('Czternaście wierszy'));
    await page.press('Escape');
    await page.click(t('draft.keep'));
    await closed(page);

    await age(page, 7 * DAY);
    await page.page.reload();
    await open();
    await page.page.waitForSelector('dialog textarea');
    expect(await body()).to.equal('');
    expect(await page.page.evaluate(() => JSON.stringify(localStorage))).not.to.contain('nurt.draft');
    await page.press('Escape');
    await closed(page);
  });

  story('a form that keeps no draft asks before it drops what was typed', async (scene) => {
    const { t, own, arrive } = scene;
    const page = await arrive('jan', '/admin/task-types');
    await page.clickStarting(t('type.new'));
    await page.press('Escape');
    await closed(page);
    await page.clickStarting(t('type.new'));
    await page.fill(t('shape.name pl'), own('Oględziny'));
    await page.press('Escape');
    await page.see(t('draft.lose text'));
    await page.click(t('draft.stay'));
    await page.fill(t('shape.name pl'), '');
    await page.press('Escape');
    await closed(page);
  });
});

async function closed(page: TestPage): Promise<void> {
  await page.page.waitForFunction(() => !document.querySelector('dialog[open]'));
}

function textIn(page: TestPage, field: string): Promise<string> {
  return page.page.$eval(field, (element) => (element as HTMLTextAreaElement).value);
}

/** Makes every draft of this browser so much older. */
async function age(page: TestPage, by: number): Promise<void> {
  await page.page.evaluate((milliseconds) => {
    for (const [name, value] of Object.entries(localStorage)) {
      if (!name.startsWith('nurt.draft ')) continue;
      const kept = JSON.parse(String(value)) as { at: string };
      localStorage.setItem(
        name,
        JSON.stringify({ ...kept, at: new Date(Date.parse(kept.at) - milliseconds).toISOString() }),
      );
    }
  }, by);
}
