import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { linkCompany } from '../../../db/case-companies.ts';
import { createCase } from '../../../db/cases.ts';
import { insertOpportunity } from '../../../db/opportunities.ts';
import { attachFile } from '../../../db/template-attachments.ts';
import { createTemplate } from '../../../db/templates.ts';
import type { TestPage } from '../../support/browser.ts';
import { companies, people } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { hold } from '../../support/hold.ts';
import { seatAccount } from '../../support/outgoing.ts';
import { stories, type Scene } from '../../support/stories.ts';

stories('a letter', ({ story }) => {
  story(
    'is written from an opportunity, taken back at once, mended and sent again with what was typed (S1-62)',
    async (scene) => {
      const { t, own, panel } = scene;
      const name = own('Okleiniarka');
      const page = await writing(scene, name);
      await page.fill(t('letter.body'), 'Oferta w piatek.');
      await page.click(t('letter.send'));
      await page.click(t('frame.undo'));
      await page.fill(t('letter.body'), 'Oferta w piątek.');
      await page.click(t('letter.send'));
      await page.see(t('letter.goes'));
      await page.gone('[role=dialog]');
      expect(
        await panel.db.rows(
          `select m.body_text as text, e.state from messages m join effects e on e.key = m.effect_key where m.subject = $1 order by m.created_at`,
          [name],
        ),
      ).to.deep.equal([
        { text: 'Oferta w piatek.', state: 'withdrawn' },
        { text: 'Oferta w piątek.', state: 'planned' },
      ]);
    },
  );

  story('to one customer of a case waits for that customer alone', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const maria = viewer('maria');
    const { id } = await createCase(panel.db, maria, { name: own('Reklamacja'), companyId: companies.drewPol.id });
    await panel.db.transaction((tx) => linkCompany(tx, maria, { id, companyId: companies.omega.id }));
    const page = await arrive('maria', `/admin/cases/${id}`);
    const write = async (companyName: string) => {
      await page.click(t('letter.write'));
      await page.page.locator(`::-p-xpath(//*[@role="menuitem"][normalize-space(.)="${companyName}"])`).click();
    };
    for (const { name } of [companies.drewPol, companies.omega]) {
      await write(name);
      await page.fill(t('letter.body'), `Do ${name}`);
      await page.click(t('frame.cancel'));
      await page.click(t('draft.keep'));
      await page.gone('dialog');
    }
    await write(companies.drewPol.name);
    await holds(page, t('letter.body'), `Do ${companies.drewPol.name}`);
  });

  story(
    'keeps what was typed when its template or receiver is chosen; the words of the template are a press away',
    async (scene) => {
      const { t, own } = scene;
      const template = await templateOf(scene, own('Oferta'), { bodyText: 'Oferta: {{ person.lastName }}!' });
      const { drewPol } = companies;
      const { jozef } = people;
      const ofJozef = `${jozef.firstName} ${jozef.lastName} <${jozef.email}>`;
      const page = await writing(scene, own('Piła'));
      await page.choose(t('letter.template'), template.name);
      await holds(page, t('letter.body'), 'Oferta: !');
      await page.choose(t('letter.to'), ofJozef);
      await holds(page, t('letter.body'), `Oferta: ${jozef.lastName}!`);
      await page.fill(t('letter.body'), 'Po swojemu.');
      await page.choose(t('letter.to'), `${drewPol.name} <${drewPol.email}>`);
      await page.see(t('letter.typed stays'));
      await holds(page, t('letter.body'), 'Po swojemu.');
      await page.click(t('letter.put template'));
      await holds(page, t('letter.body'), 'Oferta: !');
      await page.click(t('letter.put typed'));
      await holds(page, t('letter.body'), 'Po swojemu.');
    },
  );

  story('that is an answer keeps what it answers under the words of a template', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const template = await templateOf(scene, own('Odpowiedź'), { bodyText: 'Już sprawdzamy.' });
    const { id } = await panel.db.one<{ id: string }>(
      `insert into messages (direction, channel, company_id, subject, address, body_text, received_at, created_by, updated_by)
       values ('in', 'email', $1, 'Pytanie', $2, 'Kiedy?', now(), 'system:mailbox', 'system:mailbox') returning id`,
      [companies.drewPol.id, companies.drewPol.email],
    );
    const page = await arrive('anna', `/admin/messages/${id}`);
    await page.click(t('letter.answer'));
    await page.choose(t('letter.template'), template.name);
    const body = await page.page.waitForSelector(`::-p-aria([name="${t('letter.body')}"])`);
    await page.page.waitForFunction(
      (one) => /^Już sprawdzamy\.\n\n[^]*> Kiedy\?$/.test((one as HTMLTextAreaElement).value),
      {},
      body,
    );
  });

  story('has the words of the template that was chosen last, whichever comes first', async (scene) => {
    const { t, own, panel } = scene;
    const first = await templateOf(scene, own('Zapytanie'), { bodyText: 'Pytamy.' });
    const second = await templateOf(scene, own('Podziękowanie'), { bodyText: 'Dziękujemy.' });
    const name = own('Strugarka');
    const page = await writing(scene, name);
    const late = await hold(page, (url) => url.includes(`/letters/draft?templateId=${first.id}`));
    await page.choose(t('letter.template'), first.name);
    const asked = await late.request;
    await page.choose(t('letter.template'), second.name);
    await holds(page, t('letter.body'), 'Dziękujemy.');
    const answered = page.page.waitForResponse((response) => response.request() === asked);
    await asked.continue();
    await answered;
    await page.click(t('letter.send'));
    await page.see(t('letter.goes'));
    expect(await sentAbout(panel, name)).to.deep.equal([{ text: 'Dziękujemy.', files: 0 }]);
  });

  story('waits for its files, and what is ticked meanwhile stays ticked', async (scene) => {
    const { t, own, panel } = scene;
    const folder = await mkdtemp(join(tmpdir(), 'nurt-letter-'));
    await writeFile(join(folder, 'oferta.txt'), 'Cena: 1200 zł');
    await writeFile(join(folder, 'rysunek.txt'), 'Szerokość: 2 m');
    const name = own('Frezarka');
    const page = await writing(scene, name);
    const send = async (file: string) =>
      (await page.page.waitForSelector('dialog input[type=file]'))!.uploadFile(join(folder, file));
    await send('rysunek.txt');
    await isTicked(page, 'rysunek.txt', true);
    await (await page.page.waitForSelector(boxOf('rysunek.txt')))!.click();
    await isTicked(page, 'rysunek.txt', false);
    const upload = await hold(page, (url) => url.includes('name=oferta.txt'));
    await send('oferta.txt');
    const asked = await upload.request;
    await (await page.page.waitForSelector(boxOf('rysunek.txt')))!.click();
    await page.page.waitForSelector('dialog footer button[type=submit]:disabled');
    await asked.continue();
    await isTicked(page, 'oferta.txt', true);
    await isTicked(page, 'rysunek.txt', true);
    await page.fill(t('letter.body'), 'W załączeniu.');
    await page.click(t('letter.send'));
    await page.see(t('letter.goes'));
    expect(await sentAbout(panel, name)).to.deep.equal([{ text: 'W załączeniu.', files: 2 }]);
    await rm(folder, { recursive: true });
  });

  story('names the files of its template; one that goes out as it stands takes no others', async (scene) => {
    const { t, own, panel } = scene;
    const folder = await mkdtemp(join(tmpdir(), 'nurt-letter-'));
    await writeFile(join(folder, 'oferta.txt'), 'Cena: 1200 zł');
    const template = await templateOf(scene, own('Zaproszenie'), { purpose: 'marketing', bodyText: 'Zapraszamy.' });
    const file = { name: 'cennik.txt', mediaType: 'text/plain', bytes: 14, sha256: 'x', path: 'cennik' };
    await panel.db.transaction((tx) => attachFile(tx, viewer('jan'), { id: template.id, seen: 1, file }));
    const name = own('Szlifierka');
    // All manners write to one customer, whom more than three offers a week do not reach.
    await panel.db.run('delete from touches where company_id = $1', [companies.drewPol.id]);
    const page = await writing(scene, name);
    await (await page.page.waitForSelector('dialog input[type=file]'))!.uploadFile(join(folder, 'oferta.txt'));
    await isTicked(page, 'oferta.txt', true);
    await page.choose(t('letter.template'), template.name);
    await page.see(t('letter.opt out'));
    await page.see('cennik.txt');
    await page.gone('dialog input[type=file]');
    await page.click(t('letter.send'));
    await page.see(t('letter.goes'));
    expect(await sentAbout(panel, name)).to.deep.equal([{ text: null, files: 0 }]);
    await rm(folder, { recursive: true });
  });
});

/** Anna before an empty letter about a new opportunity of Drew-Pol. */
async function writing({ t, arrive, panel }: Scene, name: string): Promise<TestPage> {
  if (!(await panel.db.maybe('select 1 as one from channel_accounts')))
    await panel.db.transaction((tx) => seatAccount(tx));
  const opportunity = { name, companyId: companies.drewPol.id };
  const id = await panel.db.transaction((tx) => insertOpportunity(tx, viewer('anna'), opportunity));
  const page = await arrive('anna', `/admin/opportunities/${id}?tab=messages`);
  await page.click(t('letter.write'));
  return page;
}

type Words = { readonly bodyText: string; readonly purpose?: string };

async function templateOf({ panel }: Scene, name: string, { bodyText, purpose = 'service' }: Words) {
  const text = { language: 'pl', subject: name, bodyText, bodyHtml: null } as const;
  const code = `letter-${randomUUID().slice(0, 8)}`;
  const { id } = await createTemplate(panel.db, viewer('jan'), { ...text, code, name, purpose });
  return { id, name };
}

/** Waits until the field with this label holds this. */
async function holds({ page }: TestPage, label: string, value: string): Promise<void> {
  const field = await page.waitForSelector(`::-p-aria([name="${label}"])`);
  await page.waitForFunction((one, wanted) => (one as HTMLTextAreaElement).value === wanted, {}, field, value);
}

function boxOf(fileName: string): string {
  return `::-p-xpath(//label[span[normalize-space(.)="${fileName}"]]/input)`;
}

async function isTicked({ page }: TestPage, name: string, ticked: boolean): Promise<void> {
  const box = await page.waitForSelector(boxOf(name));
  await page.waitForFunction((one, wanted) => (one as HTMLInputElement).checked === wanted, {}, box, ticked);
}

/** What went out about this opportunity: the words in the letter itself, and how many files of ours hang on it. */
async function sentAbout({ db }: Scene['panel'], opportunity: string): Promise<unknown[]> {
  return db.rows(
    `select m.body_text as text, (select count(*) from file_links l where l.noun = 'message' and l.record_id = m.id) as files
     from messages m join opportunities o on o.id = m.opportunity_id where o.name = $1`,
    [opportunity],
  );
}
