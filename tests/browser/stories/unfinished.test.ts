import { createClass } from '../../../db/classes.ts';
import type { Rule } from '../../../domain/conditions/shapes.ts';
import type { TestPage } from '../../support/browser.ts';
import { viewer } from '../../support/desk.ts';
import { stories } from '../../support/stories.ts';

const turnover = (operator: Rule['operator'], value: number): Rule => ({
  ...{ field: 'company.turnoverMinor', operator, value },
});

stories('what is not finished yet', ({ story, deskStory }) => {
  story('a rule that is left in a condition shows its own number once another is removed', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    const name = { pl: own('Średni'), en: own('Middling') };
    const rules = [turnover('>', 10_000_000), turnover('<', 50_000_000)];
    const condition = { combinator: 'and', rules } as const;
    await panel.db.transaction((tx) =>
      createClass(tx, viewer('jan'), { name, color: 'violet', active: true, condition }),
    );
    const jan = await arrive('jan', '/admin/classes');
    await jan.click(name[language]);
    await shows(jan, t('condition.value'), ['100 000', '500 000']);
    await jan.page.$$eval(
      'dialog[open] button',
      (all, label) => all.find((one) => one.getAttribute('aria-label') === label)!.click(),
      t('condition.remove'),
    );
    await shows(jan, t('condition.value'), ['500 000']);
    await jan.fill(t('condition.value'), '1,5 mln');
    await shows(jan, t('condition.value'), ['1,5 mln']);
  });

  deskStory('a rule of colours without its value colours nothing, and the list is read', async (scene) => {
    const { t, language, arrive } = scene;
    const jan = await arrive('jan', '/admin/companies');
    await jan.page.waitForSelector('tr.row');
    await jan.click(t('colours.title'));
    await jan.click(t('colours.add'));
    await jan.page.$$eval(
      'dialog[open] button',
      (all, text) => all.find((one) => one.textContent?.trim() === text)!.click(),
      t('condition.add'),
    );
    await jan.fill(t('condition.find'), language === 'pl' ? 'Miejscowość' : 'Town');
    await jan.press('Enter');
    await jan.page.waitForSelector(`dialog[open] input[aria-label="${t('condition.value')}"]`);
    await jan.click(t('colours.apply'));
    await jan.gone('dialog[open]');
    await jan.go('/admin/companies');
    await jan.page.waitForSelector('tr.row');
  });
});

/** The fields of this name in the open dialog hold these texts. */
async function shows({ page }: TestPage, label: string, texts: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (name, wanted) => {
      const fields = [...document.querySelectorAll<HTMLInputElement>('dialog[open] input')];
      const found = fields.filter((one) => one.getAttribute('aria-label') === name).map(({ value }) => value);
      return found.join('|').replace(/\s/g, ' ') === wanted;
    },
    {},
    label,
    texts.join('|'),
  );
}
