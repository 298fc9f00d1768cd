import { expect } from 'chai';
import { createClass } from '../../../db/classes.ts';
import type { Rule } from '../../../domain/conditions/shapes.ts';
import type { TestPage } from '../../support/browser.ts';
import { users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { stories } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

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

  story('a day off that is typed is added by saving the calendar', async ({ t, arrive, panel }) => {
    const jan = await arrive('jan', '/admin/working-calendar');
    await jan.fill(t('calendar.days off'), '2031-03-14');
    await jan.press('Enter');
    await jan.see(t('frame.saved'));
    const { daysOff } = (await (await panel.as('jan')).get('/api/v1/working-calendar').expect(200)).body as {
      readonly daysOff: readonly string[];
    };
    expect(daysOff).to.include('2031-03-14');
  });

  story('what is typed about a user waits, and deactivating them saves none of it', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const at = `/admin/users/${users.pawel.id}`;
    const stands = () =>
      panel.db.one<{ name: string; active: boolean }>('select name, active from users where id = $1', [users.pawel.id]);
    const { name } = await stands();
    const jan = await arrive('jan', at);
    await jan.fill(t('users.name'), own('Paweł Inny'));
    await kept(jan);
    await jan.go('/admin/users');
    await jan.go(at);
    await holds(jan, t('users.name'), own('Paweł Inny'));
    await jan.see(t('draft.discard'));
    await jan.click(t('users.deactivate'));
    await until(async () => !(await stands()).active, { what: 'the account is off' });
    expect((await stands()).name).to.equal(name);
    await panel.db.run('update users set active = true where id = $1', [users.pawel.id]);
  });

  story('a first password waits in no browser', async ({ t, own, arrive }) => {
    const jan = await arrive('jan', '/admin/users/new');
    await jan.fill(t('users.first password'), 'bardzo-tajne-haslo');
    await jan.fill(t('users.name'), own('Nowa Osoba'));
    await kept(jan);
    await jan.go('/admin/users/new');
    await holds(jan, t('users.name'), own('Nowa Osoba'));
    await holds(jan, t('users.first password'), '');
  });

  for (const path of [
    '/admin/working-calendar',
    '/admin/profiles/new',
    '/admin/rule-book',
    '/admin/resources/teams/actions/new',
  ]) {
    story(`what is typed at ${path} waits for whoever comes back (rule 27)`, async ({ arrive }) => {
      const jan = await arrive('jan', path);
      const first = 'main form input[type=text], main .form input[type=text], .rule-book input[type=text]';
      await (await jan.page.waitForSelector(first))!.type('7');
      const typed = await jan.page.$eval(first, (input) => (input as HTMLInputElement).value);
      await kept(jan);
      await jan.go('/admin/settings');
      await jan.go(path);
      await jan.page.waitForFunction(
        (at, wanted) => document.querySelector<HTMLInputElement>(at)?.value === wanted,
        {},
        first,
        typed,
      );
    });
  }

  story('the arrangement of a form that is not saved waits for whoever comes back (rule 27)', async (scene) => {
    const { t, arrive, panel } = scene;
    await panel.db.run('delete from form_layouts');
    const jan = await arrive('jan', '/admin/form-layouts?record=company');
    await jan.fill(t('layout.section pl'), 'Podstawowe');
    await kept(jan);
    await jan.go('/admin/settings');
    await jan.go('/admin/form-layouts?record=company');
    await holds(jan, t('layout.section pl'), 'Podstawowe');
    await jan.click(t('draft.discard'));
    await holds(jan, t('layout.section pl'), '');
  });
});

/** A draft lies in the browser. */
async function kept({ page }: TestPage): Promise<void> {
  await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.startsWith('nurt.draft ')));
}

async function holds({ page }: TestPage, label: string, value: string): Promise<void> {
  const field = await page.waitForSelector(`::-p-aria([name="${label}"])`);
  await page.waitForFunction((input, wanted) => (input as HTMLInputElement).value === wanted, {}, field, value);
}

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
