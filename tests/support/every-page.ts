/** Opens every page of the panel with real records behind it, and asks of each what must hold of all of them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type TestAgent from 'supertest/lib/agent.js';
import { pages } from '../../admin/pages/list.ts';
import { rightsOf } from '../../domain/access.ts';
import type { Db } from '../../db/database.ts';
import { fillDemo } from '../../db/demo/fill.ts';
import type { OpenOptions, TestBrowser, TestPage } from './browser.ts';
import { users } from './cast.ts';
import { samples } from './importing.ts';
import { startPanel, type Someone, type TestPanel } from './panel.ts';

const isLong = process.env['NURT_TEST_LONG'] !== undefined;
/** `NURT_TEST_PAGE=<part of an address>` looks at that page alone. */
export const onlyPage = process.env['NURT_TEST_PAGE'] ?? '';
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A panel of the demo company in which the administrator of the cast has work of his own. */
export async function startFilledPanel(): Promise<TestPanel> {
  const panel = await startPanel({ developer: true });
  await fillCompany(panel.db);
  await loadFile(await panel.as('jan'));
  return panel;
}

/** A file of customers that is looked at before it is imported. */
export async function loadFile(administrator: TestAgent): Promise<void> {
  await administrator
    .post('/api/v1/imports?name=klienci.xlsx')
    .type('application/octet-stream')
    .send(readFileSync(join(samples, 'klienci.xlsx')))
    .expect(200);
}

/** The demo company in the place of the cast's customers, with a dozen tasks for the administrator of the cast. */
export async function fillCompany(db: Db): Promise<void> {
  await db.run('truncate companies cascade');
  await fillDemo(db, new Date().toISOString());
  await db.run(
    `update tasks set owner_id = $1 where id in (select id from tasks where state = 'open' order by due_at limit 12)`,
    [users.jan.id],
  );
}

/** What the README shows of a filled panel, by the name of the picture. */
export async function pagesOfReadme(panel: TestPanel): Promise<Readonly<Record<string, string>>> {
  const addresses = await everyAddress(panel);
  const first = (path: RegExp) => addresses.find((address) => path.test(address))!;
  return {
    customers: '/admin/companies',
    customer: first(/^\/admin\/companies\/[0-9a-f-]{36}$/),
    calendar: '/admin/calendar',
    case: first(/^\/admin\/cases\/[0-9a-f-]{36}$/),
    opportunities: '/admin/opportunities?show=board',
    tasks: '/admin/tasks',
  };
}

/** The address of every page in the list, a real id in the place of `:id`, and every tab that has an address. */
export async function everyAddress({ db }: Pick<TestPanel, 'db'>): Promise<readonly string[]> {
  const someId = async (table: string, order = 'id') =>
    (await db.one<{ id: string }>(`select id from ${table} order by ${order} limit 1`)).id;
  const idOf: Readonly<Record<string, string>> = {
    task: await someId(`tasks`, `state desc, due_at`),
    campaign: await someId('campaigns', `state = 'running' desc`),
    'new-campaign': await someId('campaigns', `state = 'draft' desc`),
    message: await someId('messages'),
    template: await someId('templates'),
    scenario: await someId('scenarios'),
    merge: await someId('companies', 'name'),
    company: await someId('companies', '(select count(*) from tasks t where t.company_id = companies.id) desc'),
    case: await someId('cases', `state = 'closed', (select count(*) from tasks t where t.case_id = cases.id) desc`),
    opportunity: await someId('opportunities', `state <> 'open', id`),
    import: await someId('imports'),
    person: await someId('people'),
    'merge-people': await someId(
      'people',
      `(select count(*) from people p where p.company_id = people.company_id) desc, id`,
    ),
    transaction: await someId('transactions', `kind = 'invoice' desc, happened_on desc`),
    colleague: await someId('users', `(select count(*) from cases k where k.owner_id = users.id) desc`),
    dictionary: 'industry',
    profile: 'operator',
    user: await someId('users', `role = 'operator' desc`),
  };
  const { id: twin } = await db.one<{ id: string }>(
    `select o.id from people p join people o on o.company_id = p.company_id and o.id <> p.id where p.id = $1 and o.deleted_at is null limit 1`,
    [idOf['merge-people']],
  );
  const listed = pages.map(({ page, path }) => {
    if (path.includes(':id') && idOf[page] === undefined) throw new Error(`idOf names no record for the page ${page}.`);
    return path.replace(':id', idOf[page] ?? '');
  });
  const tabs = [
    `/admin/companies/${idOf['merge']}/merge?with=${idOf['company']}`,
    `/admin/people/${idOf['merge-people']}/merge?with=${twin}`,
    ...['tasks', 'runs', 'report', 'effect', 'people', 'files', 'changes'].map(
      (tab) => `/admin/cases/${idOf['case']}?tab=${tab}`,
    ),
    `/admin/transactions/${idOf['transaction']}?tab=files`,
    ...['tasks', 'messages', 'consents', 'files', 'changes'].map((tab) => `/admin/people/${idOf['person']}?tab=${tab}`),
    '/admin/cases?show=board',
    '/admin/cases?list=closed',
    ...['messages', 'history', 'files', 'changes'].map(
      (tab) => `/admin/opportunities/${idOf['opportunity']}?tab=${tab}`,
    ),
    ...['list', 'board', 'report'].map((show) => `/admin/opportunities?show=${show}`),
    ...['participants', 'tasks', 'messages', 'costs', 'files', 'report'].map(
      (tab) => `/admin/campaigns/${idOf['campaign']}?tab=${tab}`,
    ),
    ...[
      'details',
      'people',
      'branches',
      'tasks',
      'cases',
      'messages',
      'campaigns',
      'runs',
      'opportunities',
      'files',
      'finance',
      'notes',
      'consents',
      'changes',
    ].map((tab) => `/admin/companies/${idOf['company']}?tab=${tab}`),
  ];
  return [...listed, ...tabs];
}

export type Looking = {
  readonly panel: TestPanel;
  readonly browser: TestBrowser;
  readonly options: OpenOptions;
  /** Whose pages; nobody’s before a login. */
  readonly who?: Someone | 'nobody';
};

/** A page, and what is done on it before it is looked at. */
export type View = {
  readonly address: string;
  readonly by?: string;
  readonly open?: (page: TestPage) => Promise<void>;
};

/** Every page that this person may open, as in `faultsOfViews`. */
export async function faultsOfEveryPage(looking: Looking, widths: readonly number[]): Promise<readonly string[]> {
  const { panel, who = 'jan' } = looking;
  const mine = who === 'nobody' ? new Set() : rightsOf(users[who].role);
  const closed = pages.filter(({ right }) => !mine.has(right)).map(({ path }) => path.split(':')[0]!);
  const addresses = (await everyAddress(panel)).filter(
    (address) =>
      address.includes(onlyPage) &&
      !closed.some((path) => (path.endsWith('/') ? address.startsWith(path) : address === path)),
  );
  if (addresses.length === 0) return [`There is no page with "${onlyPage}" in its address`];
  return faultsOfViews(
    looking,
    addresses.map((address) => ({ address })),
    widths,
  );
}

/**
 * One session in which every view is asked for what it does wrong, at each of `widths`. Axe, which takes longest, looks at
 * the first of them; at each in the long tests.
 */
export async function faultsOfViews(
  { panel, browser, options, who = 'jan' }: Looking,
  views: readonly View[],
  widths: readonly number[],
): Promise<readonly string[]> {
  const page = await browser.open(panel.url, options);
  if (who !== 'nobody') await page.logIn(who);
  const faults: string[] = [];
  for (const { address: at, by, open } of views) {
    const address = by ? `${at} (${by})` : at;
    const before = page.complaints.length;
    const opened = await page
      .go(at)
      .then(() => open?.(page))
      .then(
        () => true,
        () => false,
      );
    if (!opened) {
      faults.push(`${address} is never finished: no heading, a skeleton that stays, or nothing to press`);
      continue;
    }
    for (const width of widths) {
      await page.page.setViewport({ width, height: 900 });
      faults.push(
        ...(await faultsOf(page, isLong || width === widths[0])).map((fault) => `${address} at ${width} px: ${fault}`),
      );
    }
    if (open) await page.page.setViewport({ width: options.width ?? 1440, height: 900 });
    faults.push(...page.complaints.slice(before).map((complaint) => `${address}: ${complaint}`));
  }
  await page.page.close();
  return faults;
}

/** Sideways scrolling, headings other than one, and what axe calls serious or critical. */
async function faultsOf({ page }: TestPage, axe: boolean): Promise<readonly string[]> {
  // What is still rising into its place is half transparent: nobody reads it yet.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const drawn = await page.evaluate(() => ({
    excess: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll('h1').length,
    hasAxe: 'axe' in window,
    cut: [...document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, h1, h2')]
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        if (width === 0 || (left >= 0 && right <= window.innerWidth + 1)) return false;
        // What scrolls sideways by itself can be reached; what is put aside for those who hear the page is no part of it.
        for (let box: HTMLElement | null = one; box; box = box.parentElement) {
          const { overflowX, position, transform } = getComputedStyle(box);
          if (/auto|scroll/.test(overflowX) || (position === 'fixed' && transform !== 'none')) return false;
        }
        return !one.closest('.skip, .unseen, [aria-hidden="true"], .side');
      })
      .map((one) => one.textContent?.trim().slice(0, 40) || one.outerHTML.slice(0, 60)),
  }));
  if (axe && !drawn.hasAxe) await page.evaluate(axeSource);
  return [
    ...(drawn.excess > 0 ? [`scrolls sideways by ${drawn.excess} px`] : []),
    ...drawn.cut.map((what) => `"${what}" reaches beyond the edge`),
    ...(drawn.headings === 1 ? [] : [`${drawn.headings} headings of the first level`]),
    ...(axe ? await page.evaluate(seriousViolations) : []),
  ];
}

type Axe = {
  run(
    context: Document,
    options: object,
  ): Promise<{
    violations: { id: string; impact: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[];
  }>;
};

/** Runs in the page. */
async function seriousViolations(): Promise<string[]> {
  const { axe } = window as unknown as { axe: Axe };
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary.split('\n')[1] ?? ''}`),
    );
}
