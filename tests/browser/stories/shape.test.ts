import { expect } from 'chai';
import { companies } from '../../support/cast.ts';
import { stories } from '../../support/stories.ts';

const machines = { pl: 'Liczba maszyn', en: 'Number of machines' };

stories('the shape of records', ({ story, mainStory }) => {
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
