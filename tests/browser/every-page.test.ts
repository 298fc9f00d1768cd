import { join } from 'node:path';
import { expect } from 'chai';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { faultsOfEveryPage, faultsOfViews, onlyPage, pagesOfReadme, startFilledPanel } from '../support/every-page.ts';
import { openedViews, plainViews, publicViews } from '../support/every-view.ts';
import type { TestPanel } from '../support/panel.ts';

/** With `NURT_TEST_PICTURES=<folder>` the README's pictures of a filled panel are taken. */
const pictures = process.env['NURT_TEST_PICTURES'];

describe('every page of the panel', function () {
  // Some hundred addresses at two widths each.
  this.timeout(900_000);
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    [panel, browser] = await Promise.all([startFilledPanel(), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  if (pictures) {
    it('has its picture taken', async () => {
      const page = await browser.open(panel.url);
      await page.logIn('jan');
      for (const [name, address] of Object.entries(await pagesOfReadme(panel))) {
        await page.go(address);
        await page.gone('[aria-busy="true"]');
        await page.screenshot(join(pictures, `${name}.png`));
      }
      await page.done();
    });
  }

  it('opens without an error, fits a desk and a phone, and can be used by everybody', async function () {
    // Some forty pages, each at two widths, on whatever machine this is.
    this.timeout(900_000);
    expect((await faultsOfEveryPage({ panel, browser, options: {} }, [1440, 390])).join('\n')).to.equal('');
  });

  if (onlyPage) return;
  it('has doors without a login, plain forms and dialogs that can be used by everybody', async function () {
    this.timeout(900_000);
    const shared = { panel, browser, options: {} };
    const faults = [
      ...(await faultsOfViews({ ...shared, who: 'nobody' }, await publicViews(panel), [1440, 390])),
      ...(await faultsOfViews(shared, [...(await plainViews(panel)), ...(await openedViews(panel, 'pl'))], [1440])),
    ];
    expect(faults.join('\n')).to.equal('');
  });
});
