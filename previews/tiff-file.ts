/** What a TIFF file says about its first picture. */
import { MOST_PIXELS } from './picture.ts';

/** A strip or a tile: its place in the picture, and its bytes as they are packed. */
export type TiffPart = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
};

export type TiffPicture = {
  readonly width: number;
  readonly height: number;
  /** Bits of each sample, and how many samples a pixel has. */
  readonly bits: number;
  readonly samples: number;
  readonly compression: number;
  readonly photometric: number;
  readonly predictor: number;
  /** The first bit of a byte is the lowest. */
  readonly isReversed: boolean;
  readonly isLittleEndian: boolean;
  readonly faxOptions: number;
  readonly orientation: number;
  /** How much wider than high a dot is: of faxes, about a half. */
  readonly aspect: number;
  /** Red, green and blue of each colour, 0 to 255. */
  readonly palette: readonly number[];
  readonly jpegTables: Buffer | undefined;
  readonly parts: readonly TiffPart[];
};

export type TiffSize = { readonly width: number; readonly height: number };
export type Tiff = TiffSize & { readonly pages: number; readonly picture: () => TiffPicture };

const MOST_PAGES = 1_000;
const MOST_VALUES = 200_000;
/** Each part becomes an image of its own. A page of A4 at 600 dots to the inch, with a strip to each row, has 7,016. */
const MOST_PARTS = 10_000;
/** They go into each part; all that JPEG knows of them take 3 KB. */
const MOST_TABLES = 8_192;

const tag = {
  ...{ kind: 254, width: 256, height: 257, bits: 258, compression: 259, photometric: 262, fillOrder: 266 },
  ...{ stripOffsets: 273, orientation: 274, samples: 277, rowsPerStrip: 278, stripBytes: 279, xDots: 282, yDots: 283 },
  ...{ planes: 284, faxOptions: 292, predictor: 317, palette: 320, tileWidth: 322, tileHeight: 323, tileOffsets: 324 },
  ...{ tileBytes: 325, sampleFormat: 339, jpegTables: 347 },
} as const;

/** The size and the number of pages at once; the picture when it is asked for. Throws for what is broken. */
export function readTiff(file: Buffer): Tiff {
  const reading = reader(file);
  const directories = reading.directories();
  const pages = directories.filter((one) => (one.number(tag.kind, 0) & 1) === 0);
  const first = pages[0] ?? directories[0];
  if (!first) throw new Error('no picture');
  const size = { width: first.number(tag.width), height: first.number(tag.height) };
  return { ...size, pages: pages.length, picture: () => pictureOf(first, size) };
}

type Directory = {
  /** Throws where there is no such value and none is given. */
  readonly number: (name: number, otherwise?: number) => number;
  readonly numbers: (name: number) => readonly number[];
  readonly bytes: (name: number) => Buffer | undefined;
  readonly file: Buffer;
  readonly isLittleEndian: boolean;
};

function pictureOf(directory: Directory, { width, height }: TiffSize): TiffPicture {
  const { number, numbers } = directory;
  const bits = numbers(tag.bits);
  const isPlain = number(tag.planes, 1) === 1 && number(tag.sampleFormat, 1) === 1;
  if (!isPlain || new Set(bits).size > 1) throw new Error('a way of keeping colours that is not known');
  const [xDots, yDots] = [number(tag.xDots, 1), number(tag.yDots, 1)];
  const tiles = numbers(tag.tileOffsets).length;
  if (Math.max(tiles, numbers(tag.stripOffsets).length) > MOST_PARTS) throw new Error('more parts than a picture has');
  const jpegTables = directory.bytes(tag.jpegTables);
  if (jpegTables && jpegTables.length > MOST_TABLES) throw new Error('more tables than a JPEG has');
  const isTiled = tiles > 0;
  const parts = isTiled ? tilesOf(directory, width) : stripsOf(directory, { width, height });
  if (parts.length === 0 || parts.some(({ bytes }) => bytes.length === 0))
    throw new Error('a part of the picture is missing');
  // A tile may be larger than its picture, and each is unpacked as a whole.
  const pixels = parts.reduce((sum, part) => sum + part.width * part.height, 0);
  if (pixels > MOST_PIXELS) throw new Error('more dots than a picture has');
  // Parts that lie over one another would be copied each: a small file would take all memory.
  if (parts.reduce((sum, { bytes }) => sum + bytes.length, 0) > directory.file.length)
    throw new Error('more bytes than the file has');
  return {
    width,
    height,
    bits: bits[0] ?? 1,
    samples: number(tag.samples, 1),
    compression: number(tag.compression, 1),
    photometric: number(tag.photometric, 1),
    predictor: number(tag.predictor, 1),
    isReversed: number(tag.fillOrder, 1) === 2,
    isLittleEndian: directory.isLittleEndian,
    faxOptions: number(tag.faxOptions, 0),
    orientation: number(tag.orientation, 1),
    aspect: xDots > 0 && yDots > 0 ? Math.min(4, Math.max(0.25, yDots / xDots)) : 1,
    palette: paletteOf(numbers(tag.palette)),
    jpegTables,
    parts,
  };
}

/** All reds, then all greens, then all blues, of sixteen bits each. */
function paletteOf(values: readonly number[]): number[] {
  const colours = values.length / 3;
  return Array.from({ length: values.length }, (_, at) => values[(at % 3) * colours + Math.floor(at / 3)]! >> 8);
}

function stripsOf({ number, numbers, file }: Directory, { width, height }: TiffSize): TiffPart[] {
  const rows = Math.min(number(tag.rowsPerStrip, height), height);
  const lengths = numbers(tag.stripBytes);
  return numbers(tag.stripOffsets).flatMap((offset, at) => {
    const [y, length] = [at * rows, lengths[at] ?? file.length - offset];
    const part = { x: 0, y, width, height: Math.min(rows, height - y), bytes: file.subarray(offset, offset + length) };
    return part.height > 0 ? [part] : [];
  });
}

function tilesOf({ number, numbers, file }: Directory, width: number): TiffPart[] {
  const [tileWidth, tileHeight] = [number(tag.tileWidth), number(tag.tileHeight)];
  if (tileWidth === 0 || tileHeight === 0) throw new Error('tiles without a size');
  const across = Math.ceil(width / tileWidth);
  const lengths = numbers(tag.tileBytes);
  return numbers(tag.tileOffsets).map((offset, at) => ({
    x: (at % across) * tileWidth,
    y: Math.floor(at / across) * tileHeight,
    width: tileWidth,
    height: tileHeight,
    bytes: file.subarray(offset, offset + (lengths[at] ?? 0)),
  }));
}

/** Bytes of a value by its type; undefined for one that is passed over. */
const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };

function reader(file: Buffer) {
  const isLittleEndian = file.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (isLittleEndian ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const long = (at: number) => (isLittleEndian ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const valueAt = (type: number, at: number) => {
    if (type === 3) return short(at);
    if (type === 4) return long(at);
    if (type === 5) return long(at + 4) === 0 ? 0 : long(at) / long(at + 4);
    return file.readUInt8(at);
  };

  /** The directories follow one another; a ring of them ends where it began. */
  function directories(): Directory[] {
    const found: Directory[] = [];
    const seen = new Set<number>();
    for (let at = long(4); at > 0 && !seen.has(at) && found.length < MOST_PAGES; at = long(at + 2 + short(at) * 12)) {
      seen.add(at);
      found.push(directoryAt(at));
    }
    return found;
  }

  function directoryAt(start: number): Directory {
    const entries = new Map<number, number>();
    for (let at = start + 2; at < start + 2 + short(start) * 12; at += 12) entries.set(short(at), at);
    const placeOf = (name: number) => {
      const at = entries.get(name);
      const type = at === undefined ? 0 : short(at + 2);
      const size = sizes[type];
      if (at === undefined || !size) return undefined;
      const count = long(at + 4);
      if (count > MOST_VALUES) throw new Error('more values than a picture has');
      return { type, size, count, from: size * count <= 4 ? at + 8 : long(at + 8) };
    };
    const numbers = (name: number) => {
      const place = placeOf(name);
      return place
        ? Array.from({ length: place.count }, (_, at) => valueAt(place.type, place.from + at * place.size))
        : [];
    };
    return {
      file,
      isLittleEndian,
      numbers,
      number: (name, otherwise) => {
        const value = numbers(name)[0] ?? otherwise;
        if (value === undefined) throw new Error('a value is missing');
        return value;
      },
      bytes: (name) => {
        const place = placeOf(name);
        return place && file.subarray(place.from, place.from + place.count * place.size);
      },
    };
  }
  return { directories };
}
