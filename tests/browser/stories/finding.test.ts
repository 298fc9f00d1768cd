import { expect } from 'chai';
import { bulkActivities } from '../../../activities/bulks.ts';
import { exportActivities } from '../../../activities/exports.ts';
import { createCompany } from '../../../db/companies.ts';
import { createTask } from '../../../db/tasks.ts';
import { fileReady } from '../../../domain/lists/told.ts';
import { companies, users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { stories, type Scene } from '../../support/stories.ts';
import { toldTo } from '../../support/told.ts';
import { until } from '../../support/until.ts';

const hasTask = { pl: 'Ma zadanie', en: 'Has a task' };
const type = { pl: 'Rodzaj', en: 'Type' };
const call = { pl: 'Telefon', en: 'Call' };
const changeClass = { pl: 'Zmień klasę', en: 'Change the class' };
const newClass = { pl: 'Klasa (puste: żadna)', en: 'Class (empty: none)' };

stories('finding and changing', ({ story, mainStory, deskStory }) => {
  mainStory(
    'customers are found by what stands beside them: those with a task of a type, or without one',
    async (scene) => {
      const { t, language, own, arrive, panel } = scene;
      for (const [kind, name] of [
        ['call', own('Odlewnia')],
        ['errand', own('Tartak')],
      ] as const) {
        const { id } = await make(scene, name);
        await createTask(panel.db, viewer('anna'), { type: kind, title: 'Zadanie', companyId: id });
      }
      const page = await arrive('anna', '/admin/companies');
      await page.clickStarting(t('condition.add short'));
      await page.fill(t('condition.find'), hasTask[language]);
      await page.press('Enter');
      await page.unsee(companies.ges.name);
      await page.see(own('Tartak'));

      await page.clickStarting(hasTask[language]);
      await page.click(t('condition.add'));
      await page.fill(t('condition.find'), type[language]);
      await page.press('Enter');
      // The list behind has a column of that name.
      await page.page.locator(`::-p-xpath(//dialog//label[normalize-space(.)="${call[language]}"])`).click();
      await page.click(t('condition.apply'));
      await page.unsee(own('Tartak'));
      await page.see(own('Odlewnia'));

      await page.clickStarting(hasTask[language]);
      await (await page.page.waitForSelector('dialog .group-head select'))!.select('none');
      await page.click(t('condition.apply'));
      await page.see(own('Tartak'));
      await page.unsee(own('Odlewnia'));
    },
  );

  deskStory('all that were found are changed at once, also those of pages that nobody has read', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    const town = own('Rudawy').replace(' ', '');
    await panel.db.run(
      `insert into companies (name, city, owner_id, search_text, created_by, updated_by)
       select $1 || ' ' || n, $1, $2, plain_text($1 || ' ' || n), 'system:test', 'system:test' from generate_series(1, 120) n`,
      [town, users.anna.id],
    );
    const page = await arrive('maria', '/admin/companies');
    await page.fill(t('table.find'), town);
    await page.unsee(companies.drewPol.name);
    await page.click(t('table.pick read'));
    await page.click(t('bulk.take all', { count: 120 }));
    await page.see(t('bulk.picked', { count: 120 }));
    await page.click(t('bulk.more'));
    await page.click(changeClass[language]);
    await page.see(t('bulk.records', { count: 120 }));
    await page.fill(newClass[language], 'B');
    await page.click(t('bulk.verb', { verb: changeClass[language], count: 120 }));
    const { id: bulkId } = await until(
      () => panel.db.maybe<{ id: string }>(`select id from bulks where state = 'running'`),
      { what: 'the action' },
    );
    while ((await bulkActivities(panel).moveBulkRows({ bulkId })).more);
    await page.see(t('bulk.done', { count: 120 }));
    const changed = await panel.db.rows(`select 1 from companies where city = $1 and class = 'B'`, [town]);
    expect(changed).to.have.length(120);
  });

  mainStory(
    'a file of a list that is ready after its window was closed is told of, and fetched there',
    async (scene) => {
      const { t, language, isPhone, arrive, panel } = scene;
      await panel.db.run('delete from exports; delete from reminders');
      const page = await arrive('maria', '/admin/companies');
      if (isPhone) {
        await page.click(t('table.looks'));
        await page.page.locator(`::-p-xpath(//*[@role="menuitem"][normalize-space(.)="${t('export.title')}"])`).click();
      } else await page.click(t('export.title'));
      await page.click(t('export.begin'));
      const { id } = await until(
        () => panel.db.maybe<{ id: string }>(`select id from exports where state = 'waiting'`),
        { what: 'the export' },
      );
      await page.go('/admin/tasks');
      await exportActivities({ db: panel.db, filesDir: panel.filesDir }).writeListFile({ exportId: id });
      await toldTo(panel.db, viewer('maria'));
      await page.go('/admin/tasks');
      const { written } = await panel.db.one<{ written: number }>('select written from exports where id = $1', [id]);
      await page.click(fileReady('companies', written)[language]);
      await page.see(t('export.fetch'));
      await until(() => panel.db.maybe(`select 1 from reminders where acknowledged_at is not null`), {
        what: 'the notice to be taken for seen',
      });
    },
  );

  mainStory('a file is found again by what was written about it', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const anna = await panel.as('anna');
    for (const [name, description] of [
      ['umowa.txt', own('Rabat dla hurtowni')],
      ['notatka.txt', own('Terminy dostaw')],
    ] as const) {
      const place = { name, noun: 'company', recordId: companies.zubr.id };
      const { id } = (
        await anna
          .post(`/api/v1/files?${new URLSearchParams(place)}`)
          .type('application/octet-stream')
          .send(Buffer.from(description))
          .expect(200)
      ).body;
      await anna.patch(`/api/v1/files/${id}`).send({ version: 1, changes: { description } }).expect(200);
    }
    const page = await arrive('anna', '/admin/files');
    await page.see('notatka.txt');
    await page.fill(t('table.find'), own('rabat hurtowni'));
    await page.unsee('notatka.txt');
    await page.click('umowa.txt');
    await page.see(t('files.places'));
    await page.see(companies.zubr.name);
  });

  story(
    'whoever calls is known as somebody else’s customer, or brings their number into the form (rules 25, 41)',
    async (scene) => {
      const { t, own, arrive, panel } = scene;
      const page = await arrive('anna', '/admin/companies');
      const { settings } = await panel.db.one<{ settings: object }>('select settings from installation');
      const set = (to: object) => panel.db.run('update installation set settings = $1', [JSON.stringify(to)]);
      await set({ ...settings, operatorsSee: 'own' });
      try {
        await page.go(`/admin/call?number=${encodeURIComponent(companies.omega.phone)}`);
        const because = t('companies.because.phone');
        await page.see(t('customer.is there', { because, owner: users.pawel.name }));
        await page.unsee(t('companies.new'));
      } finally {
        await set(settings);
      }
      const number = `+48 601 ${scene.isPhone ? '100' : '200'} ${scene.language === 'pl' ? '300' : '400'}`;
      await page.go(`/admin/call?number=${encodeURIComponent(number)}`);
      await page.click(t('companies.new'));
      await page.fill(t('company.field.name'), own('Nowy dzwoniący'));
      await page.click(t('customer.save and close'));
      await page.page.waitForFunction(() => /^.admin.companies.[\w-]{36}$/.test(location.pathname));
      await page.see(own('Nowy dzwoniący'));
    },
  );
});

function make({ panel }: Scene, name: string): Promise<{ id: string }> {
  const company = { kind: 'firm', ownerId: users.anna.id, name } as const;
  return panel.db.transaction((tx) => createCompany(tx, viewer('anna'), company));
}
