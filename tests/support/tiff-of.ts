/** A TIFF file written by hand: what it says about itself may be anything. */

export type TiffTags = Readonly<Record<number, readonly number[]>>;

/** A picture of these strips; further directories are empty pages. Every value stands as a long, in the order of bytes that is asked for. */
export function tiffOf(tags: TiffTags, strips: readonly Buffer[], { isLittleEndian = true, pages = 1 } = {}): Buffer {
  const long = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (isLittleEndian) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const short = (value: number) => long(isLittleEndian ? value : (value << 16) >>> 0).subarray(0, 2);
  const head = Buffer.concat([Buffer.from(isLittleEndian ? 'II' : 'MM'), short(42)]);
  const places = strips.map((_, at) => 8 + strips.slice(0, at).reduce((sum, { length }) => sum + length, 0));
  const all = { 273: places, 279: strips.map(({ length }) => length), ...tags };
  const data = Buffer.concat(strips);
  const lists: Buffer[] = [];
  let listAt = 8 + data.length;
  const entries = Object.entries(all).map(([name, values]) => {
    const inside = values.length === 1;
    const entry = Buffer.concat([
      short(Number(name)),
      short(4),
      long(values.length),
      long(inside ? values[0]! : listAt),
    ]);
    if (!inside) {
      const list = Buffer.concat(values.map(long));
      lists.push(list);
      listAt += list.length;
    }
    return entry;
  });
  const directories = Array.from({ length: pages }, (_, page) => {
    const from = listAt + page * (6 + entries.length * 12);
    const next = page + 1 < pages ? from + 6 + entries.length * 12 : 0;
    return Buffer.concat([short(entries.length), ...entries, long(next)]);
  });
  return Buffer.concat([head, long(listAt), data, ...lists, ...directories]);
}
