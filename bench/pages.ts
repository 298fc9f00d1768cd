/**
 * Pages of the panel in headless Chromium, over the demo company: how soon they are usable with an empty cache and with a
 * warm one, what they load, and what the panel's process holds after much work. Usable: the heading stands and nothing is a
 * skeleton any more. In the place of an hour of people at work, their requests are sent ten at a time, as fast as they are
 * answered: what leaks with requests shows all the same, what leaks with hours does not.
 */
import type { HTTPRequest, HTTPResponse } from 'puppeteer-core';
import { startBrowser, type TestBrowser, type TestPage } from '../tests/support/browser.ts';
import type { Figure } from './figure.ts';
import { startWorkingPanel, type WorkingPanel } from './pages.panel.ts';

const COLD_SECONDS = 2.5;
const WARM_SECONDS = 1;
const SCRIPT_KILOBYTES = 60;
const MEGABYTES = 350;
const COLD_ROUNDS = 3;
const WARM_ROUNDS = 5;
const REQUESTS = Number(process.env['NURT_BENCH_REQUESTS'] ?? 12_000);

type Script = { readonly name: string; readonly bytes: number };
type Visit = {
  readonly seconds: number;
  readonly scripts: readonly Script[];
  readonly asked: readonly Asked[];
};
type Asked = { readonly url: string; readonly init: RequestInit };

const pagesOf = ({ companyId }: WorkingPanel): Readonly<Record<string, string>> => ({
  today: '/admin/today',
  companies: '/admin/companies',
  company: `/admin/companies/${companyId}`,
  tasks: '/admin/tasks',
  calendar: '/admin/calendar',
  work: '/admin/work',
});

export async function run(): Promise<Figure[]> {
  const panel = await startWorkingPanel();
  try {
    const { figures, visited } = await lookAtPages(panel);
    const asked = Object.values(visited).flatMap((visit) => visit.asked);
    return [...figures, mainScript(visited), foreignChunks(visited), ...(await memory(panel, asked))];
  } finally {
    await panel.stop();
  }
}

type Visited = Readonly<Record<string, Visit>>;

async function lookAtPages(panel: WorkingPanel): Promise<{ figures: Figure[]; visited: Visited }> {
  const browser = await startBrowser();
  try {
    const figures: Figure[] = [];
    const visited: Record<string, Visit> = {};
    for (const [page, path] of Object.entries(pagesOf(panel))) {
      const { cold, warm } = await visits({ browser, panel }, path);
      visited[page] = cold[0]!;
      figures.push(
        soonEnough(`${page}, nothing cached`, cold, COLD_SECONDS),
        soonEnough(`${page}, cached`, warm, WARM_SECONDS),
      );
    }
    return { figures, visited };
  } finally {
    await browser.close();
  }
}

/** First visits, each with a browser's empty cache, and later ones of the last of them. */
async function visits({ browser, panel }: { browser: TestBrowser; panel: WorkingPanel }, path: string) {
  const cold: Visit[] = [];
  const warm: Visit[] = [];
  for (let round = 0; round < COLD_ROUNDS; round++) {
    const page = await browser.open(panel.url);
    await watch(page, panel);
    cold.push(await visit(page, path));
    // The first visits with a cache have Chromium keep what it compiled.
    const more = round === COLD_ROUNDS - 1 ? WARM_ROUNDS + 2 : 0;
    for (let again = 0; again < more; again++) warm.push(await visit(page, path));
    await page.done();
  }
  return { cold, warm: warm.slice(2) };
}

type Watching = { usableAt?: number };

/** Logs in, and has each document note when it became usable. */
async function watch({ page }: TestPage, { url, cookie }: WorkingPanel): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await page.browserContext().setCookie({ name, value, domain: new URL(url).hostname, path: '/', httpOnly: true });
  await page.evaluateOnNewDocument(() => {
    const look = () => {
      const isUsable = document.querySelector('h1') && !document.querySelector('.skeleton');
      if (isUsable) (window as Watching).usableAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

async function visit({ page, go }: TestPage, path: string): Promise<Visit> {
  const answers: HTTPResponse[] = [];
  const note = (answered: HTTPResponse) => void answers.push(answered);
  page.on('response', note);
  await go(path);
  const milliseconds = await page.waitForFunction(() => (window as Watching).usableAt).then((at) => at.jsonValue());
  page.off('response', note);
  return {
    seconds: Number(milliseconds) / 1000,
    scripts: answers.filter((answer) => answer.request().resourceType() === 'script').map(scriptOf),
    asked: answers.map((answer) => answer.request()).flatMap(askedBy),
  };
}

function scriptOf(answer: HTTPResponse): Script {
  const name = new URL(answer.url()).pathname.replace(/^\/static\//, '');
  return { name, bytes: Number(answer.headers()['content-length'] ?? 0) };
}

/** What a page asks the panel for, its own document too; files come from the cache, and the stream of news does not end. */
function askedBy(request: HTTPRequest): Asked[] {
  const { pathname } = new URL(request.url());
  if (pathname.startsWith('/static/') || pathname === '/api/v1/live') return [];
  const body = request.postData();
  const type = body ? { 'content-type': 'application/json' } : {};
  const headers = {
    'x-nurt': '1',
    'sec-fetch-site': 'same-origin',
    accept: request.headers()['accept'] ?? '*/*',
    ...type,
  };
  return [{ url: request.url(), init: { method: request.method(), headers, ...(body ? { body } : {}) } }];
}

function soonEnough(name: string, seen: readonly Visit[], limit: number): Figure {
  const figure = seen.map(({ seconds }) => seconds).toSorted((a, b) => a - b)[Math.floor(seen.length / 2)]!;
  return { name, figure, unit: 's', goal: `under ${limit} s`, holds: figure < limit };
}

const adminjs = /^(global|design-system|app)-/;

/** What every page loads beside AdminJS's own scripts: the frame, its parts, and the words of one language. */
function mainScript(visited: Visited): Figure {
  const all = Object.values(visited);
  const ours = all[0]!.scripts.filter(
    ({ name }) => !adminjs.test(name) && all.every(({ scripts }) => scripts.some((script) => script.name === name)),
  );
  const figure = ours.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
  const goal = `under ${SCRIPT_KILOBYTES} KB, compressed`;
  return { name: 'scripts of ours that every page loads', figure, unit: 'KB', goal, holds: figure < SCRIPT_KILOBYTES };
}

function foreignChunks(visited: Visited): Figure {
  const foreign = Object.entries(visited).flatMap(([page, { scripts }]) =>
    scripts.filter(({ name }) => name.startsWith('page-') && !name.startsWith(`page-${page}-`)),
  );
  return {
    name: 'chunks of other pages that a page loads',
    figure: foreign.length,
    unit: 'chunks',
    goal: 'none',
    holds: foreign.length === 0,
  };
}

/** The process after half of the requests and after all of them. */
async function memory({ megabytes, cookie }: WorkingPanel, asked: readonly Asked[]): Promise<Figure[]> {
  const sizes: number[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    await sendAll(asked, cookie, REQUESTS / 4);
    sizes.push(await megabytes());
  }
  const name = `the panel after ${REQUESTS.toLocaleString('en')} requests of pages`;
  const growth = sizes[3]! / sizes[1]!;
  return [
    { name, figure: sizes[3]!, unit: 'MB', goal: `under ${MEGABYTES} MB`, holds: sizes[3]! < MEGABYTES },
    { name: 'the same against the middle', figure: growth, unit: 'times', goal: 'at most 1.1', holds: growth <= 1.1 },
  ];
}

async function sendAll(asked: readonly Asked[], cookie: string, count: number): Promise<void> {
  let sent = 0;
  const person = async () => {
    while (sent < count) {
      const { url, init } = asked[sent++ % asked.length]!;
      const answered = await fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), cookie } });
      if (answered.status >= 400) throw new Error(`${url} answered ${answered.status}: ${await answered.text()}`);
      await answered.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 10 }, person));
}
