import type { Words } from './words.ts';

/**
 * A field as the audit or a form of its record calls it, where one does. Some stand for several: a line of a checklist, the
 * consent to a purpose by a channel, an entry of a dictionary.
 */
export function nameOfField(words: Words, field: string, noun?: string): string {
  return nameOf(words, field, noun) ?? nameOfSeveral(words, field) ?? field;
}

function nameOf({ t, knows }: Words, field: string, noun?: string): string | undefined {
  const key = [
    `audit.field of ${noun}.${field}`,
    `${noun}.field.${field}`,
    `audit.field.${field}`,
    `company.field.${field}`,
    `company.person.${field}`,
    `customer.field.${field}`,
    `audit.noun.${field}`,
  ].find(knows);
  return key ? t(key) : undefined;
}

function nameOfSeveral(words: Words, field: string): string | undefined {
  const { t, knows } = words;
  const [head = '', tail = ''] = cut(field, ': ');
  if (tail) return `${nameOf(words, head) ?? head}: ${nameOf(words, tail) ?? tail}`;
  const [, code] = /^entry (.+)$/.exec(field) ?? [];
  if (code) return `${nameOf(words, 'entry') ?? 'entry'} ${code}`;
  const [purpose = '', channel = ''] = cut(field, ' ');
  const to = `templates.purpose.${purpose}`;
  if (!knows(to)) return undefined;
  const by = `company.channel.${channel}`;
  return `${t(to)}, ${knows(by) ? t(by) : channel}`;
}

/** At the last joint: a purpose may have two words, what stands before a colon any number. */
function cut(text: string, joint: string): readonly string[] {
  const at = text.lastIndexOf(joint);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + joint.length)];
}
