/** `31-072` of what people write (`31072`, `31 072`); a code of another `country` (`DE`: `10115`) is only trimmed. */
export function normalisePostcode(text: string, country = 'PL'): string {
  const bare = text.trim().replace(/\s+/g, ' ');
  if (country !== 'PL') return bare;
  const digits = bare.replace(/[\s–-]/g, '').replace(/^PL/i, '');
  return /^\d{5}$/.test(digits) ? formatPostcode(digits) : bare;
}

/** Whether it is a Polish postcode. */
export function isPostcode(postcode: string): boolean {
  return /^\d{2}-\d{3}$/.test(postcode);
}

/** `31072` as `31-072`. */
function formatPostcode(postcode: string): string {
  return postcode.replace(/^(\d{2})-?(\d{3})$/, '$1-$2');
}
