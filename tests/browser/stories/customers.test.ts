import { expect } from 'chai';
import { bulkActivities } from '../../../activities/bulks.ts';
import { createCompany } from '../../../db/companies.ts';
import { addressOfWork } from '../../../domain/lists/addresses.ts';
import type { Lookup } from '../../../plugins/plugin.ts';
import { users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { startPanel } from '../../support/panel.ts';
import { stories, type Scene } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const register: Lookup = {
  id: 'test',
  title: { pl: 'Rejestr testowy', en: 'Register of the tests' },
  by: 'nip',
  find: async () => ({
    as: 'found',
    draft: { name: 'Nowa Huta Szkła Sp. z o.o.', regon: '100271543', postcode: '05-800', city: 'Pruszków' },
  }),
};
const city = { pl: 'Miejscowość', en: 'Town' };
const changeClass = { pl: 'Zmień klasę', en: 'Change the class' };
const newClass = { pl: 'Klasa (puste: żadna)', en: 'Class (empty: none)' };

const make = ({ panel }: Scene, fields: Omit<Parameters<typeof createCompany>[2], 'kind'>) =>
  panel.db.transaction((tx) => createCompany(tx, viewer('anna'), { kind: 'firm', ownerId: users.anna.id, ...fields }));

stories(
  'customers',
  ({ story, mainStory, deskStory }) => {
    story('a branch is hung under its head office, is taken off and comes back, and leads to it', async (scene) => {
      const { t, own, arrive } = scene;
      const [office, name] = [own('Centrala Opon'), own('Opony Żary')];
      const { id } = await make(scene, { name: office });
      await make(scene, { name, city: 'Żary' });
      const anna = await arrive('anna', `/admin/companies/${id}?tab=branches`);
      await anna.click(t('customer.add branch'));
      await anna.fill(t('customer.which branch'), name);
      await anna.page.locator('[role=option]').click();
      await anna.click(t('customer.take off branch', { name }));
      await anna.see(t('customer.branch taken off', { name }));
      await anna.see(t('company.no branches'));
      await anna.click(t('frame.undo'));
      await anna.unsee(t('company.no branches'));
      await anna.click(name);
      await anna.see(t('company.branch of', { name: office }));
    });

    mainStory('somebody is found by a few letters, and a condition is kept as a view for everybody', async (scene) => {
      const { t, language, own, arrive } = scene;
      await make(scene, { name: own('Żółwik Opony'), city: own('Głogów') });
      await make(scene, { name: own('Hurtownia Śruba'), city: own('Głogów') });
      const maria = await arrive('maria', '/admin/companies');
      await maria.fill(t('table.find'), 'zolwik');
      await maria.see(own('Żółwik Opony'));
      await maria.unsee(own('Hurtownia Śruba'));
      await maria.fill(t('table.find'), '');
      await maria.see('Drew-Pol');

      await maria.clickStarting(t('condition.add short'));
      await maria.fill(t('condition.find'), city[language]);
      await maria.press('Enter');
      await maria.fill(t('condition.value'), own('Głogów'));
      await maria.press('Enter');
      await maria.unsee('Drew-Pol');
      expect(new URL(maria.page.url()).search, 'no name or number of anybody in the address (rule 14)').to.equal('');
      await maria.click(t('views.new'));
      await maria.fill(t('views.name'), own('Klienci z Głogowa'));
      await maria.click(t('views.share with all'));
      await maria.click(t('views.keep'));
      await maria.page.waitForFunction(() => location.search.startsWith('?view='));
      expect(new URL(maria.page.url()).search).to.match(/^\?view=[0-9a-f-]{36}$/);

      const anna = await arrive('anna', `/admin/companies${new URL(maria.page.url()).search}`);
      await anna.see(own('Hurtownia Śruba'));
      await anna.unsee('Drew-Pol');
      await anna.see(own('Klienci z Głogowa'));
    });

    mainStory('many are changed at once after a look at whom, and all of it is taken back', async (scene) => {
      const { t, language, own, arrive, panel } = scene;
      const made = await Promise.all(
        ['Buk', 'Dąb', 'Jesion'].map((name) => make(scene, { name: own(name), city: own('Las'), class: 'C' })),
      );
      const classes = async () =>
        (
          await panel.db.rows<{ class: string }>('select distinct class from companies where id = any($1)', [
            made.map(({ id }) => id),
          ])
        ).map((row) => row.class);
      const page = await arrive('maria', '/admin/companies');
      await page.fill(t('table.find'), own('Las'));
      await page.unsee('Drew-Pol');
      await page.see(own('Jesion'));
      for (const name of ['Buk', 'Dąb', 'Jesion']) await page.click(t('table.pick', { name: own(name) }));
      await page.see(t('bulk.picked', { count: 3 }));
      await chooseAction(page, scene, changeClass[language]);
      await page.see(t('bulk.records', { count: 3 }));
      await page.fill(newClass[language], 'B');
      await page.click(t('bulk.verb', { verb: changeClass[language], count: 3 }));
      await workOff(scene);
      await page.see(t('bulk.done', { count: 3 }));
      expect(await classes()).to.deep.equal(['B']);
      // Whoever has left comes back to the result and its undo.
      const { id } = await panel.db.one<{ id: string }>(
        'select id from bulks order by finished_at desc nulls last limit 1',
      );
      await page.go(addressOfWork('bulk', { kind: 'companies', id }));
      await page.see(t('bulk.done', { count: 3 }));
      await page.click(t('bulk.undo'));
      await workOff(scene);
      await page.see(t('bulk.undone', { count: 3 }));
      expect(await classes()).to.deep.equal(['C']);
    });

    mainStory('a firm entered by its NIP turns out to be there already, and the two become one', async (scene) => {
      const { t, own, arrive, panel } = scene;
      const phone = '602 118 999';
      const old = await make(scene, { name: own('Huta Szkła'), contactPoints: [{ kind: 'phone', value: phone }] });
      const page = await arrive('maria', '/admin/companies');
      await page.clickStarting(t('companies.new'));
      await page.fill(t('company.field.nip'), '7251801126');
      await page.click(t('customer.from nip'));
      await page.click(t('customer.fill in'));
      await page.fill(t('company.field.name'), own('Nowa Huta Szkła'));
      await page.fill(t('company.person.phone'), phone);
      await page.see(t('companies.because.phone'));
      await page.click(t('customer.save and edit'));
      await page.see(t('company.field.euVat'));
      const made = await panel.db.one<{ id: string; city: string }>('select id, city from companies where name = $1', [
        own('Nowa Huta Szkła'),
      ]);
      expect(made.city).to.equal('Pruszków');

      await page.go(`/admin/companies/${old.id}/merge?with=${made.id}`);
      await page.click(t('merge.do', { name: own('Huta Szkła') }));
      await page.see(t('merge.done', { name: own('Nowa Huta Szkła') }));
      const nip = async () =>
        (await panel.db.one<{ nip: string | null }>('select nip from companies where id = $1', [old.id])).nip;
      expect(await nip()).to.equal('7251801126');
      await page.go(`/admin/companies/${made.id}`);
      expect(page.page.url()).to.contain(old.id);
      await page.go(`/admin/companies/${old.id}/merge`);
      await page.click(t('merge.undo'));
      await page.see(t('merge.all back'));
      expect(await nip()).to.equal(null);
      await panel.db.run('delete from contact_points where company_id = any($1)', [[old.id, made.id]]);
    });

    story(
      'what was typed into a form waits for whoever comes back, and goes when they log out (rule 27)',
      async (scene) => {
        const { t, own, arrive, isPhone } = scene;
        const page = await arrive('anna', '/admin/companies');
        const kept = () => page.page.evaluate(() => JSON.stringify(localStorage));
        const waits = () => page.page.waitForFunction(() => JSON.stringify(localStorage).includes('nurt.draft'));
        await page.clickStarting(t('companies.new'));
        await page.fill(t('company.field.name'), own('Tajny klient'));
        await waits();
        expect(await kept()).not.to.contain('Tajny');
        await page.press('Escape');
        await page.see(t('draft.leave'));
        await page.click(t('draft.keep'));
        await page.clickStarting(t('companies.new'));
        await page.see(t('draft.restored', { when: '' }).slice(0, 15));
        await page.press('Escape');
        await page.click(t('draft.keep'));
        if (isPhone) await page.click(t('frame.more rooms'));
        await page.page.click('.who');
        await page.click(t('frame.logout'));
        await page.page.waitForSelector('#email');
        expect(await kept()).not.to.contain('nurt.draft');
      },
    );

    story('two people edit one customer: the second sees what changed and chooses', async (scene) => {
      const { t, own, arrive, panel } = scene;
      const { id } = await make(scene, { name: own('Zgierz Tkaniny'), city: 'Zgierz' });
      const page = await arrive('anna', `/admin/companies/${id}?edit=1`, { expects: /\b409\b/ });
      await page.see(t('company.field.euVat'));
      const changes = { city: 'Łódź', industry: 'opakowania' };
      await (await panel.as('maria')).patch(`/api/v1/companies/${id}`).send({ version: 1, changes }).expect(200);
      await page.fill(t('company.field.city'), 'Ozorków');
      await page.click(t('customer.save and close'));
      await page.see(t('customer.taken over', { fields: t('company.field.industry') }));
      await page.click(t('customer.keep mine'));
      await page.click(t('customer.save and close'));
      await page.see(t('customer.saved'));
      const now = await panel.db.one('select city, industry from companies where id = $1', [id]);
      expect(now).to.deep.equal({ city: 'Ozorków', industry: 'opakowania' });
    });

    story('what was set aside in two searches is looked at as one list', async (scene) => {
      const { t, number, own, arrive } = scene;
      await make(scene, { name: own('Jabłoń') });
      await make(scene, { name: own('Wiśnia') });
      const page = await arrive('anna', '/admin/companies');
      for (const name of ['Jabłoń', 'Wiśnia']) {
        await page.fill(t('table.find'), own(name));
        await page.unsee('Drew-Pol');
        await page.click(t('table.pick', { name: own(name) }));
        await page.click(t('clipboard.add'));
        await page.see(t('clipboard.added', { count: 1 }));
      }
      await page.fill(t('table.find'), '');
      await page.see('Drew-Pol');
      await page.click(`${t('clipboard.title')} ${number(2)}`);
      await page.unsee('Drew-Pol');
      await page.see(own('Jabłoń'));
      await page.see(own('Wiśnia'));
      for (const name of ['Jabłoń', 'Wiśnia']) await page.click(t('table.pick', { name: own(name) }));
      await page.click(t('clipboard.take off'));
      await page.unsee(own('Jabłoń'));
    });

    deskStory('the clipboard opens whole over a search, and closes on the list as it stood there', async (scene) => {
      const { t, number, own, arrive, panel } = scene;
      await panel.db.run('delete from clipboard');
      for (const name of ['Malina', 'Porzeczka']) await make(scene, { name: own(name) });
      const { page, ...desk } = await arrive('anna', '/admin/companies');
      for (const name of ['Malina', 'Porzeczka']) {
        await desk.fill(t('table.find'), own(name));
        await desk.unsee('Drew-Pol');
        await desk.click(t('table.pick', { name: own(name) }));
        await desk.click(t('clipboard.add'));
        await desk.see(t('clipboard.added', { count: 1 }));
      }
      await desk.click(t('table.dense'));
      await desk.click(`${t('clipboard.title')} ${number(2)}`);
      await desk.see(own('Malina'));
      await desk.see(own('Porzeczka'));
      await desk.click(`${t('clipboard.close')} ${number(2)}`);
      await desk.unsee(own('Malina'));
      await desk.see(own('Porzeczka'));
      expect(await page.$eval('.dt-find input', (input) => (input as HTMLInputElement).value)).to.equal(
        own('Porzeczka'),
      );
      expect(await page.$('.dt-box[data-density="dense"]'), 'the rows stand as close').not.to.equal(null);
    });

    story('an entry that the dictionary lacks is added beside the field', async (scene) => {
      const { t, language, own, arrive, panel } = scene;
      const { id } = await make(scene, { name: own('Pasieka Kwiat') });
      const page = await arrive('anna', `/admin/companies/${id}?edit=1`);
      await page.see(t('company.field.euVat'));
      await page.click(t('dictionary.add in place'));
      await page.fill(t('shape.name pl'), own('pszczelarstwo'));
      await page.fill(t('shape.name en'), own('beekeeping'));
      await page.click(t('dictionary.add'));
      await page.page.waitForFunction(
        (entry) => [...document.querySelectorAll('select')].some(({ selectedOptions: [one] }) => one?.text === entry),
        {},
        own(language === 'pl' ? 'pszczelarstwo' : 'beekeeping'),
      );
      await page.click(t('customer.save and close'));
      await page.see(t('customer.saved'));
      const { industry } = await panel.db.one<{ industry: string }>('select industry from companies where id = $1', [
        id,
      ]);
      expect(industry).to.match(/pszczelarstwo/);
    });

    deskStory('a record, a page and an action are reached by Ctrl+K alone', async (scene) => {
      const { t, own, arrive } = scene;
      const { id } = await make(scene, { name: own('Źródło Wody') });
      const { page, press } = await arrive('anna', '/admin/today');
      const ask = async (typed: string, path: string) => {
        await page.keyboard.down('Control');
        await press('k');
        await page.keyboard.up('Control');
        await page.waitForSelector('dialog.palette input:focus');
        await page.keyboard.type(typed);
        await page.waitForFunction(
          (wanted) => document.querySelector('.palette-entry[aria-selected="true"]')?.textContent?.includes(wanted),
          {},
          path,
        );
        await press('Enter');
      };
      await ask(`zrodlo ${own('').trim()}`, own('Źródło Wody'));
      await page.waitForFunction((wanted) => location.pathname.endsWith(wanted), {}, id);
      await ask(t('room.calendar'), t('room.calendar'));
      await page.waitForFunction(() => location.pathname === '/admin/calendar');
      await ask(t('palette.new task'), t('palette.new task'));
      await page.waitForSelector('dialog[open] .task-form');
    });

    deskStory('Ctrl+K takes what all of the letters say, however soon Enter follows them', async (scene) => {
      const { own, arrive } = scene;
      await make(scene, { name: own('Jawor') });
      const { id } = await make(scene, { name: own('Jaworzyna') });
      const { page, press } = await arrive('anna', '/admin/today');
      await page.keyboard.down('Control');
      await press('k');
      await page.keyboard.up('Control');
      await page.waitForSelector('dialog.palette input:focus');
      await page.keyboard.type('jawor');
      await page.waitForFunction(() =>
        document.querySelector('.palette-entry[aria-selected="true"]')?.textContent?.startsWith('Jawor'),
      );
      await page.keyboard.type(`zyna ${own('').trim()}`);
      await press('Enter');
      await page.waitForFunction((wanted) => location.pathname.endsWith(wanted), {}, id);
    });
  },
  () => startPanel({ plugins: { lookups: [register] } }),
);

/** On a desk the first three have buttons, on a phone all of them are behind one. */
async function chooseAction(page: Awaited<ReturnType<Scene['arrive']>>, { t, isPhone }: Scene, action: string) {
  await page.click(t(isPhone ? 'bulk.actions' : 'bulk.more'));
  await page.click(action);
}

/** What the worker does in the background. */
async function workOff({ panel }: Scene): Promise<void> {
  const { id } = await until(
    () => panel.db.maybe<{ id: string }>(`select id from bulks where state in ('running', 'undoing')`),
    { what: 'an action that was begun' },
  );
  while ((await bulkActivities({ db: panel.db }).moveBulkRows({ bulkId: id })).more);
}
