const stroked: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe' };

/** Lower case, without accents, punctuation as one space: what headers and yes/no words are compared by. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łđøßæœ]/g, (letter) => stroked[letter]!)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
