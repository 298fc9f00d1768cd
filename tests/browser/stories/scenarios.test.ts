import { shipScenarios } from '../../../db/scenarios.ts';
import type { Version } from '../../../domain/scenario/shapes.ts';
import { startPanel, type TestPanel } from '../../support/panel.ts';
import { drawn, end, task } from '../../support/scenario.ts';
import { stories, type Scene } from '../../support/stories.ts';
import type { TestPage } from '../../support/browser.ts';

const invitation = { pl: 'Zaproszenie i telefon', en: 'Invitation and call' };
const noEnd = { pl: 'Scenariusz nie ma końca', en: 'The scenario has no end' };

stories(
  'the pages of scenarios',
  ({ story }) => {
    story('show a scenario step by step to everybody, and let only who may load another', async (scene) => {
      const { t, language, arrive } = scene;
      const anna = await arrive('anna', '/admin/scenarios');
      await anna.gone('.head .btn');
      await anna.click(invitation[language]);
      const wait = t('scenarios.wait.on', { events: t('scenarios.event.reply') });
      await anna.see(`${t('scenarios.span.working days', { count: 3 })} · ${wait}`);
      await anna.see(t('scenarios.way.no address'));
    });

    story('tell what is wrong with a pasted scenario, and publish it once it is right', async (scene) => {
      const { t, language, own, arrive, panel } = scene;
      const jan = await arrive('jan', '/admin/scenarios');
      await jan.click(t('scenarios.new'));
      await jan.see(t('scenarios.preview'));
      await paste(jan, drawn({ t: task({ again: 't' }) }));
      await jan.click(t('scenarios.check'));
      await jan.see(noEnd[language]);
      const name = own('Biuro reklamacji');
      const queue = name.toLowerCase().replaceAll(' ', '-');
      await panel.db.run('insert into teams (code, name) values ($1, $2)', [queue, name]);
      const text = { pl: 'Nowa reklamacja', en: 'A new complaint' };
      const graph = drawn({
        t: task({ ok: 'n' }),
        n: { kind: 'notify', whom: { to: 'queue', queue }, text, next: 'q' },
        q: task({ ok: 'e' }, { assignee: { to: 'queue', queue } }),
        e: end(),
      });
      await paste(jan, graph);
      await jan.click(t('scenarios.check'));
      await jan.see(t('scenarios.fine'));
      const toQueue = t('scenarios.to.queue', { name });
      await jan.see(`${toQueue} · ${text[language]}`);
      const names = { pl: own('Próba'), en: own('Trial') };
      await nameIt(scene, jan, names);
      await jan.click(t('scenarios.publish'));
      await jan.see(t('scenarios.published as', { name: names[language], number: 1 }));
      // The preview says the same: this is of the page that comes after it.
      await jan.see(t('scenarios.next version'));
      await jan.see(t('scenarios.to.owner'));
      await jan.see(`${toQueue} · ${text[language]}`);
      await jan.page.waitForFunction(
        (wanted) => [...document.querySelectorAll('.step .second')].some(({ textContent }) => textContent === wanted),
        {},
        toQueue,
      );
      const description = own('Gdy ktoś się skarży');
      await describeAlone(scene, jan, description);
      await jan.see(description);
      // Who begins with an empty form has not seen what is told of it, and takes nothing away.
      await jan.go('/admin/scenarios/new');
      await paste(jan, graph);
      await nameIt(scene, jan, names);
      await jan.click(t('scenarios.publish'));
      await jan.see(t('scenarios.unchanged', { number: 1 }));
      await jan.see(description);
      await describeAlone(scene, jan, '');
      await jan.unsee(description);
    });
  },
  startWithScenarios,
);

async function startWithScenarios(): Promise<TestPanel> {
  const panel = await startPanel();
  await panel.db.transaction((tx) => shipScenarios(tx, { kind: 'system', id: 'test' }));
  return panel;
}

async function nameIt({ t, own }: Scene, jan: TestPage, names: { readonly pl: string; readonly en: string }) {
  await jan.fill(t('scenarios.code'), own('proba').toLowerCase().replace(' ', '-'));
  await jan.fill(t('scenarios.name pl'), names.pl);
  await jan.fill(t('scenarios.name en'), names.en);
}

/** Publishes the same way once more with a description in one language alone, or with none. */
async function describeAlone({ t, language }: Scene, jan: TestPage, description: string): Promise<void> {
  await jan.click(t('scenarios.next version'));
  await jan.page.waitForFunction(() => document.querySelector('textarea')?.value.includes('"steps"'));
  await jan.fill(t(`scenarios.description ${language}`), description);
  await jan.click(t('scenarios.publish'));
  await jan.see(t('scenarios.renamed', { number: 1 }));
  await jan.see(t('scenarios.next version'));
}

/** Puts the JSON in place of what stands in the field, as Ctrl+A and Ctrl+V do. */
async function paste({ page }: TestPage, version: Version): Promise<void> {
  await page.locator('textarea').click();
  await page.$eval('textarea', (field) => field.select());
  await page.keyboard.sendCharacter(JSON.stringify(version));
}
