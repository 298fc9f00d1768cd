import { expect } from 'chai';
import { dispatchActivities, type DispatchActivities } from '../../../activities/dispatch.ts';
import { loadRuleBook } from '../../../db/governor.ts';
import { defaultRuleBook } from '../../../domain/governor/rule-book.ts';
import { loadRegistry } from '../../../plugins/index.ts';
import { companies } from '../../support/cast.ts';
import { seatAccount } from '../../support/outgoing.ts';
import { startPanel, type TestPanel } from '../../support/panel.ts';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink.ts';
import { stories } from '../../support/stories.ts';

let sink: SmtpSink;
let account: string;
let dispatch: DispatchActivities;

stories(
  'what messages go out by',
  ({ story, mainStory }) => {
    story('the rules of contact are changed and hold from then on', async (scene) => {
      const { t, arrive, panel } = scene;
      await panel.db.run('delete from governor_rules');
      const jan = await arrive('jan', '/admin/rule-book');
      await jan.see(t('rules.hours'));
      await jan.fill(t('rules.touches'), '5');
      const sunday = await jan.page.waitForSelector(`button[title="${t('calendar.day.7')}"]`);
      await sunday!.evaluate((day) => day.scrollIntoView({ block: 'center' }));
      await sunday!.click();
      await jan.click(t('frame.save'));
      await jan.see(t('rules.saved'));
      const book = await loadRuleBook(panel.db);
      expect(book.cap).to.deep.equal({ touches: 5, days: 7 });
      expect(book.hours['email']!.days).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
      expect(book.purposes).to.deep.equal(defaultRuleBook.purposes);
    });

    story('a purpose is added in the settings, and a consent to it is recorded from then on', async (scene) => {
      const { t, arrive, panel } = scene;
      await panel.db.run('delete from governor_rules');
      const jan = await arrive('jan', '/admin/rule-book');
      await jan.fill(t('rules.new purpose'), 'Marketing');
      await jan.see(t('rules.purpose there'));
      await jan.fill(t('rules.new purpose'), 'newsletter');
      await jan.click(t('rules.add purpose'));
      await jan.click(t('frame.save'));
      await jan.see(t('rules.saved'));
      const { purposes } = await loadRuleBook(panel.db);
      expect(purposes['newsletter']).to.deep.equal({ needsConsent: true, capped: true, offer: true });
      const anna = await panel.as('anna');
      const { purposes: offered } = (await anna.get('/api/v1/consent-purposes').expect(200)).body as {
        readonly purposes: readonly { readonly value: string }[];
      };
      expect(offered.map(({ value }) => value)).to.deep.equal(['marketing', 'service', 'newsletter']);
      const said = { channel: 'email', purpose: 'newsletter', status: 'given', evidence: 'formularz' };
      await anna.post(`/api/v1/companies/${companies.drewPol.id}/consents`).send(said).expect(200);
      await jan.go(`/admin/companies/${companies.drewPol.id}?tab=consents`);
      await jan.see('newsletter');
      await jan.go('/admin/rule-book');
      await jan.click(t('rules.remove purpose', { name: 'newsletter' }));
      await jan.click(t('frame.save'));
      await jan.see(t('rules.saved'));
      expect((await loadRuleBook(panel.db)).purposes).to.deep.equal(defaultRuleBook.purposes);
    });

    story('a number is put on the do-not-contact list with a reason, and an address comes off it', async (scene) => {
      const { t, arrive, panel } = scene;
      const { id, email } = companies.drewPol;
      await panel.db.run(
        `insert into suppressions (kind, normalised, purpose, reason, created_by)
         values ('email', $1, 'marketing', 'unsubscribed', 'system:unsubscribe')`,
        [email],
      );
      const anna = await arrive('anna', `/admin/companies/${id}?tab=consents`);
      await anna.see(t('suppression.reason.unsubscribed'));
      await anna.click(t('suppression.lift from', { value: email }));
      await anna.fill(t('suppression.reason'), 'Pomyłka, rozmowa z panem Józefem');
      await anna.confirm();
      await anna.gone('dialog');
      await anna.unsee(t('suppression.reason.unsubscribed'));
      await anna.click(t('suppression.add to', { value: '602 118 340' }));
      await anna.fill(t('suppression.reason'), 'Prośba w rozmowie');
      await anna.confirm();
      await anna.see('Prośba w rozmowie');
      await anna.go(`/admin/companies/${id}?tab=details`);
      await anna.see(t('suppression.listed'));
      await anna.see('Prośba w rozmowie');
      const listed = await panel.db.rows('select kind, purpose, reason from suppressions', []);
      expect(listed).to.deep.equal([{ kind: 'phone', purpose: null, reason: 'Prośba w rozmowie' }]);
      await panel.db.run('delete from suppressions');
    });

    story('a sending account is changed, with its sender and pace', async (scene) => {
      const { t, own, arrive, panel } = scene;
      const sender = own('Biuro Nurt');
      const jan = await arrive('jan', '/admin/channels');
      await jan.click(t('channels.edit', { name: 'E-mail' }));
      await jan.fill(t('channels.sender name'), sender);
      await jan.fill(t('channels.perHour'), '500');
      await jan.click(t('frame.save'));
      await jan.see(`${sender} <nurt@nurt.example>`);
      const saved = await panel.db.one('select sender_name, per_hour from channel_accounts where id = $1', [account]);
      expect(saved).to.deep.equal({ senderName: sender, perHour: 500 });
    });

    mainStory('a test goes the way of every message, and the page says what became of it', async (scene) => {
      const { t, own, arrive } = scene;
      const jan = await arrive('jan', '/admin/channels');
      for (const [behaviour, way] of [
        ['accept', 'done'],
        [{ at: 'RCPT', answer: '550 5.1.1 no such user' }, 'failed'],
      ] as const) {
        sink.behave(behaviour);
        const to = `${own(way).replace(' ', '-').toLowerCase()}@nurt.example`;
        await jan.click(t('channels.try'));
        await jan.fill(t('channels.try to'), to);
        await jan.click(t('channels.try verb'));
        await jan.see(t('channels.tried.planned', { to }));
        await dispatch.sendDue({ accountId: account, now: 0 });
        await jan.see(t(`channels.tried.${way}`, { to }));
        await jan.page.locator('dialog footer .quiet').click();
        await jan.gone('dialog');
        expect(sink.received.some((mail) => mail.to === to)).to.equal(way === 'done');
      }
    });
  },
  startWithAccount,
);

/** A sending account whose mail server is one of our own. */
async function startWithAccount(): Promise<TestPanel> {
  const panel = await startPanel();
  sink = await startSmtpSink();
  account = await seatAccount(panel.db);
  await panel.db.run(`insert into legal_entities (name, is_default) values ('Nurt Demo sp. z o.o.', true)`);
  const house = { publicUrl: panel.url, log: () => {} };
  const plugins = await loadRegistry({ environment: { SMTP_URL: sink.url }, ...house });
  const { db, filesDir } = panel;
  dispatch = dispatchActivities({ db, plugins, installationId: 'i', secretKey: 'k', filesDir, ...house });
  return {
    ...panel,
    async stop() {
      await sink.close();
      await panel.stop();
    },
  };
}
