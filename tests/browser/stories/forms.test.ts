import { expect } from 'chai';
import { createOwnField } from '../../../db/own-definitions.ts';
import { companies, people } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { stories } from '../../support/stories.ts';
import type { TestPage } from '../../support/browser.ts';

const DAY = 86_400_000;

stories('forms', ({ story, mainStory, deskStory }) => {
  mainStory('a half-written letter is never dropped unasked, and waits for seven days (rule 27)', async (scene) => {
    const { t, own, arrive } = scene;
    const page = await arrive('anna', `/admin/companies/${companies.drewPol.id}?tab=messages`);
    const open = () => page.clickStarting(t('letter.write'));
    const body = () => textIn(page, 'dialog textarea');
    await open();
    await page.page.waitForSelector('dialog textarea');
    await page.press('Escape');
    await closed(page);
    await focused(page, t('letter.write'));

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
    await focused(page, t('letter.write'));

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
    await page.page.waitForFunction(() => !JSON.stringify(localStorage).includes('nurt.draft'));
    expect(await body()).to.equal('');
    await page.press('Escape');
    await closed(page);
  });

  mainStory('a customer is found by keys, and one who is not there is added in place (S1-16)', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const page = await arrive('anna', '/admin/tasks?new=1');
    const customer = () => page.page.waitForSelector('dialog [role=combobox]');
    await page.fill(t('task.name'), own('Oferta na schody'));
    await (await customer())!.type('zubr');
    await page.page.waitForSelector('[role=option]');
    await page.press('ArrowDown', 'ArrowUp', 'Enter');
    await page.see(companies.zubr.name);
    // The focus stands on the cross of what was chosen: one key takes it back.
    await page.press('Enter');
    await (await customer())!.type(own('Schodex'));
    await page.see(t('finder.nothing', { typed: own('Schodex') }));
    await page.press('Escape');
    await page.unsee(t('finder.nothing', { typed: own('Schodex') }));
    await page.press('ArrowDown', 'Enter');
    await page.see(t('companies.new'));
    await page.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLInputElement>('dialog input')].some(({ value }) => value === wanted),
      {},
      own('Schodex'),
    );
    await page.click(t('companies.create'));
    await page.page.waitForFunction(() => document.querySelectorAll('dialog[open]').length === 1);
    await page.see(own('Schodex'));
    await page.click(t('task.more fields'));
    await page.page.locator(`dialog [data-field=personId] .with-plus button`).click();
    await page.fill(t('company.person.lastName'), own('Stopień'));
    await page.fill(t('company.person.phone'), '602 118 34');
    await page.press('Tab');
    await page.see(t('checked.phone'));
    await page.fill(t('company.person.phone'), '602118341');
    await page.click(t('company.add'));
    await page.page.waitForFunction(() => document.querySelectorAll('dialog[open]').length === 1);
    await page.click(t('task.create'));
    await page.see(t('task.created'));
    expect(
      await panel.db.one(
        `select c.name as company, p.last_name as person from tasks t join companies c on c.id = t.company_id
           join people p on p.id = t.person_id where t.title = $1`,
        [own('Oferta na schody')],
      ),
    ).to.deep.equal({ company: own('Schodex'), person: own('Stopień') });
  });

  deskStory('a customer is chosen from the whole list, with its conditions, above the form (S1-43)', async (scene) => {
    const { t, arrive } = scene;
    const page = await arrive('maria', '/admin/cases?new=1');
    const address = page.page.url();
    await page.click(t('finder.list'));
    await page.see(t('finder.choose customer'));
    await page.fill(t('table.find'), 'omega');
    await page.page.waitForFunction(() => document.querySelectorAll('dialog tr[data-id]').length === 1);
    await page.click(companies.omega.name);
    await page.page.waitForFunction(() => document.querySelectorAll('dialog[open]').length === 1);
    await page.see(companies.omega.name);
    expect(page.page.url()).to.equal(address);
  });

  story('customers are added one after another, and one of them with a task at once', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const page = await arrive('anna', '/admin/companies?new=1');
    const name = t('company.field.name');
    const typed = () => page.page.$eval(`::-p-aria([name="${name}"])`, (input) => (input as HTMLInputElement).value);
    await page.fill(name, own('Pierwszy klient'));
    await page.click(t('customer.save and next'));
    await page.see(t('customer.made', { name: own('Pierwszy klient') }));
    await typesInto(page, t('company.field.nip'));
    expect(await typed()).to.equal('');
    await page.fill(name, own('Drugi klient'));
    await page.click(t('customer.save and task'));
    await page.page.waitForSelector('dialog[open] .task-form');
    await page.fill(t('task.name'), own('Powitać'));
    await page.click(t('task.create'));
    await page.see(t('task.created'));
    expect(
      await panel.db.rows(
        `select c.name, array_remove(array_agg(t.title), null) as tasks from companies c left join tasks t on t.company_id = c.id
         where c.name in ($1, $2) group by c.name order by c.name`,
        [own('Pierwszy klient'), own('Drugi klient')],
      ),
    ).to.deep.equal([
      { name: own('Drugi klient'), tasks: [own('Powitać')] },
      { name: own('Pierwszy klient'), tasks: [] },
    ]);
  });

  story('cases are added one after another, each from the first field on', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const page = await arrive('maria', '/admin/cases?new=1');
    await page.fill(t('case.name'), own('Pierwsza sprawa'));
    await page.click(t('person.save and next'));
    await typesInto(page, t('case.name'));
    await page.page.keyboard.type(own('Druga sprawa'));
    await page.click(t('customer.save and close'));
    await page.gone('dialog[open]');
    const made = await panel.db.rows('select name from cases where name in ($1, $2) order by name desc', [
      own('Pierwsza sprawa'),
      own('Druga sprawa'),
    ]);
    expect(made).to.have.length(2);
  });

  story('people are added one after another, and who is there already is shown while one types', async (scene) => {
    const { t, own, arrive } = scene;
    const page = await arrive('anna', `/admin/companies/${companies.zubr.id}?tab=people`);
    await page.click(t('company.new person'));
    await page.fill(t('company.person.lastName'), own('Pierwsza'));
    await page.click(t('person.save and next'));
    await page.see(t('person.made', { name: own('Pierwsza') }));
    await page.fill(t('company.person.email'), people.jozef.email);
    await page.see(t('person.maybe there'));
    await page.see('Józef Zieliński');
    await page.fill(t('company.person.email'), '');
    await page.fill(t('company.person.lastName'), own('Druga'));
    await page.click(t('customer.save and edit'));
    await page.see(t('person.edit'));
    await page.page.waitForSelector('dialog[open]');
  });

  mainStory('what is no date is said under its field, and the one from before is not saved for it', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const { body: person } = await (
      await panel.as('anna')
    )
      .post(`/api/v1/companies/${companies.drewPol.id}/people`)
      .send({ firstName: 'Ewa', lastName: own('Data'), bornOn: '1970-12-03' })
      .expect(200);
    const saved = () =>
      panel.db.one<{ born: string; name: string }>(
        'select born_on::text as born, first_name as name from people where id = $1',
        [person.id],
      );
    const page = await arrive('anna', `/admin/people/${person.id}`);
    await page.click(t('company.edit'));
    await page.fill(t('company.person.firstName'), 'Ewelina');
    await page.fill(t('company.person.bornOn'), 'za Gierka');
    await page.click(t('frame.save'));
    await page.see(t('date.unread'));
    await page.confirm();
    await typesInto(page, t('company.person.bornOn'));
    expect(await saved()).to.deep.equal({ born: '1970-12-03', name: 'Ewa' });
    await page.fill(t('company.person.bornOn'), '1971-12-04');
    await page.unsee(t('date.unread'));
    await page.click(t('frame.save'));
    await page.see(t('frame.saved'));
    expect(await saved()).to.deep.equal({ born: '1971-12-04', name: 'Ewelina' });
  });

  story(
    'what was refused of a field that the form does not show stands at its top, else under the field',
    async (scene) => {
      const { t, own, arrive } = scene;
      const refused = own('Tak nie można');
      const said = (page: TestPage) =>
        page.page.$$eval(
          'dialog [role=alert]',
          (all, message) => all.filter((one) => one.textContent === message).map((one) => one.className),
          refused,
        );
      const save = async (page: TestPage, field: string) => {
        await page.page.evaluate(
          (message, about) => {
            const answer = JSON.stringify({ code: 'company.wrong', message, field: about });
            window.fetch = () => Promise.resolve(new Response(answer, { status: 422 }));
          },
          refused,
          field,
        );
        await page.click(t('frame.save'));
        await page.see(refused);
        return said(page);
      };
      const page = await arrive('anna', `/admin/companies/${companies.zubr.id}?edit=1`);
      await page.fill(t('company.field.name'), own('Żubr i syn'));
      expect(await save(page, 'bankAccount')).to.deep.equal(['notice red']);
      expect(await save(page, 'name')).to.deep.equal(['under problem']);
      expect(await save(page, 'bankAccount')).to.deep.equal(['notice red']);

      const other = await arrive('anna', `/admin/people/${people.jozef.id}`);
      await other.click(t('company.edit'));
      await other.fill(t('company.person.firstName'), own('Józef'));
      expect(await save(other, 'isMain')).to.deep.equal(['notice red']);
      expect(await save(other, 'firstName')).to.deep.equal(['under problem']);
    },
  );

  story('a new customer without a field that is asked for since the form was opened is told which', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const title = own('Rampa');
    const page = await arrive('anna', '/admin/companies?new=1', { expects: /\b4\d\d\b/ });
    await page.fill(t('company.field.name'), own('Nowy skład'));
    await panel.db.transaction((tx) =>
      createOwnField(tx, viewer('jan'), {
        ...{ record: 'company', kind: 'text', required: true, title: { pl: title, en: title } },
      }),
    );
    await page.click(t('customer.save and edit'));
    await page.page.waitForFunction(
      (name: string) => document.querySelector('dialog .notice.red')?.textContent?.includes(name),
      {},
      title,
    );
    await panel.db.run('update own_fields set active = false');
  });

  story(
    'an address of a person is corrected and taken away, what was deleted comes back, and it follows them',
    async (scene) => {
      const { t, own, arrive, panel } = scene;
      const address = `kot.${own('').trim().toLowerCase()}@drewpol.example`;
      const { body: person } = await (
        await panel.as('anna')
      )
        .post(`/api/v1/companies/${companies.drewPol.id}/people`)
        .send({ firstName: 'Ewa', lastName: own('Kot'), contactPoints: [{ kind: 'email', value: address }] })
        .expect(200);
      const page = await arrive('anna', `/admin/people/${person.id}`);
      await page.click(t('point.correct', { value: address }));
      await page.fill(t('company.point kind.email'), `ewa.${address}`);
      await page.fill(t('point.label'), 'prywatny');
      await page.click(t('frame.save'));
      await page.see('prywatny');
      await page.click(t('point.remove', { value: `ewa.${address}` }));
      await page.unsee('prywatny');
      await page.click(t('frame.undo'));
      await page.see('prywatny');
      await page.fill(t('customer.new note'), own('Dzwonić po dziesiątej'));
      await page.click(t('customer.save note'));
      await page.see(own('Dzwonić po dziesiątej'));
      await page.click(t('customer.delete note'));
      await page.unsee(own('Dzwonić po dziesiątej'));
      await page.click(t('frame.undo'));
      await page.see(own('Dzwonić po dziesiątej'));
      await page.click(t('person.move'));
      await page.page.locator('dialog [role=combobox]').fill('zubr');
      await page.clickStarting(companies.zubr.name);
      await page.confirm();
      await closed(page);
      await page.see(companies.zubr.name);
      await page.see(`ewa.${address}`);
      await page.see(t('person.moved', { name: `Ewa ${own('Kot')}`, company: companies.zubr.name }));
      await page.see(t('person.came from'));
      await page.click(t('frame.undo'));
      await page.see(t('person.moved back', { name: `Ewa ${own('Kot')}`, company: companies.drewPol.name }));
      await page.unsee(t('person.came from'));
      await page.see(`ewa.${address}`);
    },
  );

  story('a note that is being corrected is not dropped unasked, and waits on another tab (rule 27)', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const notes = `/api/v1/companies/${companies.omega.id}/notes`;
    await (
      await panel.as('anna')
    )
      .post(notes)
      .send({ body: own('Klucze u portiera') })
      .expect(200);
    const page = await arrive('anna', `/admin/companies/${companies.omega.id}?tab=notes`);
    const edit = () => page.page.locator(`li.note ::-p-aria([name="${t('company.edit')}"])`).click();
    await edit();
    await page.fill(t('customer.note'), own('Klucze u sąsiada'));
    await page.click(t('frame.cancel'));
    await page.see(t('draft.leave'));
    await page.click(t('draft.stay'));
    await page.click(t('company.tab.people'));
    await page.unsee(own('Klucze u sąsiada'));
    await page.go(`/admin/companies/${companies.omega.id}?tab=notes`);
    await edit();
    await page.see(t('draft.restored', { when: '' }).slice(0, 15));
    await page.click(t('frame.save'));
    await page.see(own('Klucze u sąsiada'));
    await page.unsee(own('Klucze u portiera'));
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

/** Whoever goes by keys goes on from what opened the dialog. */
async function focused(page: TestPage, name: string): Promise<void> {
  await page.page.waitForFunction((of) => document.activeElement?.textContent?.trim().startsWith(of), {}, name);
}

/** The field of this name has the focus. */
async function typesInto(page: TestPage, name: string): Promise<void> {
  await page.page.waitForFunction(
    (of) => (document.activeElement as HTMLInputElement).labels?.[0]?.textContent?.startsWith(of),
    {},
    name,
  );
}

async function closed(page: TestPage): Promise<void> {
  await page.gone('dialog[open]');
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
