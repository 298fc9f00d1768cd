import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { shortcuts } from '../../admin/components/shortcuts.ts';
import type { Dictionary } from '../../admin/components/words.ts';
import { en as english, pl as polish } from '../support/dictionaries.ts';

const root = join(import.meta.dirname, '../..');

describe('the table of keys in the README', () => {
  for (const [file, words] of [
    ['README.md', english],
    ['README.pl.md', polish],
  ] as const) {
    it(`says in ${file} what the panel's own sheet says`, async () => {
      const text = await readFile(join(root, file), 'utf8');
      const rows = text.split('\n').filter((line) => line.startsWith('|'));
      expect(rows.map(cellsOf)).to.include.deep.members(tableOf(words));
    });
  }
});

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The place is named in its first row only. */
function tableOf(words: Dictionary): string[][] {
  return shortcuts.flatMap(({ place, shortcuts: known }) =>
    known.map(({ keys, word }, at) => [
      at === 0 ? String(words[place]) : '',
      keys.map((key) => `\`${key}\``).join(' '),
      String(words[word]),
    ]),
  );
}
