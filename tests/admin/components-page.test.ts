import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { startPanel, type TestPanel } from '../support/panel.ts';

const admin = join(import.meta.dirname, '..', '..', 'admin');
const page = files('pages/components/*.tsx');
/** The frame draws the one on every page, so on this one too; the other is a whole page, which stands in no other. */
const elsewhere = ['components/reminders.tsx', 'components/data-table/list-page.tsx'];

function files(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: admin }).toSorted();
}

/** Components that a file takes from others, by the name of their file. */
function taken(file: string): readonly string[] {
  const text = readFileSync(join(admin, file), 'utf8');
  return [...text.matchAll(/^import (?!type )[^;]*? from '(\.[^']+\.tsx)';/gms)].map(([, path]) =>
    relative(admin, join(admin, file, '..', path!)),
  );
}

/** These and everything that they are made of. */
function madeOf(from: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const left = [...from];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    left.push(...taken(file));
  }
  return seen;
}

describe('the page of components', () => {
  let panel: TestPanel;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.stop());

  it('holds every component, in itself or as a part of another', () => {
    const there = madeOf([...page, ...elsewhere]);
    expect(files('components/**/*.tsx').filter((file) => !there.has(file))).to.deep.equal([]);
  });

  it('holds by itself whatever pages use', () => {
    const used = files('{pages,frame,forms}/**/*.tsx')
      .filter((file) => !file.startsWith('pages/components/'))
      .flatMap(taken)
      .filter((file) => file.startsWith('components/'));
    const shown = new Set([...page.flatMap(taken), ...elsewhere]);
    expect([...new Set(used)].filter((file) => !shown.has(file)).toSorted()).to.deep.equal([]);
  });

  it('is closed without NURT_DEVELOPER, for an administrator too', async () => {
    const jan = await panel.as('jan');
    const { text } = await jan.get('/admin/pages/components').set('Accept', 'text/html').expect(200);
    expect(text).to.match(/"isDeveloper":\s*false/);
  });
});
