/**
 * Columns of rows that are written five hundred at a time, as arrays in PostgreSQL's binary format. As text every value of
 * every row would be quoted, escaped, sent longer and parsed again: a third of what a batch costs on this side, and a
 * tenth of what it costs on the other. For parameters that stand as `$1::uuid[]` and the like.
 */
import type { Instant } from '../domain/scenario/shapes.ts';

export function uuids(values: readonly (string | null)[]): Buffer {
  return fixed(values, UUID, writeUuid);
}

export function booleans(values: readonly boolean[]): Buffer {
  return fixed(values, BOOLEAN, (to, at, value) => to.writeUInt8(value ? 1 : 0, at));
}

export function smallints(values: readonly (number | null)[]): Buffer {
  return fixed(values, SMALLINT, (to, at, value) => to.writeInt16BE(value, at));
}

export function integers(values: readonly (number | null)[]): Buffer {
  return fixed(values, INTEGER, (to, at, value) => to.writeInt32BE(value, at));
}

/** Moments in epoch milliseconds as `timestamptz`. */
export function instants(values: readonly (Instant | null)[]): Buffer {
  return fixed(values, TIMESTAMPTZ, writeInstant);
}

export function texts(values: readonly (string | null)[]): Buffer {
  return varying(values, TEXT);
}

/** Texts that are JSON already, as `json`. */
export function jsons(values: readonly string[]): Buffer {
  return varying(values, JSON_TEXT);
}

/** Texts that are JSON already, as `jsonb`. */
export function jsonbs(values: readonly string[]): Buffer {
  return varying(values, JSONB);
}

/** What PostgreSQL calls the type, and how many bytes a value of it has. */
type Type = { readonly oid: number; readonly bytes: number };

const BOOLEAN: Type = { oid: 16, bytes: 1 };
const SMALLINT: Type = { oid: 21, bytes: 2 };
const INTEGER: Type = { oid: 23, bytes: 4 };
const TIMESTAMPTZ: Type = { oid: 1184, bytes: 8 };
const UUID: Type = { oid: 2950, bytes: 16 };

/** What stands before the bytes of each value of a type without a fixed length. */
type Varying = { readonly oid: number; readonly lead: readonly number[] };

const TEXT: Varying = { oid: 25, lead: [] };
const JSON_TEXT: Varying = { oid: 114, lead: [] };
const JSONB: Varying = { oid: 3802, lead: [1] };

/** PostgreSQL counts from the year 2000. */
const EPOCH = Date.UTC(2000, 0, 1);

const HEAD = 20;
const EMPTY_HEAD = 12;
const LENGTH = 4;
const NULL = -1;

type Write<Value> = (to: Buffer, at: number, value: Value) => void;

function fixed<Value>(values: readonly (Value | null)[], { oid, bytes }: Type, write: Write<Value>): Buffer {
  const nulls = values.reduce<number>((count, value) => (value === null ? count + 1 : count), 0);
  const array = startArray(oid, values.length, values.length * LENGTH + (values.length - nulls) * bytes);
  let [at, before, place]: [number, Value | null, number] = [HEAD, null, 0];
  for (const value of values) {
    array.writeInt32BE(value === null ? NULL : bytes, at);
    at += LENGTH;
    if (value === null) continue;
    // Campaign, stage, account, template are the same all the way down.
    if (value === before) array.copyWithin(at, place, place + bytes);
    else write(array, at, value);
    [before, place] = [value, at];
    at += bytes;
  }
  return array;
}

function varying(values: readonly (string | null)[], { oid, lead }: Varying): Buffer {
  let bytes = 0;
  for (const value of values) bytes += LENGTH + (value === null ? 0 : lead.length + Buffer.byteLength(value));
  const array = startArray(oid, values.length, bytes);
  let at = HEAD;
  for (const value of values) {
    const from = at + LENGTH;
    let to = from;
    if (value !== null) {
      for (const byte of lead) array[to++] = byte;
      to += array.write(value, to);
    }
    array.writeInt32BE(value === null ? NULL : to - from, at);
    at = to;
  }
  return array;
}

/** One dimension that may hold nulls and is counted from one. An empty array has no dimension. */
function startArray(oid: number, length: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(length === 0 ? EMPTY_HEAD : HEAD + bytes);
  array.writeInt32BE(length === 0 ? 0 : 1, 0);
  array.writeInt32BE(1, 4);
  array.writeInt32BE(oid, 8);
  if (length === 0) return array;
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}

/** In microseconds, by halves: they fit into a number, not into its 32 bits. */
function writeInstant(to: Buffer, at: number, value: Instant): void {
  const micros = (value - EPOCH) * 1000;
  const high = Math.floor(micros / 2 ** 32);
  to.writeInt32BE(high, at);
  to.writeUInt32BE(micros - high * 2 ** 32, at + 4);
}

/** By code of a character: the digit, or a number that no digit is. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? 0xff : digit;
});

const DASH = 0x2d;

function writeUuid(to: Buffer, start: number, value: string): void {
  let at = start;
  let wrong = value.length === 36 ? 0 : 0xff;
  for (let n = 0; n < value.length; n += 2) {
    if (value.charCodeAt(n) === DASH) n++;
    const high = DIGITS[value.charCodeAt(n)] ?? 0xff;
    const low = DIGITS[value.charCodeAt(n + 1)] ?? 0xff;
    wrong |= high | low;
    to[at++] = (high << 4) | low;
  }
  if (wrong > 0xf || at !== start + UUID.bytes) throw new Error(`Not a UUID: ${value}`);
}
