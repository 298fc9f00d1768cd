import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { en as english, pl as polish } from '../support/dictionaries.ts';
import { dictionary as office } from '../../admin/locale/pl-office.ts';
import { isOffice } from '../../admin/pages/list.ts';
import { speech } from '../../admin/components/words.ts';
import { rights } from '../../domain/access.ts';
import { translations } from '../../admin/stock/translations.ts';

const admin = join(import.meta.dirname, '../../admin');

describe('the panel’s words', () => {
  it('are the same keys in Polish and English', () => {
    expect(Object.keys(polish).sort()).to.deep.equal(Object.keys(english).sort());
    expect(leaves(translations('pl'))).to.deep.equal(leaves(translations('en')));
  });

  it('cover all that AdminJS says in English, but for its parts that are not drawn here', async () => {
    const path = join(admin, '..', 'node_modules', 'adminjs', 'lib', 'locale', 'en', 'translation.json');
    const said = leaves(JSON.parse(await readFile(path, 'utf8'))).map((key) => key.slice(1));
    const undrawn = [
      /^components\.(DropZone|LanguageSelector|Login)\./,
      /^buttons\.(seeTheDocumentation|contactUs)$/,
      /^labels\.(adminVersion|appVersion)$/,
      // Its first page, its login, deleting many at once, the editor of keys and values, and notes to programmers.
      /^messages\.(welcomeOnBoard|addingResources|customizeResources|customizeActions|writeOwnComponents)_/,
      /^messages\.(customDashboard|roleBasedAccess|community|foundBug|needMoreSolutions)_/,
      /^messages\.(invalidCredentials|noActionComponent|componentNotFound_(sub)?title|pageNotFound_subtitle)$/,
      /^messages\.(successfullyBulkDeleted|theseRecordsWillBeRemoved)(_plural)?$/,
      /^messages\.(bulkDeleteError|pickSomeFirstToRemove|initialKey|keyInUse|keyValuePropertyDefaultDescription)$/,
    ];
    expect(said).to.include.members(['buttons.save', 'messages.error404Record']);
    const ours = new Set(leaves(translations('pl')).map((key) => key.slice(1)));
    expect(said.filter((key) => !ours.has(key) && !undrawn.some((part) => part.test(key)))).to.deep.equal([]);
    for (const part of undrawn)
      expect(
        said.some((key) => part.test(key)),
        String(part),
      ).to.equal(true);
  });

  it('have every plural form that Polish needs, and the same blanks in both languages', () => {
    for (const [key, text] of Object.entries(polish)) {
      if (typeof text !== 'string') expect(text, key).to.include.all.keys('one', 'few', 'many', 'other');
      expect(blanks(english[key]), key).to.deep.equal(blanks(text));
    }
  });

  it('are there for every key that a page names', async () => {
    const missing: string[] = [];
    for (const entry of await readdir(admin, { recursive: true, withFileTypes: true })) {
      if (!/\.tsx?$/.test(entry.name) || entry.parentPath.includes('locale')) continue;
      const source = await readFile(join(entry.parentPath, entry.name), 'utf8');
      for (const [, key] of source.matchAll(/\bt\(\s*'([^']+)'/g)) {
        if (!(key! in polish)) missing.push(`${entry.name}: ${key}`);
      }
      for (const [, family] of source.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)) {
        if (!Object.keys(polish).some((key) => key.startsWith(family!))) missing.push(`${entry.name}: ${family}…`);
      }
    }
    expect(missing).to.deep.equal([]);
  });

  it('are all said somewhere: nobody translates what no page shows', async () => {
    const sources: string[] = [];
    for (const folder of ['admin', 'api', 'db', 'domain']) {
      const root = join(admin, '..', folder);
      for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
        if (!/\.tsx?$/.test(entry.name) || entry.parentPath.includes('locale')) continue;
        sources.push(await readFile(join(entry.parentPath, entry.name), 'utf8'));
      }
    }
    const all = sources.join('\n');
    const families = new Set([...all.matchAll(/`([a-z][\w .-]*?)\$\{/g)].map(([, family]) => family!));
    const said = (key: string) => all.includes(`'${key}'`) || [...families].some((family) => key.startsWith(family));
    expect(Object.keys(polish).filter((key) => !said(key))).to.deep.equal([]);
  });

  it('that come with the pages of settings, campaigns, imports, templates and scenarios are said by no other page, but for parts that fetch them', async () => {
    const wrong: string[] = [];
    for (const entry of await readdir(admin, { recursive: true, withFileTypes: true })) {
      const path = relative(admin, join(entry.parentPath, entry.name));
      const [folder, page] = path.split('/');
      if (/^components\/(history\/|run-path\/|shortcuts\.ts)/.test(path)) continue;
      if (!/\.tsx?$/.test(path) || folder === 'locale' || (folder === 'pages' && isOffice(page!))) continue;
      const source = await readFile(join(admin, path), 'utf8');
      if (source.includes('useOfficeWords()')) continue;
      const families = [...source.matchAll(/\bt\(\s*(?:[^()'`]*\? )?`([a-z][\w .-]*?)\$\{/g)].map(
        ([, family]) => family!,
      );
      for (const key of Object.keys(office))
        if (source.includes(`'${key}'`) || families.some((family) => key.startsWith(family)))
          wrong.push(`${path}: ${key}`);
    }
    expect(wrong).to.deep.equal([]);
  });

  it('say what every right allows', () => {
    const missing = rights
      .flatMap((right) => [`right.${right}`, `right.noun.${right.split('.')[0]}`])
      .filter((key) => !(key in polish));
    expect(missing).to.deep.equal([]);
  });

  it('count as a Pole would: 1 zadanie, 2 zadania, 5 zadań', () => {
    const dictionary = {
      n: { one: '{count} zadanie', few: '{count} zadania', many: '{count} zadań', other: '{count} zadania' },
    };
    const { t } = speech({ language: 'pl', timeZone: 'Europe/Warsaw', dictionary });
    expect([1, 2, 5, 12, 22, 1842].map((count) => plain(t('n', { count })))).to.deep.equal([
      '1 zadanie',
      '2 zadania',
      '5 zadań',
      '12 zadań',
      '22 zadania',
      '1 842 zadania',
    ]);
  });

  it('write dates, times and money in the viewer’s zone and manner', () => {
    const { date, time, money } = speech({ language: 'pl', timeZone: 'Europe/Warsaw', dictionary: {} });
    expect(date('2026-12-03T23:30:00.000Z')).to.equal('4 grudnia 2026');
    expect(date('2026-12-03')).to.equal('3 grudnia 2026');
    expect(time('2026-12-03T13:05:00.000Z')).to.equal('14:05');
    expect(plain(money(492000))).to.equal('4 920,00 zł');
    const american = speech({ language: 'en', timeZone: 'America/New_York', dictionary: {} });
    expect(american.date('2026-12-03')).to.equal('3 December 2026');
  });
});

function blanks(text: unknown): string[] {
  const whole = typeof text === 'string' ? text : Object.values((text ?? {}) as object).join(' ');
  return [...new Set([...whole.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].sort();
}

function leaves(node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return [path];
  return Object.entries(node)
    .flatMap(([key, value]) => leaves(value, `${path}.${key}`))
    .sort();
}

/** Numbers are grouped by spaces that do not break. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ');
}
