import { expect } from 'chai';
import { createCase } from '../../../db/cases.ts';
import { createOwnField } from '../../../db/own-definitions.ts';
import { createOpportunity } from '../../../db/opportunity-links.ts';
import { createTask } from '../../../db/tasks.ts';
import type { TestPage } from '../../support/browser.ts';
import { companies, people, users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { seatAccount } from '../../support/outgoing.ts';
import { pdfOf } from '../../support/pdf-of.ts';
import { stories } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const anna = viewer('anna');
const { jozef } = people;

stories('cases, opportunities and files', ({ story, mainStory, deskStory }) => {
  mainStory(
    'a case is opened, gets a task, is shared, and is closed with its result',
    async ({ t, own, arrive, panel }) => {
      const name = own('Reklamacja palet');
      const page = await arrive('anna', '/admin/cases');
      await page.clickStarting(t('cases.new'));
      await page.fill(t('case.name'), name);
      await page.fill(t('task.customer'), 'drew');
      await page.clickStarting(companies.drewPol.name);
      await page.click(t('case.create'));
      await page.see(t('case.tab.people'));
      await page.see(name);
      await page.click(t('case.new task'));
      await page.fill(t('task.name'), own('Zdjęcia palet'));
      await page.click(t('task.create'));
      await page.see(own('Zdjęcia palet'));

      await page.click(t('case.tab.people'));
      await page.choose(t('case.person'), users.pawel.name);
      await page.click(t('case.grant'));
      const right = t('case.level of', { name: users.pawel.name });
      const levels = () =>
        panel.db.rows<{ level: string }>(
          'select p.level from case_people p join cases k on k.id = p.case_id where k.name = $1',
          [name],
        );
      await page.choose(right, t('case.level.add'));
      const changed = t('case.level changed', { name: users.pawel.name, level: t('case.level.add') });
      await page.see(changed);
      await page.click(t('frame.undo'));
      await until(async () => (await levels())[0]?.level === 'read', { what: 'as it was' });
      await page.unsee(changed);
      await page.click(t('case.revoke', { name: users.pawel.name }));
      await page.see(t('case.did.revoke', { what: users.pawel.name }));
      expect(await levels()).to.deep.equal([]);
      await page.click(t('frame.undo'));
      await page.page.waitForSelector(`[aria-label="${right}"]`);
      expect(await levels()).to.deep.equal([{ level: 'read' }]);
      await page.click(t('case.close'));
      await page.fill(t('case.result'), 'Wymieniono 12 palet');
      await page.choose(t('case.what of tasks', { count: 1 }), t('case.tasks.cancel'));
      await page.confirm();
      await page.see('Wymieniono 12 palet');
      const found = await panel.db.one<object>(
        `select c.state, c.outcome, t.state as task from cases c join tasks t on t.case_id = c.id where c.name = $1`,
        [name],
      );
      expect(found).to.deep.equal({ state: 'closed', outcome: 'success', task: 'cancelled' });
    },
  );

  mainStory('an opportunity goes over the board and is lost with its reason', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    const name = own('Regały do magazynu');
    const { id } = await createOpportunity(panel.db, anna, {
      ...{ name, companyId: companies.zubr.id, valueMinor: 4_000_000 },
    });
    const stages = await panel.db.rows<{ code: string; name: string }>(
      `select code, case $1 when 'pl' then name_pl else name_en end as name from opportunity_stages order by position`,
      [language],
    );
    const reason = await panel.db.one<{ code: string; name: string }>(
      `select code, case $1 when 'pl' then name_pl else name_en end as name from lost_reasons order by position limit 1`,
      [language],
    );
    const now = () =>
      panel.db.one<{ stage: string; state: string; lostReason: string | null }>(
        'select stage, state, lost_reason from opportunities where id = $1',
        [id],
      );
    const page = await arrive('anna', '/admin/opportunities?show=board');
    const move = await page.page.waitForSelector(`select[aria-label="${t('board.move to', { name })}"]`);
    await move!.select(stages[2]!.code);
    await until(async () => (await now()).stage === stages[2]!.code, { what: 'the third stage' });
    // Not where it stands: the cards move on while the board reads anew.
    const card = await page.page.waitForSelector(`.board-card a.title[href$="${id}"]`);
    await card!.evaluate((title) => (title as HTMLElement).click());
    // The board stands until the page of the opportunity has come, and has a tab of the same name.
    await page.gone('.board-card');
    await page.click(t('opportunity.lose'));
    await page.choose(t('opportunity.reason'), reason.name);
    await page.confirm();
    await page.see(t('opportunity.lost'));
    expect(await now()).to.include({ state: 'lost', lostReason: reason.code });
  });

  deskStory('a card of the board is moved by the keyboard', async ({ own, arrive, panel }) => {
    const fields = { name: own('Wózki widłowe'), companyId: companies.zubr.id, valueMinor: 4_000_000 };
    const { id } = await createOpportunity(panel.db, anna, fields);
    const { page } = await arrive('anna', '/admin/opportunities?show=board');
    await (await page.waitForSelector(`.board-card a.title[href$="${id}"]`))!.focus();
    await page.keyboard.down('Shift');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.up('Shift');
    await until(() => panel.db.maybe(`select 1 from opportunities where id = $1 and stage = 'needs'`, [id]), {
      what: 'the second stage',
    });
  });

  mainStory('a file is looked at, and its new version stands before the old one', async ({ t, own, arrive, panel }) => {
    const { id } = await createCase(panel.db, anna, { name: own('Umowa ramowa'), companyId: companies.drewPol.id });
    const page = await arrive('anna', `/admin/cases/${id}?tab=files`);
    await drop(page, '.drop-zone', { name: 'umowa.pdf', bytes: pdfOf('Umowa nr 5') });
    await page.click('umowa.pdf');
    await page.see(t('files.pages', { count: 1 }));
    await page.fill(t('files.description'), own('Ramowa na 2027'));
    await page.fill(t('files.version note'), 'dopisany termin');
    await drop(page, 'dialog .drop-zone', { name: 'umowa-aneks.pdf', bytes: pdfOf('Aneks') });
    await page.see(t('files.version', { number: '2' }));
    await page.see('umowa-aneks.pdf');
    await page.see('dopisany termin');
    // What was typed about the file outlives its new version.
    await page.click(t('frame.save'));
    await page.see(t('frame.saved'));
    const { n } = await panel.db.one<{ n: number }>(
      `select count(*) as n from file_versions v join file_links l on l.file_id = v.file_id where l.record_id = $1`,
      [id],
    );
    expect(n).to.equal(2);
    const { description } = await panel.db.one<{ description: string }>(
      'select f.description from files f join file_links l on l.file_id = f.id where l.record_id = $1',
      [id],
    );
    expect(description).to.equal(own('Ramowa na 2027'));
  });

  deskStory('the value and the contact person of an opportunity are changed in its list', async (scene) => {
    const { own, arrive, panel } = scene;
    const asAnna = await panel.as('anna');
    const post = async (path: string, body: object) =>
      (await asAnna.post(`/api/v1${path}`).send(body).expect(200)).body as { id: string };
    const { id } = await post('/opportunities', { name: own('Regały'), companyId: companies.drewPol.id });
    const shown = { sort: [], condition: null, colours: [], density: 'roomy' };
    const columns = [{ field: 'name' }, { field: 'person' }, { field: 'value' }];
    const view = await post('/lists/opportunities/views', { name: own('Z osobą'), view: { columns, ...shown } });
    const { page, ...desk } = await arrive('anna', `/admin/opportunities?show=list&view=${view.id}`);
    const link = await page.waitForSelector(`tr[data-id="${id}"] .row-link`);
    await link!.focus();
    await desk.press('e', 'Tab');
    const choice = (await page.waitForSelector('.cell-editor select'))!;
    await page.waitForSelector(`.cell-editor option[value="${jozef.id}"]`);
    await choice.select(jozef.id);
    await desk.press('Enter');
    await desk.see('Józef Zieliński');
    await desk.press('e', 'Tab', 'Tab');
    await page.waitForSelector('.cell-editor input');
    await page.keyboard.type('1500,50');
    await desk.press('Enter');
    await until(
      () =>
        panel.db.maybe('select 1 from opportunities where id = $1 and person_id = $2 and value_minor = 150050', [
          id,
          jozef.id,
        ]),
      { what: 'both in the database' },
    );
  });

  deskStory(
    'a stage that is changed in its cell brings its probability, and the sums above the list follow',
    async (scene) => {
      const { own, arrive, panel } = scene;
      const asAnna = await panel.as('anna');
      const post = async (path: string, body: object) =>
        (await asAnna.post(`/api/v1${path}`).send(body).expect(200)).body as { id: string };
      const made = { name: own('Suwnica'), companyId: companies.drewPol.id, valueMinor: 77_700, probability: 5 };
      const { id } = await post('/opportunities', made);
      const condition = {
        combinator: 'and',
        rules: [{ field: 'opportunity.name', operator: '=', value: own('Suwnica') }],
      };
      const columns = [{ field: 'name' }, { field: 'stage' }, { field: 'probability' }, { field: 'weighted' }];
      const shown = { columns, sort: [], condition, colours: [], density: 'roomy' };
      const view = await post('/lists/opportunities/views', { name: own('Ważone'), view: shown });
      const { page, ...desk } = await arrive('anna', `/admin/opportunities?show=list&view=${view.id}`);
      const says = (place: string, text: string) =>
        page.waitForFunction((at, said) => document.querySelector(at)?.textContent.includes(said), {}, place, text);
      await says('.opportunity-sums', '38');
      const link = await page.waitForSelector(`tr[data-id="${id}"] .row-link`);
      await link!.focus();
      await desk.press('e', 'Tab');
      const choice = (await page.waitForSelector('.cell-editor select'))!;
      await choice.select('offer');
      await desk.press('Enter');
      for (const text of ['50', '388']) await says(`tr[data-id="${id}"]`, text);
      await says('.opportunity-sums', '388');
    },
  );

  deskStory('a cell with what is no date or no number stays open and saves nothing', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const asAnna = await panel.as('anna');
    const post = async (path: string, body: object) =>
      (await asAnna.post(`/api/v1${path}`).send(body).expect(200)).body as { id: string };
    const { id } = await post('/opportunities', { name: own('Bramy'), companyId: companies.drewPol.id });
    const shown = { sort: [], condition: null, colours: [], density: 'roomy' };
    const columns = [{ field: 'name' }, { field: 'expectedOn' }, { field: 'value' }];
    const view = await post('/lists/opportunities/views', { name: own('Z dniem'), view: { columns, ...shown } });
    const { page, ...desk } = await arrive('anna', `/admin/opportunities?show=list&view=${view.id}`);
    const saved = () =>
      panel.db.one<{ day: string | null; value: number | null }>(
        'select expected_on::text as day, value_minor::int as value from opportunities where id = $1',
        [id],
      );
    const link = await page.waitForSelector(`tr[data-id="${id}"] .row-link`);
    await link!.focus();
    await desk.press('e', 'Tab');
    await page.waitForSelector('.cell-editor .date input');
    await page.keyboard.type('31.11');
    await desk.press('Enter');
    await desk.see(t('date.unread'));
    await page.waitForSelector('.cell-editor [aria-invalid="true"]');
    expect(await saved()).to.deep.equal({ day: null, value: 0 });
    await desk.press('Escape');
    await desk.gone('.cell-editor');
    await desk.press('e', 'Tab', 'Tab');
    await page.waitForSelector('.cell-editor input.input:not(.date input)');
    await page.keyboard.type('dużo');
    await desk.press('Tab');
    await desk.see(t('number.unread'));
    await page.waitForSelector('.cell-editor [aria-invalid="true"]');
    await page.$eval('.cell-editor input', (input) => (input as HTMLInputElement).select());
    await page.keyboard.type('1500,50');
    await desk.press('Enter');
    await until(async () => (await saved()).value === 150_050, { what: 'the amount in the database' });
    expect(await saved()).to.deep.equal({ day: null, value: 150_050 });
  });

  story('an own field of a file that was saved stays when more is said of the file', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const title = own('Teczka');
    const { code } = await panel.db.transaction((tx) =>
      createOwnField(tx, viewer('jan'), { record: 'file', kind: 'text', title: { pl: title, en: title } }),
    );
    const { id } = await createCase(panel.db, anna, { name: own('Umowa'), companyId: companies.drewPol.id });
    const page = await arrive('anna', `/admin/cases/${id}?tab=files`);
    await drop(page, '.drop-zone', { name: 'umowa.pdf', bytes: pdfOf('Umowa nr 5') });
    await page.click('umowa.pdf');
    const save = async (field: string, value: string) => {
      await page.fill(field, value);
      await page.click(t('frame.save'));
      await page.gone('dialog button[type=submit]');
    };
    await save(title, 'A-1');
    await save(t('files.description'), 'Ramowa');
    const said = await panel.db.one(
      `select f.own ->> $2 as own, f.description from files f join file_links l on l.file_id = f.id where l.record_id = $1`,
      [id, code],
    );
    expect(said).to.deep.equal({ own: 'A-1', description: 'Ramowa' });
  });

  story('a case handed over with a meeting asks whether those invited are told (rule 32)', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const { id: caseId } = await createCase(panel.db, anna, { name: own('Remont'), companyId: companies.drewPol.id });
    const { id } = await createTask(panel.db, anna, {
      ...{ type: 'meeting', title: own('Odbiór'), plannedAt: '2027-03-01T09:00:00Z', durationMinutes: 60 },
      ...{ caseId, companyId: companies.drewPol.id, userIds: [users.jan.id] },
    });
    const account = await panel.db.maybe('select 1 from channel_accounts');
    if (!account) await panel.db.transaction((tx) => seatAccount(tx));
    await (await panel.as('anna')).post(`/api/v1/tasks/${id}/invitations`).expect(200);
    await panel.db.run(`update effects set state = 'doing' where state = 'planned'`);
    await panel.db.run(`update effects set state = 'done', settled_at = now() where state = 'doing'`);
    const page = await arrive('maria', `/admin/cases/${caseId}`);
    await page.click(t('case.hand over'));
    await page.choose(t('case.to whom'), users.pawel.name);
    await page.confirm();
    await page.see(t('calendar.tell'));
  });

  story('what somebody changed is found in the history with what it was', async ({ t, own, arrive, panel }) => {
    const { id } = await createCase(panel.db, anna, { name: own('Pierwsza nazwa'), companyId: companies.drewPol.id });
    const page = await arrive('anna', `/admin/cases/${id}`);
    await page.click(t('case.edit'));
    await page.fill(t('case.name'), own('Druga nazwa'));
    await page.confirm();
    await page.see(own('Druga nazwa'));
    await page.click(t('company.tab.changes'));
    await page.see(own('Pierwsza nazwa'));
    const jan = await arrive('jan', `/admin/audit?recordId=${id}`);
    await jan.see(own('Pierwsza nazwa'));
    await jan.see(t('audit.verb.edit'));
    await jan.see('Anna Wiśniewska');
  });
});

/** Drops a file as from the desktop. */
async function drop({ page }: TestPage, zone: string, file: { readonly name: string; readonly bytes: Uint8Array }) {
  await page.waitForSelector(zone);
  await page.evaluate(
    (selector, name, bytes) => {
      const moved = new DataTransfer();
      moved.items.add(new File([Uint8Array.from(bytes)], name));
      document.querySelector(selector)!.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: moved }));
    },
    zone,
    file.name,
    [...file.bytes],
  );
}
