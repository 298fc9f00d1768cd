import { expect } from 'chai';
import { createCompany } from '../../../db/companies.ts';
import { createPerson, editPerson } from '../../../db/people.ts';
import type { TestPage } from '../../support/browser.ts';
import { users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
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
});

async function valueOf({ page }: TestPage, label: string): Promise<string> {
  const field = await page.waitForSelector(`::-p-aria([name="${label}"])`);
  return field!.evaluate((element) => (element as HTMLInputElement).value);
}
