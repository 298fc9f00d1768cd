/**
 * Stories of what people do, told in a browser. Each is told in Polish on a desk; the main ones once more in English on a
 * phone; `npm run test:long` tells every one in both languages and at both widths. Words come from the panel's own
 * dictionaries, so that a story holds in any language.
 */
import { join } from 'node:path';
import { speech, type Words } from '../../admin/components/words.ts';
import { en as english, pl as polish } from './dictionaries.ts';
import { startBrowser, type TestBrowser, type TestPage } from './browser.ts';
import { users } from './cast.ts';
import { until } from './until.ts';
import { password, sessionCookie, startPanel, type Someone, type TestPanel } from './panel.ts';

export type Manner = { readonly language: 'pl' | 'en'; readonly width: 1440 | 390 };

/** What a story has at hand. */
export type Scene = Words & {
  readonly panel: TestPanel;
  readonly manner: Manner;
  readonly isPhone: boolean;
  /** This name, told apart from that of the same story in another manner. */
  own(name: string): string;
  /** A browser of its own in which this person is logged in and stands on this page. It is closed when the story ends. */
  arrive(who: Someone, path: string, arrival?: Arrival): Promise<TestPage>;
};
export type Arrival = {
  /** What the browser will write into its console, and rightly: such as the answer that somebody else was faster. */
  readonly expects?: RegExp;
  /** Where the browser stands, if not where its user does. */
  readonly zone?: string;
  readonly dark?: boolean;
};

type Story = (scene: Scene) => Promise<void>;
export type Teller = {
  /** Told once in `npm test`. */
  story(title: string, body: Story): void;
  /** Told once more in English on a phone. */
  mainStory(title: string, body: Story): void;
  /** What a phone does not have: columns, keys, a mouse. */
  deskStory(title: string, body: Story): void;
  /** What needs a finger. */
  phoneStory(title: string, body: Story): void;
};

const usual: Manner = { language: 'pl', width: 1440 };
const abroad: Manner = { language: 'en', width: 390 };
const manners: readonly Manner[] = [usual, { language: 'pl', width: 390 }, { language: 'en', width: 1440 }, abroad];
/** A folder for a picture of each page on which a story stopped. */
const shots = process.env['NURT_TEST_SHOTS'];
/** `NURT_TEST_STORY=<part of a title>` tells those stories alone. */
const onlyStory = process.env['NURT_TEST_STORY'] ?? '';
const phones = manners.filter(({ width }) => width < 700);
const isLong = process.env['NURT_TEST_LONG'] !== undefined;

/** A panel and a browser for the stories that `tell` tells. */
export function stories(
  title: string,
  tell: (teller: Teller) => void,
  start: () => Promise<TestPanel> = startPanel,
): void {
  describe(title, () => {
    let panel: TestPanel;
    let browser: TestBrowser;
    before(async () => {
      [panel, browser] = await Promise.all([start(), startBrowser()]);
    });
    after(async () => {
      await browser?.close();
      await panel?.stop();
    });

    const told = (story: string, body: Story, where: readonly Manner[]) => {
      if (!story.includes(onlyStory)) return;
      for (const manner of where) {
        it(`${story}${manner === usual ? '' : ` (${manner.language}, ${manner.width} px)`}`, () =>
          play(body, { title: story, panel, browser, manner }));
      }
    };
    tell({
      story: (story, body) => told(story, body, isLong ? manners : [usual]),
      mainStory: (story, body) => told(story, body, isLong ? manners : [usual, abroad]),
      deskStory: (story, body) => told(story, body, isLong ? manners.filter(({ width }) => width > 700) : [usual]),
      phoneStory: (story, body) => told(story, body, isLong ? phones : phones.slice(0, 1)),
    });
  });
}

type Stage = {
  readonly title: string;
  readonly panel: TestPanel;
  readonly browser: TestBrowser;
  readonly manner: Manner;
};

async function play(body: Story, { title, panel, browser, manner }: Stage): Promise<void> {
  const { language, width } = manner;
  await panel.db.run('update users set language = $1', [language]);
  const opened: { readonly page: TestPage; readonly expects: RegExp | undefined }[] = [];
  const arrive = async (who: Someone, path: string, { expects, zone, dark = false }: Arrival = {}) => {
    const page = await browser.open(panel.url, { width, language, dark });
    opened.push({ page, expects });
    if (zone) await page.page.emulateTimezone(zone);
    await page.page.setCookie(await sessionOf(panel.url, who));
    await page.go(path);
    return page;
  };
  const words = speech({ language, timeZone: 'Europe/Warsaw', dictionary: language === 'pl' ? polish : english });
  const own = (name: string) => `${name} ${language.toUpperCase()}${width}`;
  try {
    await body({ ...words, panel, manner, isPhone: width < 700, own, arrive });
  } catch (error) {
    for (const [at, { page }] of opened.entries())
      if (shots) await page.screenshot(join(shots, `${title.slice(0, 40)} ${language}-${width}-${at}.png`));
    throw error;
  }
  for (const { page, expects } of opened) await page.done(expects);
}

/** The cookie that the login form gives: the stories are about what comes after it. */
async function sessionOf(url: string, who: Someone) {
  const answer = await fetch(new URL('/admin/login', url), {
    method: 'POST',
    headers: { 'X-Nurt': '1' },
    body: new URLSearchParams({ email: users[who].email, password }),
    redirect: 'manual',
  });
  const [name, value] = sessionCookie(answer.headers.getSetCookie()).split('=') as [string, string];
  return { name, value, domain: new URL(url).hostname, path: '/' };
}

/** Waits until an open page hears of news at once. */
export async function listens({ db }: TestPanel): Promise<void> {
  await until(
    () =>
      db.maybe(
        `select 1 as one from pg_stat_activity where application_name = 'nurt-panel-live' and datname = current_database() and query ilike 'listen%'`,
      ),
    { what: 'the browser listens' },
  );
}
