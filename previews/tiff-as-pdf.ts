import { declaredSize } from './declared-size.ts';
import { MOST_PIXELS } from './picture.ts';
import type { TiffPart, TiffPicture } from './tiff-file.ts';

/**
 * The picture as a page of a PDF, one dot to a point: its strips and tiles go in as they are packed, for a PDF knows the same
 * ways of packing, those of faxes too. Throws for those that it does not know.
 */
export function tiffAsPdf(picture: TiffPicture): Buffer {
  const { width, height, parts } = picture;
  const colours = coloursOf(picture);
  const bodies = parts.map((part) => packed(picture, part));
  if (picture.compression === JPEG) demandSize(bodies);
  const images = parts.map((part, at) => stream(imageHead(picture, part, colours), bodies[at]!));
  const draws = parts.map((part, at) => {
    const { x, y, width: w, height: h } = part;
    return `q ${w} 0 0 ${h} ${x} ${height - y - h} cm /I${at} Do Q`;
  });
  const names = images.map((_, at) => `/I${at} ${FIRST_IMAGE + at} 0 R`).join(' ');
  return document([
    plain('<< /Type /Catalog /Pages 2 0 R >>'),
    plain('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    plain(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R /Resources << /XObject << ${names} >> >> >>`,
    ),
    stream('', Buffer.from(draws.join('\n'))),
    stream(colours.tint.head, Buffer.from(colours.tint.body)),
    ...images,
  ]);
}

const TINT = 5;
const FIRST_IMAGE = 6;

type Colours = {
  readonly space: string;
  /** Of a picture without colours whose zero is white. */
  readonly isInverted: boolean;
  /** What becomes of samples beside the colours, such as how transparent a dot is: nothing. */
  readonly tint: { readonly head: string; readonly body: string };
};

/** By what the samples mean: [how many there are, the space of the PDF]. */
const spaces: Readonly<Record<number, readonly [samples: number, space: string]>> = {
  0: [1, '/DeviceGray'],
  1: [1, '/DeviceGray'],
  2: [3, '/DeviceRGB'],
  5: [4, '/DeviceCMYK'],
  6: [3, '/DeviceRGB'],
};

function coloursOf({ photometric, samples, palette, compression, bits }: TiffPicture): Colours {
  const none = { head: '/FunctionType 4 /Domain [0 1] /Range [0 1]', body: '{}' };
  if (photometric === 3) {
    const last = 2 ** bits - 1;
    if (samples !== 1 || palette.length < 3 * (last + 1)) throw new Error('a picture without its colours');
    const hex = Buffer.from(palette.slice(0, 3 * (last + 1))).toString('hex');
    return { space: `[/Indexed /DeviceRGB ${last} <${hex}>]`, isInverted: false, tint: none };
  }
  const [wanted, space] = spaces[photometric] ?? [];
  if (!wanted || !space || samples < wanted || (photometric === 6 && compression !== JPEG)) throw unknown('colours');
  const isInverted = photometric === 0 && ![2, 3, 4].includes(compression);
  if (samples === wanted) return { space, isInverted, tint: none };
  const ranges = (n: number) => Array.from({ length: n }, () => '0 1').join(' ');
  const named = Array.from({ length: samples }, (_, at) => `/S${at}`).join(' ');
  return {
    space: `[/DeviceN [${named}] ${space} ${TINT} 0 R]`,
    isInverted,
    tint: {
      head: `/FunctionType 4 /Domain [${ranges(samples)}] /Range [${ranges(wanted)}]`,
      body: `{${' pop'.repeat(samples - wanted)} }`,
    },
  };
}

const JPEG = 7;

function imageHead(picture: TiffPicture, part: TiffPart, { space, isInverted }: Colours): string {
  const { bits, samples } = picture;
  const decode = isInverted ? `/Decode [1 0${' 0 1'.repeat(samples - 1)}]` : '';
  return `/Type /XObject /Subtype /Image /Width ${part.width} /Height ${part.height} /BitsPerComponent ${bits} /ColorSpace ${space} ${decode} ${filterOf(picture, part)}`;
}

function filterOf(picture: TiffPicture, { width, height }: TiffPart): string {
  const { compression, photometric, predictor, samples, bits, faxOptions } = picture;
  if (predictor > 2) throw unknown('prediction');
  const guess = predictor === 2 ? `/Predictor 2 /Colors ${samples} /BitsPerComponent ${bits} /Columns ${width}` : '';
  // What a fax calls black is one in the file: whether that is black to look at, the photometric value says.
  const fax = (k: number, more = '') =>
    `/Filter /CCITTFaxDecode /DecodeParms << /K ${k} /Columns ${width} /Rows ${height} /BlackIs1 ${photometric === 1} ${more} >>`;
  switch (compression) {
    case 1:
      return '';
    case 2:
      return fax(0, '/EncodedByteAlign true');
    case 3:
      return fax((faxOptions & 1) === 1 ? 1 : 0, (faxOptions & 4) === 4 ? '/EncodedByteAlign true' : '');
    case 4:
      return fax(-1);
    case 5:
      return `/Filter /LZWDecode /DecodeParms << ${guess} >>`;
    case JPEG:
      return `/Filter /DCTDecode ${photometric === 2 ? '/DecodeParms << /ColorTransform 0 >>' : ''}`;
    case 8:
    case 32946:
      return `/Filter /FlateDecode /DecodeParms << ${guess} >>`;
    case 32773:
      return '/Filter /RunLengthDecode';
    default:
      throw unknown('packing');
  }
}

function packed(
  { isReversed, isLittleEndian, bits, compression, jpegTables }: TiffPicture,
  { bytes }: TiffPart,
): Buffer {
  if (bits === 16 && isLittleEndian) {
    if (compression !== 1) throw unknown('order of bytes');
    return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
  }
  if (compression === JPEG && jpegTables)
    // Each part is a picture whose tables stand once for all: they go in behind its first mark.
    return Buffer.concat([bytes.subarray(0, 2), jpegTables.subarray(2, -2), bytes.subarray(2)]);
  return isReversed ? Buffer.from(bytes.map((byte) => reversed[byte]!)) : bytes;
}

/** A JPEG is unpacked as large as it says itself, whatever the file around it says. */
function demandSize(jpegs: readonly Buffer[]): void {
  let left = MOST_PIXELS;
  for (const jpeg of jpegs) {
    const { width, height } = declaredSize(jpeg) ?? { width: 0, height: 0 };
    if (width === 0 || height === 0) throw new Error('a JPEG without a size');
    left -= width * height;
  }
  if (left < 0) throw new Error('more dots than a picture has');
}

const reversed = Array.from({ length: 256 }, (_, byte) =>
  Number.parseInt(byte.toString(2).padStart(8, '0').split('').toReversed().join(''), 2),
);

function plain(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function stream(head: string, bytes: Buffer): Buffer {
  return Buffer.concat([plain(`<< ${head} /Length ${bytes.length} >>\nstream\n`), bytes, plain('\nendstream')]);
}

/** The objects in their order, with the table of where each begins. */
function document(objects: readonly Buffer[]): Buffer {
  const pieces = [plain('%PDF-1.7\n')];
  let at = pieces[0]!.length;
  const places: number[] = [];
  objects.forEach((object, index) => {
    const piece = Buffer.concat([plain(`${index + 1} 0 obj\n`), object, plain('\nendobj\n')]);
    places.push(at);
    at += piece.length;
    pieces.push(piece);
  });
  const lines = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  pieces.push(
    plain(
      `xref\n0 ${size}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF`,
    ),
  );
  return Buffer.concat(pieces);
}

function unknown(what: string): Error {
  return new Error(`${what} that a PDF does not know`);
}
