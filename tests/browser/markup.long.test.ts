import { expect } from 'chai';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { faultsOfEveryPage, startFilledPanel } from '../support/every-page.ts';
import type { TestPanel } from '../support/panel.ts';

const markup = `<img src=x onerror="window.evil=1">`;
/** Columns that people write words into. */
const words =
  /^(name|name_pl|name_en|first_name|last_name|short_name|title|subject|body|body_text|description|notes?|label|place|city|street|position|department|website|evidence|what|goal_text|industry|class|text_pl|text_en|help_pl|help_en|section_pl|section_en|result|lost_note|sender_name|script|file_name|number)$/;

/** The whole demo company with markup, turned writing and signs without width in every word. */
describe('markup in every word', function () {
  this.timeout(1_200_000);
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    [panel, browser] = await Promise.all([startFilledPanel(), startBrowser()]);
    expect(await plant()).to.be.greaterThan(40);
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  /** Answers how many columns took it; one that has a rule of its own keeps its words. */
  async function plant(): Promise<number> {
    const columns = await panel.db.rows<{ table: string; column: string }>(
      `select c.table_name as table, c.column_name as column from information_schema.columns c
         join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'text' and c.is_generated = 'NEVER'`,
    );
    let taken = 0;
    for (const { table, column } of columns.filter((each) => words.test(each.column))) {
      const sign = `${markup}\u202e\u200b`;
      const done = await panel.db
        .run(`update ${table} set ${column} = left(${column}, 150) || $1 where ${column} is not null`, [sign])
        .catch(() => 0);
      if (done > 0) taken++;
    }
    await panel.db.run(`update companies set name = $1 where id = (select min(id::text) from companies)::uuid`, [
      `${markup} ${'Bardzo długa nazwa firmy '.repeat(20)}`.slice(0, 500),
    ]);
    return taken;
  }

  it('is text on every page: nothing of it is drawn, run or asked for', async () => {
    expect((await faultsOfEveryPage({ panel, browser, options: {} }, [])).join('\n')).to.equal('');
  });
});
