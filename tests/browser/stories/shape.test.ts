import { expect } from 'chai';
import { exportActivities } from '../../../activities/exports.ts';
import { companies } from '../../support/cast.ts';
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
    await jan.fill(t('own.section pl'), section);
    await jan.click(t('frame.save'));
    await jan.see(own(machines[language]));
    const { code } = await panel.db.one<{ code: string }>('select code from own_fields where name_pl = $1', [
      own(machines.pl),
    ]);

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
    await panel.db.run('update own_fields set active = false');
  });

  story('a form is arranged by keys alone, and the form follows', async ({ t, arrive, panel }) => {
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
  });
});
