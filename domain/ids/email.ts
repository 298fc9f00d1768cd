/** The address alone, in lower case: without spaces around, `mailto:` and the name before `<…>`. */
export function normaliseEmail(text: string): string {
  const inside = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;
  return inside
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();
}

const local = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const label = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** Whether a normalised address can exist: one @, a domain with a dot, no spaces, at most 254 characters. */
export function isEmail(email: string): boolean {
  if (email.length > 254) return false;
  const at = email.indexOf('@');
  if (at < 1 || at > 64 || at !== email.lastIndexOf('@') || !local.test(email.slice(0, at))) return false;
  const labels = email.slice(at + 1).split('.');
  return labels.length > 1 && labels.every((part) => label.test(part)) && /^(\p{L}{2,}|xn--.+)$/u.test(labels.at(-1)!);
}
