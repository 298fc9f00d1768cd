import { expect } from 'chai';
import { createCampaign, editCampaign, fillCampaign, readCampaign } from '../../../db/campaigns.ts';
import { nobody } from '../../../db/candidates.ts';
import { createCase, editCase } from '../../../db/cases.ts';
import { editCompany } from '../../../db/companies.ts';
import { editOpportunity } from '../../../db/opportunities.ts';
import { createOpportunity } from '../../../db/opportunity-links.ts';
import { createOwnField } from '../../../db/own-definitions.ts';
import { editTask } from '../../../db/task-edits.ts';
import { createTask } from '../../../db/tasks.ts';
import type { TestPage } from '../../support/browser.ts';
import { calling, draftOf, placeScenario } from '../../support/campaigns.ts';
import { companies, people, users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { stories } from '../../support/stories.ts';

stories('two people in the same form', ({ story }) => {
  story(
    'the second sees what the first has saved beside their own, chooses field by field, and loses nothing',
    async (scene) => {
      const { t, own, arrive, panel } = scene;
      await panel.db.run('update users set phone = null where id = $1', [users.pawel.id]);
      const page = await arrive('jan', `/admin/users/${users.pawel.id}`, { expects: /\b409\b/ });
      await page.fill(t('users.name'), own('Paweł Lewandowski'));
      await page.fill(t('users.phone'), '+48 600 000 001');

      await panel.db.run(`update users set phone = '+48600000002', version = version + 1 where id = $1`, [
        users.pawel.id,
      ]);
      await page.click(t('frame.save'));
      await page.see(t('meeting.title'));
      await page.see('+48600000002');
      await page.page.evaluate(() => {
        const theirs = [...document.querySelectorAll<HTMLLabelElement>('.meeting label')].find((label) =>
          label.innerText.includes('+48600000002'),
        );
        theirs!.click();
      });
      await page.click(t('meeting.save'));
      await page.see(t('frame.saved'));
      expect(await panel.db.one('select name, phone from users where id = $1', [users.pawel.id])).to.deep.equal({
        name: own('Paweł Lewandowski'),
        phone: '+48600000002',
      });
      await panel.db.run('update users set name = $2 where id = $1', [users.pawel.id, users.pawel.name]);
    },
  );

  story('the second saves a case with Enter, and what the first has changed beside it stays', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const { id } = await createCase(panel.db, viewer('anna'), { name: own('Reklamacja'), description: 'Dawny opis' });
    const page = await arrive('anna', `/admin/cases/${id}`, { expects: /\b409\b/ });
    await page.click(t('case.edit'));
    await page.fill(t('case.name'), own('Reklamacja palet'));
    const first = { stage: 'waiting', description: 'Nowy opis', dueOn: '2031-05-20' };
    await editCase(panel.db, viewer('jan'), { id, version: 1, changes: first });
    await page.press('Enter');
    await page.see(t('frame.saved'));
    const now = `select name, stage, description, to_char(due_on, 'YYYY-MM-DD') as due_on from cases where id = $1`;
    expect(await panel.db.one(now, [id])).to.deep.equal({ name: own('Reklamacja palet'), ...first });
  });

  story('two change the same of an opportunity: both are named, and the rest of neither is lost', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    const anna = viewer('anna');
    const title = own('Termin dostawy');
    await panel.db.transaction((tx) =>
      createOwnField(tx, viewer('jan'), { record: 'opportunity', kind: 'text', title: { pl: title, en: title } }),
    );
    const { code } = await panel.db.one<{ code: string }>('select code from own_fields where name_pl = $1', [title]);
    const fields = { name: own('Regały'), companyId: companies.zubr.id, stage: 'needs', valueMinor: 100 };
    const { id } = await createOpportunity(panel.db, anna, fields);
    const stages = await panel.db.rows<{ code: string; name: string }>(
      `select code, case $1 when 'pl' then name_pl else name_en end as name from opportunity_stages order by position`,
      [language],
    );
    const [mine, theirs] = [stages[0]!, stages[2]!];
    const page = await arrive('anna', `/admin/opportunities/${id}`, { expects: /\b409\b/ });
    await page.click(t('case.edit'));
    await page.page.waitForSelector('[data-field="stage"] select');
    await page.page.select('[data-field="stage"] select', mine.code);
    await page.fill(title, 'maj');
    const changes = { stage: theirs.code, valueMinor: 70_000, own: { [code]: 'czerwiec' } };
    await editOpportunity(panel.db, viewer('jan'), { id, version: 1, changes });
    await page.confirm();
    await page.see(t('meeting.title'));
    await page.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLElement>('.meeting legend')].some((one) => one.innerText === wanted),
      {},
      title,
    );
    const shown = await meetingsOn(page);
    expect(shown[title]).to.deep.equal(['maj', 'czerwiec']);
    expect(shown[t('audit.field.stage')]).to.deep.equal([mine.name, theirs.name]);
    expect(Object.keys(shown)).to.have.members([title, t('audit.field.stage')]);
    await choose(page, 'czerwiec');
    await page.click(t('meeting.save'));
    await page.see(t('frame.saved'));
    const now = `select stage, value_minor, own ->> $2 as own from opportunities where id = $1`;
    expect(await panel.db.one(now, [id, code])).to.deep.equal({
      ...{ stage: mine.code, valueMinor: 70_000, own: 'czerwiec' },
    });
    await panel.db.run('update own_fields set active = false');
  });

  story('of a customer owners and kinds are named, and own fields are met one by one', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const jan = viewer('jan');
    const [both, one] = [own('Rampa'), own('Waga')];
    for (const title of [both, one])
      await panel.db.transaction((tx) =>
        createOwnField(tx, jan, { record: 'company', kind: 'text', title: { pl: title, en: title } }),
      );
    const codeOf = async (title: string) =>
      (await panel.db.one<{ code: string }>('select code from own_fields where name_pl = $1', [title])).code;
    const [bothCode, oneCode] = [await codeOf(both), await codeOf(one)];
    const { id, name } = companies.omega;
    await panel.db.run(`update companies set kind = 'firm', industry = null, owner_id = $2 where id = $1`, [
      ...[id, users.pawel.id],
    ]);
    const page = await arrive('jan', `/admin/companies/${id}?tab=details&edit=1`, { expects: /\b409\b/ });
    await page.fill(both, 'niska');
    await page.click(t('company.kind.sole trader'));
    await page.page.waitForSelector(`[data-field="ownerId"] option[value="${users.anna.id}"]`);
    await page.page.select('[data-field="ownerId"] select', users.anna.id);
    const { version } = await panel.db.one<{ version: number }>('select version from companies where id = $1', [id]);
    const changes = {
      kind: 'institution' as const,
      ownerId: users.maria.id,
      own: { [bothCode]: 'wysoka', [oneCode]: '500' },
    };
    await panel.db.transaction((tx) => editCompany(tx, jan, { id, version, changes }));
    await page.click(t('customer.save and close'));
    await page.see(t('customer.save again'));
    for (const label of [t('audit.field.ownerId'), both])
      await page.page.waitForSelector(`.company-clash[aria-label="${label}"]`);
    expect(await clashesOn(page, '.company-clash')).to.deep.equal({
      [t('audit.field.ownerId')]: [users.anna.name, users.maria.name],
      [t('customer.field.kind')]: [t('company.kind.sole trader'), t('company.kind.institution')],
      [both]: ['niska', 'wysoka'],
    });
    await page.see(one);
    await page.click(t('customer.take theirs'));
    await page.click(t('customer.take theirs'));
    await page.click(t('customer.keep mine'));
    await page.click(t('customer.save and close'));
    await page.see(t('customer.saved'));
    const now = 'select name, kind, owner_id, own ->> $2 as both, own ->> $3 as one from companies where id = $1';
    expect(await panel.db.one(now, [id, bothCode, oneCode])).to.deep.equal({
      ...{ name, kind: 'institution', ownerId: users.maria.id, both: 'niska', one: '500' },
    });
    await panel.db.run('update own_fields set active = false');
  });

  story('a campaign that is put together by two keeps the stages of one and the name of the other', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const maria = viewer('maria');
    const draft = draftOf(await placeScenario(panel.db, own('dzwonienie'), calling), { name: own('Wiosna') });
    const { id } = await createCampaign(panel.db, maria, draft);
    const page = await arrive('maria', `/admin/campaigns/${id}/edit`, { expects: /\b409\b/ });
    await page.fill(t('campaign.form.name'), own('Wiosna u klientów'));
    const stages = [...draft.stages, { ...draft.stages[0]!, name: 'Przypomnienie' }];
    const changed = { ...draft, goalText: '5 spotkań', stages };
    await editCampaign(panel.db, viewer('jan'), { id, version: 1, draft: changed });
    await page.click(t('campaign.form.save'));
    await page.see(t('campaign.form.saved'));
    const now = `select c.name, c.goal_text, (select count(*) from campaign_stages s where s.campaign_id = c.id) as stages
      from campaigns c where id = $1`;
    expect(await panel.db.one(now, [id])).to.deep.equal({
      ...{ name: own('Wiosna u klientów'), goalText: '5 spotkań', stages: 2 },
    });
  });

  story('a campaign that waited half-typed asks about what a colleague has changed since', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const [maria, jan] = [viewer('maria'), viewer('jan')];
    const versionId = await placeScenario(panel.db, own('dzwonienie jesienią'), calling);
    const draft = draftOf(versionId, { name: own('Jesień'), audience: { ...nobody, companies: [companies.zubr.id] } });
    const { id } = await createCampaign(panel.db, maria, draft);
    const page = await arrive('maria', `/admin/campaigns/${id}/edit`, { expects: /\b409\b/ });
    await page.fill(t('campaign.form.name'), own('Jesień u klientów'));
    await page.click(t('campaign.form.everyone'));
    await page.page.click(`a.btn.icon[href$="/campaigns/${id}"]`);
    await page.gone('.campaign-form');
    await page.page.waitForFunction(() => JSON.stringify(localStorage).includes('nurt.draft'));
    const audience = { ...nobody, companies: [companies.zubr.id, companies.omega.id] };
    const stages = [...draft.stages, { ...draft.stages[0]!, name: 'Przypomnienie' }];
    await editCampaign(panel.db, jan, { id, version: 1, draft: { ...draft, stages, audience } });

    await page.go(`/admin/campaigns/${id}/edit`);
    await page.see(t('draft.restored', { when: '' }).slice(0, 15));
    await page.click(t('campaign.form.save'));
    await page.see(t('meeting.title'));
    expect(Object.keys(await meetingsOn(page))).to.deep.equal([t('audit.field.audience')]);
    await page.clickStarting(t('meeting.theirs'));
    await page.click(t('meeting.save'));
    await page.see(t('campaign.form.saved'));
    const now = await readCampaign(panel.db, maria, id);
    expect([now.name, now.stages.length, now.audience.everyone]).to.deep.equal([own('Jesień u klientów'), 2, false]);
    expect(now.audience.companies).to.have.members(audience.companies);
  });

  story('what one has filled in about a campaign under way stays, though the page has read it since', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const jan = viewer('jan');
    const define = async (title: string) =>
      (
        await panel.db.transaction((tx) =>
          createOwnField(tx, jan, { record: 'campaign', kind: 'text', title: { pl: title, en: title } }),
        )
      ).code;
    const [centre, lesson] = [await define(own('MPK')), await define(own('Wnioski'))];
    const { id } = await createCampaign(panel.db, viewer('maria'), { ...draftOf(''), name: own('Lato'), stages: [] });
    await panel.db.run(`update campaigns set state = 'running', started_at = now(), own = $2 where id = $1`, [
      ...[id, JSON.stringify({ [centre]: 'MKT-1' })],
    ]);
    const page = await arrive('maria', `/admin/campaigns/${id}`, { expects: /\b409\b/ });
    await page.click(t('shape.fill in'));
    await page.fill(own('Wnioski'), 'Dzwonić rano');
    const changes = { own: { [centre]: 'MKT-210' } };
    await panel.db.transaction((tx) => fillCampaign(tx, jan, { id, version: 1, changes }));
    await page.see('MKT-210');
    await page.confirm();
    await page.see(t('frame.saved'));
    const { own: filled } = await panel.db.one<{ own: object }>('select own from campaigns where id = $1', [id]);
    expect(filled).to.deep.equal({ [centre]: 'MKT-210', [lesson]: 'Dzwonić rano' });
    await panel.db.run('update own_fields set active = false');
  });

  story('of a task people and priorities are named, and what only one has changed is kept', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const anna = viewer('anna');
    const { id } = await createTask(panel.db, anna, {
      type: 'call',
      title: own('Oferta'),
      companyId: companies.drewPol.id,
    });
    const page = await arrive('anna', `/admin/tasks/${id}`, { expects: /\b409\b/ });
    await page.click(t('task.edit'));
    await page.choose(t('task.priority'), t('tasks.priority.high'));
    await page.page.waitForSelector(`[data-field="caretakerId"] option[value="${users.pawel.id}"]`);
    await page.page.select('[data-field="caretakerId"] select', users.pawel.id);
    const change = { priority: 'low' as const, personId: people.jozef.id, caretakerId: users.maria.id };
    await editTask(panel.db, viewer('maria'), { id, version: 1, change });
    await page.click(t('task.save close'));
    await page.page.waitForSelector('.clash');
    await page.see(users.maria.name);
    expect(await clashesOn(page, '.clash')).to.deep.equal({
      [t('task.priority')]: [t('tasks.priority.high'), t('tasks.priority.low')],
      [t('task.caretaker')]: [users.pawel.name, users.maria.name],
    });
    await page.click(t('task.clash keep'));
    await page.click(t('task.clash keep'));
    await page.click(t('task.save close'));
    await page.gone('dialog[open]');
    expect(await panel.db.one('select priority, person_id from tasks where id = $1', [id])).to.deep.equal({
      ...{ priority: 'high', personId: people.jozef.id },
    });
  });
});

/** What the window asks: of each field what is typed and what is saved. */
function meetingsOn({ page }: TestPage): Promise<Record<string, string[]>> {
  return page.$$eval('.meeting', (all) =>
    Object.fromEntries(
      all.map((one) => [
        one.querySelector('legend')!.innerText,
        [...one.querySelectorAll('label > span')].map((side) => side.lastChild!.textContent!.trim()),
      ]),
    ),
  );
}

/** As `meetingsOn`, in a form that asks by itself. */
function clashesOn({ page }: TestPage, selector: string): Promise<Record<string, string[]>> {
  return page.$$eval(selector, (all) =>
    Object.fromEntries(
      all.map((one) => [
        one.querySelector('b')!.innerText,
        [...one.querySelectorAll('.muted')].map((label) => label.nextElementSibling!.textContent!.trim()),
      ]),
    ),
  );
}

async function choose({ page }: TestPage, value: string): Promise<void> {
  await page.evaluate((wanted) => {
    const sides = [...document.querySelectorAll<HTMLLabelElement>('.meeting label')];
    sides.find((side) => side.innerText.includes(wanted))!.click();
  }, value);
}
