import { expect } from 'chai';
import { createCompany } from '../../../db/companies.ts';
import { addNote, editNote } from '../../../db/notes.ts';
import { createOwnField } from '../../../db/own-definitions.ts';
import { createPerson, editPerson } from '../../../db/people.ts';
import type { TestPage } from '../../support/browser.ts';
import { users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { hold } from '../../support/hold.ts';
import { stories, type Scene } from '../../support/stories.ts';

const make = ({ panel, own }: Scene, name: string) =>
  panel.db.transaction((tx) =>
    createCompany(tx, viewer('anna'), { kind: 'firm', ownerId: users.anna.id, name: own(name), city: 'Zgierz' }),
  );

stories('the forms of customers, of their people and notes', ({ story }) => {
  story(
    'a customer saved in a form that stays open stands so on the page and in the form opened again',
    async (scene) => {
      const { t, arrive, panel } = scene;
      const { id } = await make(scene, 'Zgierz Tkaniny');
      const page = await arrive('anna', `/admin/companies/${id}`);
      await page.click(t('company.edit'));
      await page.fill(t('company.field.city'), 'Łódź');
      await page.click(t('frame.save'));
      await page.see(t('customer.saved'));
      await page.click(t('customer.save and close'));
      await page.gone('dialog[open]');
      await page.see('Łódź');
      await page.click(t('company.edit'));
      expect(await valueOf(page, t('company.field.city'))).to.equal('Łódź');
      await page.fill(t('company.field.city'), 'Ozorków');
      await page.click(t('customer.save and close'));
      await page.gone('dialog[open]');
      await page.see('Ozorków');
      const now = await panel.db.one('select city, version from companies where id = $1', [id]);
      expect(now).to.deep.equal({ city: 'Ozorków', version: 3 });
    },
  );

  story('the form of a person that stays open goes on from what somebody else has saved meanwhile', async (scene) => {
    const { t, arrive, panel } = scene;
    const [position, department] = [t('company.person.position'), t('company.person.department')];
    const { id: companyId } = await make(scene, 'Zgierz Przędza');
    const { id } = await panel.db.transaction((tx) =>
      createPerson(tx, viewer('anna'), { companyId, lastName: 'Kmita', position: 'kupiec', department: 'zakupy' }),
    );
    const page = await arrive('anna', `/admin/people/${id}`, { expects: /\b409\b/ });
    await page.click(t('company.edit'));
    await page.fill(position, 'szef zakupów');
    const changes = { position: 'dyrektor', department: 'zarząd' };
    await panel.db.transaction((tx) => editPerson(tx, viewer('maria'), { id, version: 1, changes }));
    await page.click(t('frame.save'));
    await page.clickStarting(t('meeting.theirs'));
    await page.click(t('meeting.save'));
    await page.see(t('frame.saved'));
    expect([await valueOf(page, position), await valueOf(page, department)]).to.deep.equal(['dyrektor', 'zarząd']);
    await page.fill(department, 'zarząd spółki');
    await page.click(t('customer.save and close'));
    await page.gone('dialog[open]');
    const now = await panel.db.one('select position, department, version from people where id = $1', [id]);
    expect(now).to.deep.equal({ position: 'dyrektor', department: 'zarząd spółki', version: 3 });
  });

  story(
    'a form whose own fields were just filled in and saved is left unasked',
    async ({ t, own, panel, ...scene }) => {
      const titles = [own('Węzeł'), own('Arkusz')] as const;
      for (const title of titles)
        await panel.db.transaction((tx) =>
          createOwnField(tx, viewer('jan'), { record: 'person', kind: 'text', title: { pl: title, en: title } }),
        );
      const { id: companyId } = await make({ t, own, panel, ...scene }, 'Zgierz Len');
      const { id } = await panel.db.transaction((tx) =>
        createPerson(tx, viewer('anna'), { companyId, lastName: 'Kmita' }),
      );
      const page = await scene.arrive('anna', `/admin/people/${id}`);
      await page.click(t('company.edit'));
      for (const title of titles) await page.fill(title, 'tak');
      await page.click(t('frame.save'));
      await page.see(t('frame.saved'));
      await page.press('Escape');
      await page.gone('dialog[open]');
    },
  );

  story(
    'a task that is made on the page of a customer or a person stands in its list and is counted',
    async (scene) => {
      const { t, arrive, panel } = scene;
      const { id } = await make(scene, 'Zgierz Bawełna');
      const person = await panel.db.transaction((tx) =>
        createPerson(tx, viewer('anna'), { companyId: id, lastName: 'Kmita' }),
      );
      const page = await arrive('anna', `/admin/companies/${id}`);
      const plan = async (title: string) => {
        await page.fill(t('task.name'), title);
        await page.click(t('task.create'));
        await page.gone('dialog[open]');
      };
      await page.see(t('customer.timeline.all'));
      await page.click(t('customer.new task'));
      await plan('Wyślij próbki');
      await page.page.waitForSelector('.timeline ::-p-text(Wyślij próbki)');
      await page.go(`/admin/companies/${id}?tab=tasks`);
      await page.page.locator(`.company-bar ::-p-text(${t('customer.new task')})`).click();
      await plan('Zamów transport');
      await page.page.waitForFunction(() => document.querySelector('.tabs a.on .count')?.textContent === '2');
      await page.go(`/admin/people/${person.id}?tab=tasks`);
      await page.see(t('customer.no tasks open'));
      await page.click(t('customer.new task'));
      await plan('Umów spotkanie');
      await page.page.waitForSelector('table.list ::-p-text(Umów spotkanie)');
    },
  );

  story('more of a list that comes after another filter was chosen is not put under it', async (scene) => {
    const { t, arrive, panel } = scene;
    const { id: companyId } = await make(scene, 'Zgierz Nici');
    await panel.db.transaction(async (tx) => {
      for (let nth = 0; nth < 120; nth++) await addNote(tx, viewer('anna'), { companyId, body: `Szpula ${nth}` });
    });
    const page = await arrive('anna', `/admin/companies/${companyId}`);
    await page.see(t('frame.more'));
    const held = await hold(page, (url) => url.includes('after='));
    await page.click(t('frame.more'));
    const late = await held.request;
    await page.click(t('customer.timeline.files'));
    await page.see(t('customer.nothing of that'));
    const answered = page.page.waitForResponse((response) => response.url() === late.url());
    await late.continue();
    await (await answered).text();
    await page.page.evaluate(() => fetch('/api/v1/me').then((answer) => answer.text()));
    expect(await page.page.$$('.timeline .entry')).to.have.length(0);
    await page.see(t('customer.nothing of that'));
  });

  story('what is typed while a customer is being saved stays, also where somebody else was quicker', async (scene) => {
    const { t, arrive, panel } = scene;
    const { id } = await make(scene, 'Zgierz Wełna');
    const page = await arrive('anna', `/admin/companies/${id}?edit=1`, { expects: /\b409\b/ });
    const [town, short, street] = (['city', 'shortName', 'street'] as const).map((one) => t(`company.field.${one}`));
    await page.fill(town!, 'Łódź');
    await whileHeld(scene, id, async () => {
      await sends(page, 'PATCH', t('frame.save'));
      await page.fill(short!, 'Wełna');
    });
    await page.see(t('customer.saved'));
    expect([await valueOf(page, town!), await valueOf(page, short!)]).to.deep.equal(['Łódź', 'Wełna']);
    const changes = { city: 'Pabianice', industry: 'opakowania' };
    await (await panel.as('maria')).patch(`/api/v1/companies/${id}`).send({ version: 2, changes }).expect(200);
    await page.fill(town!, 'Ozorków');
    await whileHeld(scene, id, async () => {
      await sends(page, 'PATCH', t('frame.save'));
      await page.fill(street!, 'Cicha 4');
    });
    await page.see(t('customer.taken over', { fields: t('company.field.industry') }));
    await page.click(t('customer.keep mine'));
    await page.click(t('customer.save and close'));
    await page.gone('dialog[open]');
    const now = await panel.db.one('select city, short_name, street, industry from companies where id = $1', [id]);
    const wanted = { city: 'Ozorków', shortName: 'Wełna', street: 'Cicha 4', industry: 'opakowania' };
    expect(now).to.deep.equal(wanted);
  });

  story(
    'a note that one types on while it is being kept stays in its field and waits; one that is kept goes',
    async (scene) => {
      const { t, arrive } = scene;
      const { id } = await make(scene, 'Zgierz Len');
      const page = await arrive('anna', `/admin/companies/${id}?tab=notes`);
      await page.fill(t('customer.new note'), 'Klucze u portiera');
      await whileHeld(scene, id, async () => {
        await sends(page, 'POST', t('customer.save note'));
        await page.fill(t('customer.new note'), 'Klucze u portiera, Jan');
      });
      await page.page.waitForSelector('li.note');
      expect(await valueOf(page, t('customer.new note'))).to.equal('Klucze u portiera, Jan');
      await page.page.waitForFunction(() => JSON.stringify(localStorage).includes('nurt.draft'));
      await page.click(t('customer.save note'));
      await page.see('Klucze u portiera, Jan');
      await page.page.waitForFunction(() => document.querySelectorAll('li.note').length === 2);
      expect(await valueOf(page, t('customer.new note'))).to.equal('');
      await page.page.waitForFunction(() => !JSON.stringify(localStorage).includes('nurt.draft'));
    },
  );

  story(
    'a half corrected note that somebody else has corrected meanwhile asks whose words are to stay',
    async (scene) => {
      const { t, arrive, panel } = scene;
      const { id: companyId } = await make(scene, 'Zgierz Jedwab');
      const { id } = await panel.db.transaction((tx) => addNote(tx, viewer('anna'), { companyId, body: 'Do 15:00' }));
      const tab = `/admin/companies/${companyId}?tab=notes`;
      const page = await arrive('anna', tab, { expects: /\b409\b/ });
      const pencil = `li.note ::-p-aria([name="${t('company.edit')}"])`;
      const edit = async () => {
        const button = await page.page.waitForSelector(pencil, { visible: true });
        // On a phone it may lie under the bar at the lower edge.
        await button!.evaluate((one) => one.scrollIntoView({ block: 'center' }));
        await page.page.locator(pencil).click();
      };
      await edit();
      await page.fill(t('customer.note'), 'Do 15:00, w piątki do 13:00');
      await page.page.waitForFunction(() => JSON.stringify(localStorage).includes('nurt.draft'));
      const theirs = { id, version: 1, body: 'Do 17:00' };
      await panel.db.transaction((tx) => editNote(tx, viewer('maria'), theirs));
      await page.go(tab);
      await page.see('Do 17:00');
      await edit();
      await page.see(t('draft.restored', { when: '' }).slice(0, 15));
      await page.fill(t('customer.note'), 'Do 15:00, w piątki do 12:00');
      await page.click(t('frame.save'));
      await page.see(t('meeting.title'));
      await page.clickStarting(t('meeting.theirs'));
      await page.click(t('meeting.save'));
      await page.see('Do 17:00');
      await page.gone('li.note form');
      const now = await panel.db.one('select body from notes where id = $1', [id]);
      expect(now).to.deep.equal({ body: 'Do 17:00' });
      await edit();
      await page.fill(t('customer.note'), 'Do 18:00');
      await page.click(t('frame.save'));
      await page.see('Do 18:00');
      await page.gone('li.note form');
    },
  );
});

/** What is sent about this customer meanwhile is answered afterwards. */
async function whileHeld({ panel }: Scene, id: string, work: () => Promise<void>): Promise<void> {
  await panel.db.transaction(async (tx) => {
    await tx.run('select 1 from companies where id = $1 for update', [id]);
    await work();
  });
}

async function sends(page: TestPage, method: string, button: string): Promise<void> {
  await Promise.all([page.page.waitForRequest((request) => request.method() === method), page.click(button)]);
}

async function valueOf({ page }: TestPage, label: string): Promise<string> {
  const field = await page.waitForSelector(`::-p-aria([name="${label}"])`);
  return field!.evaluate((element) => (element as HTMLInputElement).value);
}
