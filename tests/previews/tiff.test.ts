import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { deflateSync } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect } from 'chai';
import { drawPage, openPdf } from '../../previews/pdf.ts';
import { tiffPicture } from '../../previews/tiff.ts';
import { tiffAsPdf } from '../../previews/tiff-as-pdf.ts';
import { readTiff } from '../../previews/tiff-file.ts';
import { tiffOf, type TiffTags } from '../support/tiff-of.ts';

const size = { 256: [8], 257: [8] };
/** A row of four white dots and four black ones, over and over, as a fax packs it. */
const fax = Buffer.from(bits(`${'0011011011'}${'11'.repeat(7)}${'000000000001'.repeat(2)}`));

describe('the preview of a TIFF', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(`${tmpdir()}/nurt-tiff-`)));
  after(() => rm(folder, { recursive: true }));

  const order = { way: 'tiff', from: '', to: '' } as const;
  const made = async (file: Buffer) => {
    const [from, to] = [`${folder}/picture.tif`, `${folder}/picture.webp`];
    await writeFile(from, file);
    return tiffPicture({ ...order, from, to });
  };
  /** The colours of some dots of what was made. */
  const dots = async (...places: readonly (readonly [number, number])[]) => {
    const image = await loadImage(`${folder}/picture.webp`);
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    return places.map(([x, y]) => {
      const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data;
      const name = (part: number) => (part > 200 ? 'f' : part < 60 ? '0' : '8');
      return name(red) + name(green) + name(blue);
    });
  };
  const red = Buffer.alloc(8 * 4 * 3, Buffer.from([255, 0, 0]));
  const blue = Buffer.alloc(8 * 4 * 3, Buffer.from([0, 0, 255]));
  const colours = { ...size, 258: [8, 8, 8], 262: [2], 277: [3], 278: [4] };

  const pictures: readonly [what: string, tags: TiffTags, strips: readonly Buffer[], expected: readonly string[]][] = [
    ['as it is', { ...colours, 259: [1] }, [red, blue], ['f00', '00f']],
    ['packed by Deflate', { ...colours, 259: [8] }, [deflateSync(red), deflateSync(blue)], ['f00', '00f']],
    [
      'in grey with dots that differ from the one before',
      { ...size, 258: [8], 259: [8], 262: [1], 277: [1], 278: [8], 317: [2] },
      [deflateSync(Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([255, 0, 0, 0, 0, 0, 0, 0]))))],
      ['fff', 'fff'],
    ],
    ['as a fax', { ...size, 258: [1], 259: [4], 262: [0], 277: [1], 278: [8] }, [fax], ['fff', 'fff', '000']],
    [
      'with dots that are transparent',
      { ...size, 258: [8, 8, 8, 8], 259: [1], 262: [2], 277: [4], 278: [8] },
      [Buffer.alloc(8 * 8 * 4, Buffer.from([255, 0, 0, 128]))],
      ['f00', 'f00'],
    ],
  ];
  for (const [what, tags, strips, expected] of pictures)
    it(`that is kept ${what} is a picture`, async () => {
      expect(await made(tiffOf(tags, strips))).to.deep.equal({ kind: 'picture', width: 8, height: 8 });
      const asked = [
        [1, 1],
        [1, 6],
        [6, 6],
      ] as const;
      expect(await dots(...asked.slice(0, expected.length))).to.deep.equal(expected);
    });

  it('is turned as the scanner says, with square dots, in either order of bytes, and says how many pages there are', async () => {
    const tags = { ...colours, 259: [1], 274: [6] };
    const file = tiffOf(tags, [red, blue], { isLittleEndian: false, pages: 3 });
    expect(await made(file)).to.deep.equal({ kind: 'picture', width: 8, height: 8, pages: 3 });
    expect(await dots([6, 1], [1, 1])).to.deep.equal(['f00', '00f']);
  });

  it('that is larger than a picture may be is not unpacked, and one that lies about itself throws', async () => {
    const huge = { ...colours, 256: [60_000], 257: [60_000], 259: [1] };
    expect(await made(tiffOf(huge, [red]))).to.deep.equal({ kind: 'none', trouble: 'too large' });
    const broken = [
      Buffer.from('II*\0'),
      Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1'),
      tiffOf({ ...colours, 259: [99] }, [red]),
      tiffOf({ ...colours, 259: [1] }, [Buffer.alloc(0)]),
      tiffOf({ ...colours, 259: [1], 262: [8] }, [red]),
    ];
    for (const file of broken) {
      const refused = await made(file).then(
        () => 'taken',
        () => 'refused',
      );
      expect(refused).to.equal('refused');
    }
  });

  it('whose JPEG says that it is larger than a picture may be, or does not say how large, is not unpacked', () => {
    const jpeg = (...segments: readonly (readonly number[])[]) =>
      Buffer.from([0xff, 0xd8, ...segments.flat(), ...Array<number>(30).fill(0)]);
    const frame = (side: number) => [0xff, 0xc0, 0, 17, 8, side >> 8, side & 255, side >> 8, side & 255];
    const asPdf = (file: Buffer, jpegTables?: Buffer) =>
      tiffAsPdf({ ...readTiff(tiffOf({ ...colours, 259: [7], 278: [8] }, [file])).picture(), jpegTables });
    expect(() => asPdf(jpeg(frame(8)))).not.to.throw();
    expect(() => asPdf(jpeg(frame(60_000)))).to.throw('more dots than a picture has');
    // In its tables, before the frame that stands in the part.
    expect(() => asPdf(jpeg(frame(8)), jpeg(frame(60_000)))).to.throw('more dots');
    for (const hidden of [jpeg([0xff, 0xd0, 0, 2], frame(8)), jpeg([1, 2], frame(8)), jpeg()])
      expect(() => asPdf(hidden)).to.throw('a JPEG without a size');
  });

  it('that has become a PDF with a picture larger than one may be is drawn without it', async () => {
    const picture = readTiff(tiffOf({ ...size, 258: [1], 259: [8], 262: [1], 277: [1], 278: [8] }, [fax])).picture();
    for (const [side, shown] of [
      [800, 0],
      [8_000, 255],
    ] as const) {
      const bytes = deflateSync(Buffer.alloc((side * side) / 8));
      const parts = [{ x: 0, y: 8 - side, width: side, height: side, bytes }];
      const document = await openPdf(new Uint8Array(tiffAsPdf({ ...picture, parts })));
      if (document === 'password') throw new Error('a password');
      const canvas = await drawPage(await document.getPage(1), 1);
      expect(canvas.getContext('2d').getImageData(4, 4, 1, 1).data[0], `${side}`).to.equal(shown);
    }
  });

  it('whose parts lie over one another, or are too many, is refused before they are copied', () => {
    const claims: readonly [tags: TiffTags, trouble: string][] = [
      [{ 257: [800], 273: Array(200).fill(8), 279: Array(200).fill(96) }, 'more bytes than the file has'],
      [{ 257: [80_000], 273: Array(10_001).fill(8), 279: Array(10_001).fill(1) }, 'more parts than a picture has'],
      [{ 347: Array(9_000).fill(1) }, 'more tables than a JPEG has'],
      [{ 322: [60_000], 323: [60_000], 324: [8], 325: [96] }, 'more dots than a picture has'],
      [{ 322: [0], 323: [16], 324: [8], 325: [96] }, 'tiles without a size'],
    ];
    for (const [tags, trouble] of claims)
      expect(() => readTiff(tiffOf({ ...colours, 259: [1], ...tags }, [red])).picture()).to.throw(trouble);
  });
});

function bits(text: string): number[] {
  return (text.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
}
