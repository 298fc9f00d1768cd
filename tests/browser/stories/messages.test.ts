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

  story(
    'a payment of a cancelled invoice settles another one, which is offered no longer to what is left',
    async ({ t, own, arrive, panel }) => {
      const [cancelled, paid, open] = [own('FV/81'), own('FV/82'), own('FV/83')] as const;
      const of = { companyId: companies.ges.id, happenedOn: '2026-11-02' };
      const invoice = (number: string, amountMinor: number) => ({
        ...of,
        ...{ kind: 'invoice', externalId: number, number, amountMinor },
      });
      const rows = [
        { ...invoice(cancelled, 100_000), state: 'cancelled' },
        ...[invoice(paid, 40_000), invoice(open, 30_000)],
        { ...of, kind: 'payment', externalId: `bank:${cancelled}`, amountMinor: 100_000, settles: cancelled },
      ];
      await (await panel.as('jan')).put('/api/v1/transactions').send({ source: 'erp', rows }).expect(200);
      const idOf = async (externalId: string) =>
        (await panel.db.one<{ id: string }>('select id from transactions where external_id = $1', [externalId])).id;
      const page = await arrive('jan', `/admin/transactions/${await idOf(`bank:${cancelled}`)}`);
      const field = await page.page.waitForSelector(`::-p-aria([name="${t('credit.invoice')}"])`);
      await field!.select(await idOf(paid));
      await page.click(t('credit.settle'));
      await page.gone(`option[value="${await idOf(paid)}"]`);
      expect(await page.page.$(`option[value="${await idOf(open)}"]`)).not.to.equal(null);
    },
  );
});
