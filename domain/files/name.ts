/** Controls and formats, line and paragraph ends: what turns, hides or breaks the letters after it. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const MOST_LENGTH = 200;

/**
 * A name as it may be shown and offered for download: the last part of a path, without what cannot be seen. A long one is
 * shortened before its extension. It is never used as a path.
 */
export function tidyFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const tidy = last
    .replace(unseen, '')
    .normalize('NFC')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (tidy === '') return 'plik';
  if (tidy.length <= MOST_LENGTH) return tidy;
  const extension = /\.[^.]{1,10}$/.exec(tidy)?.[0] ?? '';
  return tidy.slice(0, MOST_LENGTH - extension.length).trimEnd() + extension;
}

/** In lower case, without the dot; empty for none. */
export function extensionOf(name: string): string {
  return /\.([^.]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
