import { expect } from 'chai';
import { startBrowser, type OpenOptions, type TestBrowser } from '../support/browser.ts';
import { users } from '../support/cast.ts';
import { faultsOfEveryPage, faultsOfViews, startFilledPanel } from '../support/every-page.ts';
import { openedViews, plainViews, publicViews } from '../support/every-view.ts';
import type { Someone, TestPanel } from '../support/panel.ts';

type Manner = OpenOptions & { readonly density?: 'dense'; readonly who?: Someone; readonly widths?: readonly number[] };

const manners: Readonly<Record<string, Manner>> = {
  'in English': { language: 'en' },
  'in the dark': { dark: true },
  'in the compact density': { density: 'dense' },
  'on the narrowest phone and the widest screen': { widths: [360, 2560] },
  // The last: all work is hers from then on, and nobody else's desk has any.
  'as an operator': { who: 'anna' },
};

describe('every page of the panel, in its other manners', function () {
  // Each manner walks over some hundred addresses.
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

  for (const [manner, { density, who = 'jan', widths = [1440, 390], ...options }] of Object.entries(manners)) {
    it(`opens without an error, fits, has nothing cut off, and can be used by everybody ${manner}`, async () => {
      const { language = 'pl' } = options;
      await panel.db.run(
        `update users set language = $1, preferences = preferences || jsonb_build_object('density', $2::text)`,
        [language, density ?? 'normal'],
      );
      await giveAllTo(who);
      const looking = { panel, browser, options, who };
      const faults = [
        ...(await faultsOfEveryPage(looking, widths)),
        ...(await faultsOfViews({ ...looking, who: 'nobody' }, await publicViews(panel), widths)),
        ...(who === 'jan'
          ? await faultsOfViews(
              looking,
              [...(await plainViews(panel)), ...(await openedViews(panel, language))],
              widths,
            )
          : []),
      ];
      expect(faults.join('\n')).to.equal('');
    });
  }

  /** Whoever sees only their own work has some behind every address. */
  async function giveAllTo(who: Someone): Promise<void> {
    if (who === 'jan') return;
    for (const table of ['tasks', 'cases', 'opportunities'])
      await panel.db.run(`update ${table} set owner_id = $1`, [users[who].id]);
  }
});
