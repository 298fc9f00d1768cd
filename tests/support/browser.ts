/** A real browser for tests of pages: it fails on what people would not see but should not be there. */
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import type { Browser, KeyInput, Page } from 'puppeteer-core';
import { users } from './cast.ts';
import { password } from './panel.ts';
import type { Someone } from './panel.ts';

export type TestBrowser = {
  /** A page of its own session; `width` 390 for a phone. */
  open(url: string, options?: OpenOptions): Promise<TestPage>;
  close(): Promise<void>;
};
export type OpenOptions = { readonly width?: number; readonly dark?: boolean; readonly language?: 'pl' | 'en' };

export type Login = { readonly email: string; readonly password: string };

export type TestPage = {
  readonly page: Page;
  /** Logs in through the form and waits for the first page: somebody of the cast, or anybody with a password. */
  logIn(who: Someone | Login): Promise<void>;
  /** Opens an address of the panel and waits until it has drawn its heading and nothing is loading. */
  go(path: string): Promise<void>;
  /** Waits until the text is on the page. */
  see(text: string): Promise<void>;
  /** Waits until the text is not on the page. */
  unsee(text: string): Promise<void>;
  /** Waits until a page is drawn on which nothing is found by this selector: one that has not begun holds nothing either. */
  gone(selector: string): Promise<void>;
  /** Presses these keys one after another. */
  press(...keys: readonly KeyInput[]): Promise<void>;
  /** Clicks the button, link or label with exactly this text. */
  click(text: string): Promise<void>;
  /** As `click`, by how the text begins: for buttons that carry a number. */
  clickStarting(text: string): Promise<void>;
  /** Presses the button that says yes in the dialog that is open. */
  confirm(): Promise<void>;
  /** Chooses this entry of the list with this label. */
  choose(label: string, entry: string): Promise<void>;
  /** Types into the field with this label. */
  fill(label: string, value: string): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** Errors of the page, of its console, and requests to foreign hosts. */
  readonly complaints: readonly string[];
  /** Throws if there were any but those that the story expects; closes the page. */
  done(expected?: RegExp): Promise<void>;
};

/** Starts Chromium. Call `close` in `after`. */
export async function startBrowser(): Promise<TestBrowser> {
  const executablePath = await chromium();
  const launch = () =>
    puppeteer.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--lang=pl-PL',
        '--force-color-profile=srgb',
        '--hide-scrollbars',
      ],
      env: { ...process.env, TZ: 'Europe/Warsaw', LANGUAGE: 'pl' },
    });
  // One that dies while it starts, before any page, says nothing of the panel: it is started once more.
  const browser = await launch().catch(launch);
  return { open: (url, options) => openPage(browser, url, options), close: () => browser.close() };
}

async function chromium(): Promise<string> {
  const named = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'];
  const found = named.find((path) => path && existsSync(path));
  if (found) return found;
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

async function openPage(browser: Browser, url: string, options: OpenOptions = {}): Promise<TestPage> {
  const { width = 1440, dark = false, language = 'pl' } = options;
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.setViewport({ width, height: width < 700 ? 844 : 900, isMobile: width < 700, hasTouch: width < 700 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  await page.setExtraHTTPHeaders({ 'Accept-Language': language });
  const complaints = listen(page, url);
  // Whoever types another address leaves what was half written: the browser asks, and they mean it.
  page.on('dialog', (dialog) => void (dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss()));

  const go = async (path: string) => {
    await page.goto(new URL(path, url).href, { waitUntil: 'domcontentloaded' });
    await settled(page);
  };
  // The bar at the lower edge of a phone covers what lies under it: people scroll, the driver would press the bar.
  const press = async (found: string) => {
    if (width < 700)
      await (
        await page.waitForSelector(found, { visible: true })
      )?.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await page.locator(found).click();
  };
  return {
    page,
    complaints,
    go,
    async logIn(who) {
      await go('/admin/login');
      const login = typeof who === 'string' ? { email: users[who].email, password } : who;
      await page.type('#email', login.email);
      await page.type('#password', login.password);
      await Promise.all([page.waitForNavigation({ waitUntil: 'domcontentloaded' }), page.click('button[type=submit]')]);
      await settled(page);
    },
    // A page that has just begun has no body yet, and what throws at the first look is never looked at again: it would wait in vain.
    see: async (text) => {
      await named(
        `to see "${text}"`,
        page.waitForFunction((wanted) => document.body?.innerText.includes(wanted), {}, text),
      );
    },
    // That a text or a thing is not there is true of every page before it is drawn: its heading comes first.
    unsee: async (text) => {
      await named(
        `"${text}" to go`,
        page.waitForFunction(
          (unwanted) => document.querySelector('h1') !== null && !document.body.innerText.includes(unwanted),
          {},
          text,
        ),
      );
    },
    gone: async (selector) => {
      await named(
        `"${selector}" to go`,
        page.waitForFunction(
          (unwanted) => document.querySelector('h1') !== null && document.querySelector(unwanted) === null,
          {},
          selector,
        ),
      );
    },
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    click: async (text) => {
      const found = `::-p-xpath(//*[self::button or self::a or self::label or self::summary or self::input or @role="tab" or @role="menuitem" or @role="option"][normalize-space(.)=${quoted(text)} or @aria-label=${quoted(text)}])`;
      await named(`to click "${text}"`, press(found));
    },
    clickStarting: async (text) => {
      const found = `::-p-xpath(//*[self::button or self::a or self::label or @role="option"][starts-with(normalize-space(.), ${quoted(text)})])`;
      await named(`to click "${text}…"`, press(found));
    },
    confirm: async () => {
      await named('for a dialog to confirm', page.locator('dialog[open] footer button[type=submit]').click());
    },
    choose: async (label, entry) => {
      const list = (await page.waitForSelector(`::-p-aria([name="${label}"])`))!;
      // What there is to choose from may still be on its way.
      await named(
        `for "${entry}" in "${label}"`,
        page.waitForFunction(
          (select, wanted) => [...(select as HTMLSelectElement).options].some(({ text }) => text === wanted),
          {},
          list,
          entry,
        ),
      );
      const value = await list.evaluate(
        (select, wanted) => [...(select as HTMLSelectElement).options].find(({ text }) => text === wanted)!.value,
        entry,
      );
      await list.select(value);
    },
    fill: async (label, value) => {
      const found = `::-p-aria([name="${label.replace(/"/g, '\\"')}"])`;
      // Emptied as people do it: the driver empties a field without telling the page, which puts the old text back when it is
      // drawn again in between, and what is typed then stands behind it.
      const field = (await named(`for "${label}" to fill`, page.waitForSelector(found)))!;
      if (await field.evaluate(selectUnlessBegun, value)) await page.keyboard.press('Backspace');
      if (value !== '') await named(`to fill "${label}"`, page.locator(found).fill(value));
    },
    screenshot: async (path) => {
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.screenshot({ path: path as `${string}.png` });
    },
    async done(expected) {
      await context.close();
      const others = complaints.filter((complaint) => !expected?.test(complaint));
      if (others.length > 0) throw new Error(`The page complained:\n${others.join('\n')}`);
    },
  };
}

/** Selects all that a field of text holds, and says so, unless the wanted text begins with it. */
function selectUnlessBegun(element: Element, wanted: string): boolean {
  if (!(element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement)) return false;
  if (/^(checkbox|radio|color|file|range)$/.test(element.type)) return false;
  if (element.value === '' || (wanted !== '' && wanted.startsWith(element.value))) return false;
  element.focus();
  element.select();
  return true;
}

function listen(page: Page, url: string): string[] {
  const complaints: string[] = [];
  const own = new URL(url).origin;
  page.on('pageerror', (error) => complaints.push(`page error: ${(error as Error).message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} ${message.location().url ?? ''}`);
  });
  page.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(own) && !/^(data|blob|about):/.test(to)) complaints.push(`foreign request: ${to}`);
  });
  return complaints;
}

/** A heading stands and no skeleton is left, but those that are shown as samples. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('h1') && !document.querySelector('.skeleton:not([data-samples] .skeleton)'),
  );
}

/** Says what was waited for, which the driver does not. */
async function named<T>(what: string, waiting: Promise<T>): Promise<T> {
  return waiting.catch((cause: unknown) => {
    throw new Error(`Waited in vain ${what}`, { cause });
  });
}

function quoted(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}
