import { join } from 'node:path';
import { expect } from 'chai';
import excel from 'exceljs';
import { exportActivities } from '../../../activities/exports.ts';
import type { Services } from '../../../activities/services.ts';
import { shapeActivities } from '../../../activities/shape.ts';
import { createCampaign } from '../../../db/campaigns.ts';
import { createOwnField } from '../../../db/own-definitions.ts';
import { refreshCompanySearch } from '../../../db/search-text.ts';
import { draftOf } from '../../support/campaigns.ts';
import { companies } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { stories } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const machines = { pl: 'Liczba maszyn', en: 'Number of machines' };

stories('the shape of records', ({ story, deskStory, mainStory }) => {
  mainStory('an administrator adds a field, and a colleague fills it in and reads it on the card', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    const section = own('Park');
    const jan = await arrive('jan', '/admin/own-fields');
    await jan.click(t('own.new'));
    await jan.fill(t('shape.name pl'), own(machines.pl));
    await jan.fill(t('shape.name en'), own(machines.en));
    await jan.choose(t('own.kind'), t('own.kind.number'));
    await jan.fill(t('own.least'), '-0,5');
    await jan.fill(t('own.section pl'), section);
    await jan.click(t('frame.save'));
    await jan.see(own(machines[language]));
    const { code, options } = await panel.db.one<{ code: string; options: object }>(
      'select code, options from own_fields where name_pl = $1',
      [own(machines.pl)],
    );
    expect(options).to.deep.equal({ least: -0.5 });

    const anna = await arrive('anna', `/admin/companies/${companies.omega.id}?tab=details&edit=1`);
    await anna.see(section);
    const typed = language === 'pl' ? '12,5' : '12.5';
    await anna.fill(own(machines[language]), typed);
    await anna.click(t('customer.save and close'));
    await anna.see(t('customer.saved'));
    await anna.see(own(machines[language]));
    await anna.see(typed);
    const found = await panel.db.one<{ own: Record<string, unknown> }>('select own from companies where id = $1', [
      companies.omega.id,
    ]);
    expect(found.own[code]).to.equal(12.5);
    await panel.db.run('update own_fields set active = false');
  });

  deskStory('an administrator adds a field, and an operator fills it, filters by it and exports it', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    // Whoever may take lists out of the house is decided by profile: this operator may.
    await panel.db.run(`update profiles set added = array['list.export'] where code = 'operator'`);
    const jan = await arrive('jan', '/admin/own-fields');
    await jan.click(t('own.new'));
    await jan.fill(t('shape.name pl'), own('Numer umowy'));
    await jan.fill(t('shape.name en'), own('Contract number'));
    await jan.click(t('frame.save'));
    const title = own(language === 'pl' ? 'Numer umowy' : 'Contract number');
    await jan.see(title);

    const anna = await arrive('anna', `/admin/companies/${companies.zubr.id}?tab=details&edit=1`);
    await anna.fill(title, 'U/7/2026');
    await anna.click(t('customer.save and close'));
    await anna.see(t('customer.saved'));

    await anna.go('/admin/companies');
    await anna.page.waitForSelector('tr.row');
    await anna.press('f');
    await anna.page.waitForSelector('.fact-picker input');
    await anna.page.keyboard.type(title);
    await anna.press('Enter');
    await anna.fill(t('condition.value'), 'U/7');
    await anna.press('Enter');
    await anna.page.waitForFunction(() => document.querySelectorAll('tr.row').length === 1);
    await anna.see(companies.zubr.name);

    await anna.click(t('columns.title'));
    await anna.click(t('columns.add', { title }));
    await anna.see('U/7/2026');
    await anna.click(t('export.title'));
    await anna.click(t('export.begin'));
    const { id } = await until(() => panel.db.maybe<{ id: string }>(`select id from exports where state <> 'done'`), {
      what: 'the export',
    });
    await exportActivities({ db: panel.db, filesDir: panel.filesDir }).writeListFile({ exportId: id });
    await anna.see(t('export.fetch'));
    const { written } = await panel.db.one<{ written: number }>('select written from exports where id = $1', [id]);
    expect(written).to.equal(1);
    // Exactly the columns that are seen, in their order.
    const heads = await anna.page.$$eval('th[data-column] .head-button', (all) => all.map((head) => head.textContent));
    const { filePath } = await panel.db.one<{ filePath: string }>('select file_path from exports where id = $1', [id]);
    const book = await new excel.Workbook().xlsx.readFile(join(panel.filesDir, filePath));
    const row = (n: number) => (book.worksheets[0]!.getRow(n).values as unknown[]).slice(1).map(String);
    const top = Array.from({ length: 8 }, (_, n) => row(n + 1)).find((cells) => cells.includes(title));
    expect(top).to.deep.equal(heads.map((head) => head!.trim()));
    await panel.db.run('update own_fields set active = false');
  });

  story('what is kept about a campaign is filled in on its page, also when it is over', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const title = own('MPK');
    const [jan, maria] = [viewer('jan'), viewer('maria')];
    const { id } = await createCampaign(panel.db, maria, { ...draftOf(''), name: own('Wiosna'), stages: [] });
    await panel.db.run(`update campaigns set state = 'ended', started_at = now(), ended_at = now() where id = $1`, [
      id,
    ]);
    await panel.db.transaction((tx) =>
      createOwnField(tx, jan, { record: 'campaign', kind: 'text', title: { pl: title, en: title } }),
    );
    const page = await arrive('maria', `/admin/campaigns/${id}`);
    await page.see(t('shape.nothing filled in'));
    await page.click(t('shape.fill in'));
    await page.fill(title, 'MKT-210');
    await page.click(t('frame.save'));
    await page.see(t('frame.saved'));
    await page.see('MKT-210');
    const { written } = await panel.db.one<{ written: boolean }>(
      `select own::text like '%MKT-210%' as written from campaigns where id = $1`,
      [id],
    );
    expect(written).to.equal(true);
    await panel.db.run('update own_fields set active = false');
  });

  story('customers come into a class by a condition, and say why they are in it', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    const name = { pl: own('Z Radomia'), en: own('From Radom') };
    await panel.db.run('update classes set active = false');
    await panel.db.run('update companies set city = $2 where id = $1', [companies.omega.id, own('Radom')]);
    await refreshCompanySearch(panel.db, [companies.omega.id]);
    const jan = await arrive('jan', '/admin/classes');
    await jan.click(t('classes.new'));
    await jan.fill(t('shape.name pl'), name.pl);
    await jan.fill(t('shape.name en'), name.en);
    await jan.click(t('condition.add'));
    await jan.fill(t('condition.find'), language === 'pl' ? 'Miejscowość' : 'Town');
    await jan.press('Enter');
    await jan.fill(t('condition.value'), own('Radom'));
    await jan.press('Tab');
    await jan.see(t('classes.fit', { count: 1 }));
    await jan.confirm();
    await jan.see(name[language]);
    await shapeActivities({ db: panel.db, log: () => {} } as unknown as Services).shapeRecords();
    const anna = await arrive('anna', `/admin/companies/${companies.omega.id}`);
    await anna.click(name[language]);
    await anna.page.waitForFunction(
      (wanted) => document.querySelector('dialog[open]')?.textContent?.includes(wanted),
      {},
      own('Radom'),
    );
  });

  story('a profile takes a room away from its people, and gives it back', async ({ t, arrive, panel }) => {
    await panel.db.run(`update profiles set removed = '{}' where code = 'operator'`);
    const jan = await arrive('jan', '/admin/profiles/operator');
    const rooms = async () => {
      const { page } = await arrive('anna', '/admin/campaigns');
      return page.$eval('h1', (head) => head.textContent);
    };
    expect(await rooms()).to.equal(t('campaigns.title'));
    await jan.click(t('right.campaign.read'));
    await jan.click(t('frame.save'));
    await jan.see(t('frame.saved'));
    expect(await rooms()).not.to.equal(t('campaigns.title'));
    await jan.click(t('right.campaign.read'));
    await jan.click(t('frame.save'));
    await until(
      () =>
        panel.db.maybe(`select 1 as one from profiles where code = 'operator' and not 'campaign.read' = any(removed)`),
      { what: 'the right is back' },
    );
  });

  story('a form is arranged by keys alone or by dragging, and the form follows', async (scene) => {
    const { t, arrive, panel, isPhone } = scene;
    await panel.db.run('delete from form_layouts');
    const jan = await arrive('jan', '/admin/form-layouts?record=company');
    await jan.page.focus('[data-id="industry"] .handle');
    await jan.press('ArrowUp', 'ArrowUp', 'ArrowUp');
    await jan.click(t('frame.save'));
    await jan.see(t('layout.reset'));
    await jan.go(`/admin/companies/${companies.omega.id}?edit=1`);
    await jan.see(t('company.field.euVat'));
    const order = await jan.page.$$eval('[data-field]', (all) => all.map((one) => one.getAttribute('data-field')));
    expect(order.indexOf('industry')).to.be.lessThan(order.indexOf('website'));
    // Only a mouse drags.
    if (isPhone) return;

    await jan.go('/admin/form-layouts?record=company');
    await (await jan.page.waitForSelector('[data-id="industry"]'))!.evaluate((line) =>
      line.scrollIntoView({ block: 'center' }),
    );
    const handle = async (id: string) => {
      const { x, y, width, height } = (await (await jan.page.$(`[data-id="${id}"] .handle`))!.boundingBox())!;
      return { x: x + width / 2, y: y + height / 2 };
    };
    const lines = () => jan.page.$$eval('.sortable li', (all) => all.map((line) => line.getAttribute('data-id')!));
    const [from, to] = [await handle('industry'), await handle('website')];
    // A browser without a screen has no drags of its own: the driver carries what is dragged.
    await jan.page.setDragInterception(true);
    await jan.page.mouse.dragAndDrop(from, to);
    await until(async () => (await lines()).indexOf('industry') > (await lines()).indexOf('website'), {
      what: 'the field stands below the other',
    });
    const dragged = await lines();
    await jan.click(t('frame.save'));
    await jan.see(t('frame.saved'));
    await jan.go('/admin/form-layouts?record=company');
    await jan.page.waitForSelector('[data-id="industry"]');
    expect(await lines()).to.deep.equal(dragged);
  });
});
