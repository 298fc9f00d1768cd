import { expect } from 'chai';
import { startBrowser, type OpenOptions, type TestBrowser } from '../support/browser.ts';
import { faultsOfEveryPage, startFilledPanel } from '../support/every-page.ts';
import type { TestPanel } from '../support/panel.ts';

const manners: Readonly<Record<string, OpenOptions>> = {
  'in English': { language: 'en' },
  'in the dark': { dark: true },
};

describe('every page of the panel, in its other manners', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    [panel, browser] = await Promise.all([startFilledPanel(), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  for (const [manner, options] of Object.entries(manners)) {
    it(`opens without an error, fits a desk and a phone, and can be used by everybody ${manner}`, async () => {
      await panel.db.run('update users set language = $1', [options.language ?? 'pl']);
      expect((await faultsOfEveryPage({ panel, browser, options }, [1440, 390])).join('\n')).to.equal('');
    });
  }
});
