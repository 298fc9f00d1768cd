import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { previewWay } from '../../domain/files/kind.ts';
import { makePreview } from '../../previews/make-preview.ts';
import { rtfText } from '../../previews/rtf-text.ts';
import { MOST_TEXT } from '../../previews/shapes.ts';

describe('the preview of RTF', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(`${tmpdir()}/nurt-rtf-`)));
  after(() => rm(folder, { recursive: true }));

  const placed = async (file: string | Buffer) => {
    const order = { way: 'rtf', from: `${folder}/pismo.rtf`, to: `${folder}/x.webp` } as const;
    await writeFile(order.from, typeof file === 'string' ? Buffer.from(file, 'latin1') : file);
    return order;
  };
  const read = async (file: string | Buffer) => rtfText(await placed(file));
  const wordsOf = async (body: string) => {
    const answer = await read(`{\\rtf1\\ansi\\ansicpg1250 ${body}}`);
    return answer.kind === 'text' ? answer.text : answer;
  };

  const documents: readonly (readonly [what: string, body: string, words: string])[] = [
    ['paragraphs, lines and tabs', 'Raz\\par Dwa\\line\r\nTrzy\\tab cztery', 'Raz\nDwa\nTrzy\tcztery'],
    ['Polish letters of Windows-1250', "Za\\'bf\\'f3\\'b3\\'e6 g\\'ea\\'9cl\\'b9", 'Zażółć gęślą'],
    [
      'letters by their number, without those for older programs',
      '\\uc1 Ja\\u378?\\u324n {\\uc2 \\u261 ab}!',
      'Jaźń ą!',
    ],
    [
      'letters of the alphabet of their font',
      "{\\fonttbl{\\f0\\fcharset238 Arial;}{\\f1\\fcharset204 Arial;}}\\f1 \\'c4\\'e0\\f0 \\'b9",
      'Даą',
    ],
    ['braces, backslashes and dashes', '\\{a\\}\\\\b\\emdash c\\~d', '{a}\\b—c d'],
    ['rows of a table', 'A\\cell B\\cell\\row C\\cell', 'A\tB\nC'],
    [
      'the words of a link and not its address',
      '{\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt umowa}}',
      'umowa',
    ],
    [
      'nothing of styles, pictures, comments and hidden words',
      '{\\stylesheet{\\s1 Nag\\v0 ;}}{\\pict 00ff}{\\*\\x y}A{\\v tajne}B\\v ukryte\\v0 C',
      'ABC',
    ],
    ['what is left of a file that was cut off', 'Do k{ońca'.replace('ń', "\\'f1") + '\\par x', 'Do końca\nx'],
  ];
  for (const [what, body, words] of documents) {
    it(`shows ${what}`, async () => {
      expect(await wordsOf(body)).to.equal(words);
    });
  }

  it('passes over binary pictures, and believes none that is longer than the file', async () => {
    expect(await wordsOf('A{\\pict\\bin4 }}{{}B')).to.equal('AB');
    for (const length of ['9999999999', '-5'])
      expect(await wordsOf(`A{\\pict\\bin${length} xx}B`)).to.deep.equal({ kind: 'none', trouble: 'unreadable' });
  });

  it('reads none that nests without end', async () => {
    expect(await wordsOf('{'.repeat(100_000))).to.deep.equal({ kind: 'none', trouble: 'unreadable' });
    expect(await wordsOf(`${'{'.repeat(100)}A${'}'.repeat(100)}`)).to.equal('A');
  });

  it('shows the beginning of a long one, and reads no more than the beginning of one with large pictures', async () => {
    const long = await read(`{\\rtf1 ${'Zdanie. \\par '.repeat(20_000)}}`);
    expect(long).to.include({ kind: 'text', cut: true });
    expect(long.kind === 'text' && long.text.length).to.equal(MOST_TEXT);
    const picture = Buffer.concat([
      Buffer.from('{\\rtf1 Umowa{\\pict '),
      Buffer.alloc(33 << 20, 'f'),
      Buffer.from('}}'),
    ]);
    expect(await read(picture)).to.deep.equal({ kind: 'text', text: 'Umowa', cut: true });
  });

  it('is made of a .doc that is RTF too; one of the old Word says that it has to be downloaded', async () => {
    expect(['application/rtf', 'application/msword'].map(previewWay)).to.deep.equal(['rtf', 'rtf']);
    expect(await makePreview(await placed('{\\rtf1 Umowa}'))).to.deep.equal({
      kind: 'text',
      text: 'Umowa',
      cut: false,
    });
    const old = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    expect(await makePreview(await placed(old))).to.deep.equal({ kind: 'none', trouble: 'unsupported' });
  });
});
