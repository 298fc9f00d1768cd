/**
 * What the panel's process holds after an hour in which a browser opened one page after another, every one that there is, on
 * a desk and on a phone, faster than anybody reads. Only measured when it is named; `NURT_BENCH_MINUTES=5` makes the hour shorter.
 */
import { setTimeout } from 'node:timers/promises';
import { startBrowser, type TestPage } from '../tests/support/browser.ts';
import { users } from '../tests/support/cast.ts';
import { everyAddress, loadFile } from '../tests/support/every-page.ts';
import { logIn, password } from '../tests/support/panel.ts';
import type { Figure } from './figure.ts';
import { startWorkingPanel } from './pages.panel.ts';

const MINUTES = Number(process.env['NURT_BENCH_MINUTES'] ?? 60);
const MEGABYTES = 350;
/** Between two pages. */
const RESTS = 1_000;
/** In a third of the time every page has been opened and every cache is full. */
const WARM = 1 / 3;

export async function run(): Promise<Figure[]> {
  const panel = await startWorkingPanel();
  const browser = await startBrowser();
  try {
    await loadFile(await logIn(panel.url, users.jan.email));
    const addresses = await everyAddress(panel);
    const sizes: number[] = [];
    const sample = setInterval(() => void panel.megabytes().then((size) => sizes.push(size)), 10_000);
    const seats = await Promise.all([1440, 390].map((width) => browser.open(panel.url, { width })));
    const until = Date.now() + MINUTES * 60_000;
    const opened = await Promise.all(seats.map((page) => openAll(page, { addresses, until })));
    clearInterval(sample);
    return figuresOf({ opened: opened[0]! + opened[1]!, sizes, last: await panel.megabytes() });
  } finally {
    await browser.close();
    await panel.stop();
  }
}

/** Opens the addresses again and again until then. Answers how many. */
async function openAll(
  page: TestPage,
  { addresses, until }: { readonly addresses: readonly string[]; readonly until: number },
): Promise<number> {
  // A machine that has much else to do opens a page late; how late is not what is measured.
  page.page.setDefaultTimeout(300_000);
  await page.logIn({ email: users.jan.email, password });
  let opened = 0;
  while (Date.now() < until) {
    await page.go(addresses[opened++ % addresses.length]!);
    await setTimeout(RESTS);
  }
  return opened;
}

type Hour = { readonly opened: number; readonly sizes: readonly number[]; readonly last: number };

function figuresOf({ opened, sizes, last }: Hour): Figure[] {
  const growth = last / sizes[Math.floor(sizes.length * WARM)]!;
  const most = Math.max(...sizes);
  const goal = `under ${MEGABYTES} MB`;
  return [
    {
      name: `pages opened in ${MINUTES} minutes`,
      figure: opened,
      unit: 'pages',
      goal: 'as many as it can',
      holds: true,
    },
    { name: 'the panel after them', figure: last, unit: 'MB', goal, holds: last < MEGABYTES },
    { name: 'the most it held', figure: most, unit: 'MB', goal, holds: most < MEGABYTES },
    { name: 'the end against a third', figure: growth, unit: 'times', goal: 'at most 1.1', holds: growth <= 1.1 },
  ];
}
