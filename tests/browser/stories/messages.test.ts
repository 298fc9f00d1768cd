import { expect } from 'chai';
import { companies } from '../../support/cast.ts';
import { stories } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

stories('messages and documents', ({ mainStory, story }) => {
  mainStory('an answer waits on the home page until it is opened', async ({ t, own, arrive, panel }) => {
    const subject = own('Re: Oferta na palety');
    const { id } = await panel.db.one<{ id: string }>(
      `insert into messages (direction, channel, company_id, subject, address, received_at, created_by, updated_by)
       values ('in', 'email', $1, $2, $3, now(), 'system:mailbox', 'system:mailbox') returning id`,
      [companies.drewPol.id, subject, companies.drewPol.email],
    );
    const page = await arrive('anna', '/admin/today');
    await page.clickStarting(t('today.replies'));
    await page.click(subject);
    await page.see(t('letter.answer'));
    const isRead = async () =>
      (await panel.db.one<{ read: boolean }>('select read_at is not null as read from messages where id = $1', [id]))
        .read;
    await until(isRead, { what: 'that it was read' });
    await page.see(t('messages.mark unread'));
    await page.go('/admin/today');
    await page.see(t('today.nothing waits'));
  });

  story(
    'what a customer said on the phone is written down, and answered in a task about the invoice',
    async (scene) => {
      const { t, own, arrive, panel } = scene;
      const number = own('FV/77');
      const { id } = await panel.db.one<{ id: string }>(
        `insert into transactions (company_id, kind, source, external_id, number, happened_on, amount_minor, created_by, updated_by)
       values ($1, 'invoice', 'erp', $2, $2, current_date - 30, 120000, 'system:test', 'system:test') returning id`,
        [companies.drewPol.id, number],
      );
      const page = await arrive('anna', '/admin/messages');
      await page.click(t('messages.record'));
      await page.fill(t('task.customer'), 'zubr');
      // Not the customer of a row behind the form.
      await page.page
        .locator(`::-p-xpath(//dialog//*[@role="option"][starts-with(normalize-space(.), "${companies.zubr.name}")])`)
        .click();
      await page.fill(t('messages.subject'), own('Pyta o fakturę'));
      await page.fill(t('messages.received at'), 'przed świętem');
      await page.confirm();
      await page.see(t('task.not a date'));
      const received = () =>
        panel.db.maybe<{ on: string }>(
          `select (received_at at time zone 'Europe/Warsaw')::date::text as on from messages where subject = $1`,
          [own('Pyta o fakturę')],
        );
      expect(await received()).to.equal(undefined);
      // Saved sooner than the whole date is said back.
      await page.fill(t('messages.received at'), '3.02.2026 10:00');
      await page.confirm();
      await page.see(own('Pyta o fakturę'));
      expect(await received()).to.deep.equal({ on: '2026-02-03' });

      await page.go(`/admin/transactions/${id}`);
      await page.click(t('customer.new task'));
      await page.see(t('task.about document', { name: `${t('customer.transaction.invoice')} ${number}` }));
      await page.fill(t('task.name'), own('Wyjaśnij fakturę'));
      await page.click(t('task.create'));
      await page.see(own('Wyjaśnij fakturę'));
      const tied = await panel.db.rows('select 1 from task_links where noun = $1 and record_id = $2', [
        'transaction',
        id,
      ]);
      expect(tied).to.have.length(1);
    },
  );
});
