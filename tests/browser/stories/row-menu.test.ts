import { expect } from 'chai';
import { insertOpportunity } from '../../../db/opportunities.ts';
import { createTask } from '../../../db/tasks.ts';
import type { TestPage } from '../../support/browser.ts';
import { companies, users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { middleOf, rest } from '../../support/gestures.ts';
import { stories, type Scene } from '../../support/stories.ts';

const { drewPol, ges } = companies;
const refused = { pl: 'Ma: otwarte zadania', en: 'It has open tasks' };

const call = ({ panel }: Scene, title: string) =>
  createTask(panel.db, viewer('jan'), { type: 'call', title, companyId: drewPol.id, ownerId: users.anna.id });

stories('the menu of a row (S1-13)', ({ mainStory, story, phoneStory }) => {
  mainStory('offers what its reader may do, and does it without leaving the list', async (scene) => {
    const { t, own, arrive, panel } = scene;
    await call(scene, own('Telefon'));
    const page = await arrive('jan', '/admin/companies', { expects: /\b422\b/ });
    const offered = ['customer.new task', 'customer.add note', 'company.edit', 'merge.open', 'customer.delete'];
    expect(await menuOf(scene, page, ges.id)).to.include.members(offered.map((word) => t(word)));
    await page.click(t('customer.add note'));
    await page.fill(t('customer.new note'), own('Wraca w marcu.'));
    await page.click(t('customer.save note'));
    await page.see(t('customer.note kept'));
    const notes = await panel.db.rows('select 1 from notes where company_id = $1 and body = $2', [
      ges.id,
      own('Wraca w marcu.'),
    ]);
    expect(notes).to.have.length(1);

    await focused(page, ges.id);
    await menuOf(scene, page, ges.id);
    await page.click(t('customer.delete'));
    await page.confirm();
    await page.see(t('customer.deleted', { name: ges.name }));
    await page.gone(`tr[data-id="${ges.id}"]`);
    await page.click(t('frame.undo'));
    await page.page.waitForSelector(`tr[data-id="${ges.id}"]`);

    await menuOf(scene, page, drewPol.id);
    await page.click(t('customer.delete'));
    await page.confirm();
    await page.see(refused[scene.language]);
  });

  story('ends the access of a program, which leaves the list of those that work', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const { id } = await panel.db.one<{ id: string }>(
      `insert into tokens (user_id, name, hash, rights) values ($1, $2, $2, '{task.read,company.read}') returning id`,
      [users.anna.id, own('Sklep internetowy')],
    );
    const page = await arrive('jan', '/admin/tokens');
    await page.see(t('tokens.right count', { count: 2 }));
    expect(await menuOf(scene, page, id)).to.deep.equal([t('tokens.revoke'), users.anna.name]);
    await page.click(t('tokens.revoke'));
    await page.see(t('tokens.revoke title', { name: own('Sklep internetowy') }));
    await page.confirm();
    await page.gone(`tr[data-id="${id}"]`);
    const revoked = await panel.db.one('select revoked_at is not null as revoked from tokens where id = $1', [id]);
    expect(revoked).to.deep.equal({ revoked: true });
  });

  story('deletes a group after saying who is in it, for whoever may fill it (S3-17)', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const anna = await panel.as('anna');
    const name = own('Targi');
    const { id } = (await anna.post('/api/v1/groups').send({ name }).expect(200)).body as { id: string };
    await anna
      .post(`/api/v1/groups/${id}/members`)
      .send({ members: [{ companyId: companies.zubr.id }] })
      .expect(200);
    const page = await arrive('maria', '/admin/companies');
    await page.click(t('company.groups'));
    await page.page.waitForSelector(`tr[data-id="${id}"]`);
    expect(await menuOf(scene, page, id)).to.include(t('groups.delete'));
    await page.click(t('groups.delete'));
    await page.see(t('groups.holds', { count: 1 }));
    await page.confirm();
    await page.gone(`tr[data-id="${id}"]`);
    expect(await panel.db.rows('select 1 from groups where id = $1', [id])).to.deep.equal([]);
  });

  story('edits a task of the list, stays open where one saves and goes on, and gives the focus back', async (scene) => {
    const { t, own, arrive } = scene;
    const { id } = await call(scene, own('Telefon'));
    const page = await arrive('jan', '/admin/tasks?list=open');
    await menuOf(scene, page, id);
    await page.click(t('task.edit'));
    for (const title of [own('Telefon rano'), own('Telefon w południe')]) {
      await page.fill(t('task.name'), title);
      await page.click(t('task.save stay'));
      await page.page.waitForFunction(
        (of, said) => document.querySelector(`tr[data-id="${of}"]`)?.textContent?.includes(said),
        {},
        ...[id, title],
      );
    }
    await page.press('Escape');
    await page.gone('dialog');
    await focused(page, id);
  });

  story('calls and writes to a contact person by name where the customer has no address of its own', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const anna = await panel.as('anna');
    const { id } = (
      await anna
        .post('/api/v1/companies')
        .send({ name: own('Skład Sosna') })
        .expect(200)
    ).body as Made;
    const name = `Ewa ${own('Kot')}`;
    const contactPoints = [
      { kind: 'email', value: `${id}@sosna.example` },
      { kind: 'phone', value: '+48602118777' },
    ];
    const { id: personId } = (
      await anna
        .post(`/api/v1/companies/${id}/people`)
        .send({ firstName: 'Ewa', lastName: own('Kot'), contactPoints })
        .expect(200)
    ).body as Made;
    const [calling, writing] = [t('company.call person', { name }), t('company.write person', { name })];
    const page = await arrive('anna', '/admin/companies');
    expect(await menuOf(scene, page, id)).to.include.members([calling, writing]);
    await page.click(writing);
    await receives(page, personId);

    await page.go(`/admin/companies/${id}`);
    await page.see(calling);
    await page.unsee(t('company.unreachable'));
    await page.click(writing);
    await receives(page, personId);
  });

  phoneStory('is without what is not allowed', async (scene) => {
    const { t, arrive } = scene;
    const page = await arrive('anna', '/admin/companies');
    const offered = await menuOf(scene, page, drewPol.id);
    expect(offered).to.include(t('customer.new task'));
    expect(offered).not.to.include(t('customer.delete'));
  });

  story('is there in lists of people, tasks, cases, opportunities and documents', async (scene) => {
    const { t, arrive } = scene;
    await call(scene, 'Telefon');
    await seatOthers(scene);
    const page = await arrive('jan', '/admin/people');
    const words: Readonly<Record<string, readonly string[]>> = {
      people: ['customer.new task', 'company.edit'],
      'tasks?list=open': ['task.edit', 'work.postpone', 'work.hand over', 'task.repeat', 'task.drop'],
      cases: ['case.new task', 'case.edit', 'case.hand over', 'case.close'],
      'opportunities?show=list': ['customer.new task', 'task.edit', 'opportunity.win', 'opportunity.lose'],
      transactions: ['customer.new task', 'company.write'],
    };
    for (const [list, offered] of Object.entries(words)) {
      await page.go(`/admin/${list}`);
      expect(await menuOf(scene, page), list).to.include.members(offered.map((word) => t(word)));
    }
  });
});

/** Opens the menu of this row, or of the first, as people do where they are: by a key, or by a finger that stays. */
async function menuOf({ isPhone }: Scene, page: TestPage, id?: string): Promise<readonly string[]> {
  const row = id === undefined ? 'tr[data-id]' : `tr[data-id="${id}"]`;
  const link = await page.page.waitForSelector(`${row} .row-link`);
  if (isPhone) await rest(page, await middleOf(page, row), 'tr[data-held]');
  else {
    await link!.focus();
    await page.press('m');
  }
  await page.page.waitForSelector('[role=menuitem]');
  return page.page.$$eval('[role=menuitem]', (all) => all.map((one) => one.textContent.trim()));
}

type Made = { readonly id: string };

/** The letter that stands open is to this person. */
async function receives({ page }: TestPage, personId: string): Promise<void> {
  await page.waitForFunction(
    (id) => [...document.querySelectorAll<HTMLSelectElement>('dialog select')].some(({ value }) => value === id),
    {},
    personId,
  );
}

/** The focus is on the row again: whoever walks the list by keys goes on from there. */
async function focused({ page }: TestPage, id: string): Promise<void> {
  await page.waitForFunction((of) => document.activeElement?.closest('tr')?.dataset['id'] === of, {}, id);
}

/** A case, an opportunity and an invoice, once. */
async function seatOthers({ panel: { db } }: Scene): Promise<void> {
  if (await db.maybe('select 1 from cases')) return;
  const by = 'system:test';
  await db.run(
    `insert into cases (number, name, kind, company_id, owner_id, stage, state, created_by, updated_by)
     values ('2026/0001', 'Reklamacja', 'case', $1, $2, 'new', 'open', $3, $3)`,
    [drewPol.id, users.jan.id, by],
  );
  await db.transaction((tx) => insertOpportunity(tx, viewer('jan'), { name: 'Regały', companyId: drewPol.id }));
  await db.run(
    `insert into transactions (company_id, kind, source, external_id, number, happened_on, created_by, updated_by)
     values ($1, 'invoice', 'erp', '1', 'FV/1', current_date, $2, $2)`,
    [drewPol.id, by],
  );
}
