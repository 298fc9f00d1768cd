import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createTransport } from 'nodemailer';
import { bulkActivities } from '../../../activities/bulks.ts';
import { newFence, settleEffect, takeTurn } from '../../../db/effects.ts';
import { seatTemplate } from '../../../db/templates.ts';
import type { SendResult } from '../../../domain/effects/results.ts';
import { shippedTemplates } from '../../../domain/scenario/shipped/templates.ts';
import { startMailCatcher } from '../../../ground/mail-catcher.ts';
import { companies } from '../../support/cast.ts';
import { planMessage, seatAccount } from '../../support/outgoing.ts';
import { startPanel, type TestPanel } from '../../support/panel.ts';
import { stories, type Scene } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const settle = { pl: 'Rozstrzygnij wątpliwe', en: 'Decide the doubtful' };
const whatBecame = { pl: 'Co się z nimi stało', en: 'What became of them' };
const theyWentOut = { pl: 'Doszły', en: 'They went out' };
const didYouMean = { pl: 'Może chodziło o „company.name”', en: 'Did you mean "company.name"?' };
/** What the browser says of a letter behind glass: it has run no script and loaded no picture. */
const glass = /sandbox|Content Security Policy|foreign\.example/i;

let home: string;

stories(
  'letters and their templates',
  ({ story, mainStory }) => {
    mainStory('what may have gone out or not waits for a supervisor, who says what became of it', async (scene) => {
      const { t, language, own, isPhone, arrive, panel } = scene;
      const subject = own('Niepewne');
      await letter(scene, subject, { state: 'unknown', reason: 'Connection closed unexpectedly' });
      const maria = await arrive('maria', '/admin/messages');
      await maria.see(t('messages.doubtful count', { count: 1 }));
      await maria.click(t('messages.doubtful see'));
      await maria.click(t('table.pick', { name: subject }));
      if (isPhone) {
        await maria.click(t('bulk.actions'));
        await maria.page.locator(`::-p-xpath(//*[@role="menuitem"][normalize-space(.)="${settle[language]}"])`).click();
      } else await maria.click(settle[language]);
      await maria.choose(whatBecame[language], theyWentOut[language]);
      await maria.confirm();
      const { id: bulkId } = await until(
        () => panel.db.maybe<{ id: string }>(`select id from bulks where state = 'running'`),
        { what: 'the decision' },
      );
      while ((await bulkActivities(panel).moveBulkRows({ bulkId })).more);
      await maria.see(t('table.none found'));
      const { state } = await panel.db.one<{ state: string }>(
        'select e.state from effects e join messages m on m.effect_key = e.key where m.subject = $1',
        [subject],
      );
      expect(state).to.equal('done');
    });

    mainStory('a letter is read as it went out, and what the customer wrote back is recorded', async (scene) => {
      const { t, own, arrive } = scene;
      const subject = own('Zaproszenie dla Drew-Pol');
      await letter(scene, subject, { state: 'done', externalId: '<m1@nurt.example>' });
      const anna = await arrive('anna', '/admin/messages?list=sent');
      await anna.click(subject);
      await anna.see('m1@nurt.example');
      await anna.click(t('letter.text'));
      await anna.see(`zapraszamy ${companies.drewPol.name}`);
      await anna.click(t('messages.record reply'));
      await anna.fill(t('messages.reply text'), 'Tak, proszę dzwonić.');
      await anna.confirm();
      await anna.see(t('messages.reply kept'));
      await anna.go('/admin/messages?list=replies');
      await anna.see(`Re: ${subject}`);
    });

    mainStory(
      'a template shows what its reader gets and where a field is wrong, and takes a file along',
      async (scene) => {
        const { t, language, own, arrive, panel } = scene;
        const name = own('Oferta');
        const text = { language: 'pl', subject: 'Oferta dla {{ company.name }}', bodyHtml: null, bodyText: 'Oferta.' };
        const template = { ...text, code: name.toLowerCase().replace(' ', '-'), name, purpose: 'service' };
        await (await panel.as('maria')).post('/api/v1/templates').send(template).expect(200);
        const file = join(home, 'cennik zażółć.pdf');
        await writeFile(file, '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

        const maria = await arrive('maria', '/admin/templates');
        await maria.click(name);
        await maria.see(`Oferta dla ${companies.drewPol.name}`);
        await maria.fill(t('templates.subject'), 'Cennik dla {{ company.nam }}');
        await maria.see(didYouMean[language]);
        await maria.fill(t('templates.subject'), 'Cennik dla {{ company.name }}');
        await maria.see(`Cennik dla ${companies.drewPol.name}`);
        await maria.click(t('templates.save'));
        await maria.see(t('templates.saved', { number: 2 }));

        await maria.see(t('templates.no attachments'));
        await (await maria.page.$('input[type=file]'))!.uploadFile(file);
        await maria.see(t('templates.attached', { name: 'cennik zażółć.pdf' }));
        await maria.see(t('templates.v', { number: 3 }));
      },
    );

    story('mail that was caught is looked at behind glass: nothing in it runs or is fetched', async (scene) => {
      const { t, own, arrive } = scene;
      const subject = own('Próba');
      await caught(subject);
      const maria = await arrive('maria', '/admin/catcher', { expects: glass });
      await maria.see(t('catcher.text'));
      await maria.click(subject);
      const frame = await maria.page.waitForSelector('dialog iframe.letter-frame');
      expect(await frame!.evaluate((each) => each.getAttribute('sandbox'))).to.equal('');
    });
  },
  startWithMail,
);

/** A template that is sent, an account to send with, and a folder in which the catcher keeps what it caught. */
async function startWithMail(): Promise<TestPanel> {
  home = await mkdtemp(join(tmpdir(), 'nurt-mail-'));
  const panel = await startPanel({ filesDir: join(home, 'files') });
  await panel.db.transaction(async (tx) => {
    await seatAccount(tx);
    const { text, html, ...invitation } = shippedTemplates.find(({ code }) => code === 'invitation')!;
    const written = { ...invitation, bodyText: text, bodyHtml: html, language: 'pl' } as const;
    await seatTemplate(tx, { kind: 'system', id: 'test' }, written);
  });
  return {
    ...panel,
    async stop() {
      await panel.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** An invitation to Drew-Pol with this subject, of which the mail server said this. */
async function letter({ panel: { db } }: Scene, subject: string, result: SendResult): Promise<void> {
  const { id: account } = await db.one<{ id: string }>('select id from channel_accounts');
  const { id } = await db.one<{ id: string }>(
    `select v.id from template_versions v join templates t on t.id = v.template_id where t.code = 'invitation'`,
  );
  const key = await planMessage(db, account, { templateVersionId: id });
  const [claimed] = (await takeTurn(db, { claims: [{ key, fence: newFence() }], settlements: [] })).claimed;
  const merged = { company: { name: companies.drewPol.name }, unsubscribe: { url: 'https://nurt.example/u/x' } };
  await settleEffect(db, { ...claimed!, result, sent: { subject, merged } });
}

/** A letter with a script and a picture from elsewhere that did not leave this machine. */
async function caught(subject: string): Promise<void> {
  const catcher = await startMailCatcher({ port: 0, folder: join(home, 'mail') });
  const transport = createTransport({ host: '127.0.0.1', port: catcher.port, ignoreTLS: true });
  const html = '<h1>Zaproszenie</h1><script>document.title = "x"</script><img src="https://foreign.example/a.png">';
  await transport.sendMail({ from: 'a@nurt.example', to: companies.drewPol.email, subject, text: 'x', html });
  await catcher.close();
}
