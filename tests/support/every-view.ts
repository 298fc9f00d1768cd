/** What stands beside the pages of the panel: doors without a login, AdminJS’s plain forms, and the dialogs that people meet most. */
import { speech, type Words } from '../../admin/components/words.ts';
import { answerUrl } from '../../db/invitation-answers.ts';
import { newId } from '../../db/new-id.ts';
import { unsubscribeUrl } from '../../db/unsubscribe.ts';
import type { TestPage } from './browser.ts';
import { en as english, pl as polish } from './dictionaries.ts';
import type { View } from './every-page.ts';
import { secretKey, type TestPanel } from './panel.ts';
import { pdfOf } from './pdf-of.ts';
import { until } from './until.ts';

/** What whoever has no login sees: the login, the way out of mails, the answer to an invitation, and addresses that are none. */
export async function publicViews({ db, url }: TestPanel): Promise<readonly View[]> {
  const house = { publicUrl: url, secretKey };
  const { id: messageId } = await db.one<{ id: string }>(
    `select id from messages where direction = 'out' and address <> '' order by id limit 1`,
  );
  const invitationId = newId();
  await db.run(
    `insert into invitations (id, task_id, user_id, name, address, created_by, told)
     select $1, t.id, u.id, u.name, u.email, 'system:test', jsonb_build_object('method', 'REQUEST', 'title', t.title,
       'startsAt', t.planned_at, 'minutes', t.duration_minutes, 'place', t.place) from tasks t join users u on u.id = t.owner_id where t.state = 'open' and t.planned_at > now()
       and not exists (select 1 from invitations i where i.task_id = t.id) limit 1`,
    [invitationId],
  );
  const open = [unsubscribeUrl(house, messageId), answerUrl(house, invitationId)].map(
    (address) => new URL(address).pathname,
  );
  return ['/admin/login', ...open].map((address) => ({ address }));
}

/** The plain forms that settings lead to: a list, a new record, an old one. */
export async function plainViews({ db }: TestPanel): Promise<readonly View[]> {
  const views: View[] = [];
  for (const table of ['teams', 'task_categories', 'resources', 'legal_entities']) {
    const found = await db.maybe<{ id: string }>(`select id from ${table} order by id limit 1`);
    const at = `/admin/resources/${table}`;
    views.push({ address: at }, { address: `${at}/actions/new` });
    if (found) views.push({ address: `${at}/records/${found.id}/edit` });
  }
  return views;
}

/** Pages with a dialog, a drawer or a menu open. */
export async function openedViews(panel: TestPanel, language: 'pl' | 'en'): Promise<readonly View[]> {
  const { t } = wordsOf(language);
  const { db } = panel;
  const some = async (table: string, where = 'true') =>
    (await db.one<{ id: string }>(`select id from ${table} where ${where} order by id limit 1`)).id;
  const company = await some('companies', 'deleted_at is null');
  const [kase, opportunity] = [await some('cases', `state = 'open'`), await some('opportunities', `state = 'open'`)];
  const jan = await panel.as('jan');
  const { body } = await jan
    .post('/api/v1/files')
    .query({ noun: 'company', recordId: company, name: 'umowa.pdf' })
    .set('Content-Type', 'application/octet-stream')
    .send(Buffer.from(pdfOf('Umowa nr 5')))
    .expect(200);
  const pressed = (address: string, label: string): View => ({
    ...{ address, by: label },
    open: (page) => opened(page, page.clickStarting(label)),
  });
  const struck = (address: string, key: 'f' | '?' | 'o' | 'p' | 'h' | 'n'): View => ({
    ...{ address, by: key },
    open: (page) => opened(page, strike(page, key)),
  });
  return [
    ...['companies', 'tasks', 'cases', 'opportunities'].map((noun) => pressed(`/admin/${noun}`, t(`${noun}.new`))),
    struck('/admin/companies', '?'),
    struck('/admin/companies', 'f'),
    {
      ...{ address: '/admin/companies', by: t('export.title') },
      open: (page) => opened(page, page.click(t('export.title'))),
    },
    pressed('/admin/companies', t('views.new')),
    { address: '/admin/companies', by: 'rows', open: (page) => opened(page, chooseRows(page)) },
    { address: '/admin/today', open: (page) => opened(page, findEverything(page)) },
    { address: `/admin/companies/${company}?edit=1`, open: (page) => opened(page) },
    { address: `/admin/companies/${company}?tab=messages&write=1`, open: (page) => opened(page) },
    { address: `/admin/files?file=${(body as { id: string }).id}`, open: (page) => opened(page) },
    pressed(`/admin/cases/${kase}`, t('case.close')),
    pressed(`/admin/opportunities/${opportunity}`, t('opportunity.lose')),
    struck('/admin/calendar', 'n'),
    pressed('/admin/calendar', t('calendar.subscribe')),
    ...(['o', 'p', 'h'] as const).map((key) => struck('/admin/work', key)),
    { address: '/admin/users/new' },
    pressed('/admin/own-fields', t('own.new')),
    pressed('/admin/classes', t('classes.new')),
  ];
}

function wordsOf(language: 'pl' | 'en'): Words {
  return speech({ language, timeZone: 'Europe/Warsaw', dictionary: language === 'pl' ? polish : english });
}

const ABOVE = 'dialog[open], [role=dialog], .popover:popover-open, .fact-picker, .dt-bulk';

/** Waits for something that stands above the page. */
async function opened({ page }: TestPage, doing: Promise<unknown> = Promise.resolve()): Promise<void> {
  await doing;
  await page.waitForSelector(ABOVE);
  await page.waitForFunction(() => !document.querySelector('dialog[open] .skeleton'));
}

async function findEverything({ page }: TestPage): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('k');
  await page.keyboard.up('Control');
}

async function chooseRows({ page }: TestPage): Promise<void> {
  await page.waitForSelector('tr.row .pick input');
  await page.click('tr.row .pick input');
}

/** A key that is pressed before the page hears it belongs to nobody: so it is pressed again. */
async function strike(page: TestPage, key: 'f' | '?' | 'o' | 'p' | 'h' | 'n'): Promise<void> {
  await until(
    async () => {
      await page.press(key);
      return page.page.waitForSelector(ABOVE, { timeout: 500 }).catch(() => undefined);
    },
    { within: 20_000, what: `something opens by ${key}` },
  );
}
