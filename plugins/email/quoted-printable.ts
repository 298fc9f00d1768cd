/**
 * Quoted-printable (RFC 2045, 6.7) in one pass over the bytes: most of what a mail costs is its encoding, so this is the
 * hot loop of sending.
 */

const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const EQUALS = 0x3d;
/** Longest line without its end; one column is kept for the `=` of a soft break. */
const COLUMNS = 75;

const plain = new Uint8Array(256);
for (let byte = 33; byte <= 126; byte++) plain[byte] = byte === EQUALS ? 0 : 1;
const digits = Buffer.from('0123456789ABCDEF');

/** Writes `text` (UTF-8) as quoted-printable with CRLF line ends. Lines are at most 76 characters. */
export function quotedPrintable(text: string): Buffer {
  const source = Buffer.from(text, 'utf8');
  // Three bytes for each at most, and three more for each soft break; a bare LF grows by one.
  const target = Buffer.allocUnsafe(source.length * 3 + Math.ceil(source.length / 24) * 3 + 8);
  let at = 0;
  let column = 0;
  for (let i = 0; i < source.length; i++) {
    const byte = source[i]!;
    if (byte === LF || (byte === CR && source[i + 1] === LF)) {
      if (byte === CR) i++;
      target[at++] = CR;
      target[at++] = LF;
      column = 0;
      continue;
    }
    const asIs = plain[byte] === 1 || ((byte === SPACE || byte === TAB) && !endsLine(source, i + 1));
    const width = asIs ? 1 : 3;
    if (column + width > COLUMNS) {
      target[at++] = EQUALS;
      target[at++] = CR;
      target[at++] = LF;
      column = 0;
    }
    if (asIs) target[at++] = byte;
    else {
      target[at++] = EQUALS;
      target[at++] = digits[byte >> 4]!;
      target[at++] = digits[byte & 15]!;
    }
    column += width;
  }
  return target.subarray(0, at);
}

/** A space at the end of a line may be lost on the way, so it is encoded there. */
function endsLine(source: Buffer, next: number): boolean {
  const byte = source[next];
  return byte === undefined || byte === LF || (byte === CR && source[next + 1] === LF);
}
