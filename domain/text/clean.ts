/**
 * Signs that nobody sees and that change what others see: controls, marks that turn the direction of writing, and blanks
 * without width. The joiner inside of emoji (U+200D between two of them) stays.
 */
const invisible =
  /(?![\n\t])\p{Cc}|[\u00AD\u061C\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|(?<!\p{Extended_Pictographic}\uFE0F?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu;

/** Typed text for a field of one line: without invisible signs, every run of blanks as one. */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\r\n\t]+/g, ' ')
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Typed text for a field of many lines: its lines stay, at most two of them empty in a row. */
export function manyLines(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .replace(invisible, '')
      // Each run of blanks is looked at from its beginning only: 20,000 of them took seconds.
      .replace(/(?<![^\S\n])[^\S\n]+$/gm, '')
      .replace(/\n{4,}/g, '\n\n\n')
      .trim()
  );
}
