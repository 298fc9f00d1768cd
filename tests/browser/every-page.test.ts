import { expect } from 'chai';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { faultsOfEveryPage, startFilledPanel } from '../support/every-page.ts';
import type { TestPanel } from '../support/panel.ts';

describe('every page of the panel', function () {
  // Some hundred addresses at two widths each.
  this.timeout(360_000);
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    [panel, browser] = await Promise.all([startFilledPanel(), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  it('opens without an error, fits a desk and a phone, and can be used by everybody', async function () {
    // Some forty pages, each at two widths, on whatever machine this is.
    this.timeout(300_000);
    expect((await faultsOfEveryPage({ panel, browser, options: {} }, [1440, 390])).join('\n')).to.equal('');
  });
});
