import { visible } from '../../scope.ts';
import { likeable } from '../../search-text.ts';
import type { Asking, Mode } from '../definition.ts';

/**
 * Tasks by their own words and by their customer's. Gathered, the longest word makes a set of ids and the others are looked
 * for in it: a set of each word would be as large as its commonest one.
 */
export function taskSearch(
  typed: string,
  { viewer, params, mode }: Asking & { readonly mode: Mode },
): string | undefined {
  const words = typed
    .replaceAll('\0', '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);
  if (words.length === 0) return undefined;
  const rarest = words.reduce((longest, word) => (word.length > longest.length ? word : longest));
  const parts = words.map((word) => {
    const like = `'%' || plain_text(${params.add(likeable(word))}) || '%'`;
    const customers = `select s.id from companies s where ${visible('companies', viewer, 's')} and s.search_text like ${like}`;
    if (mode === 'set' && word === rarest)
      return `t.id in (select x.id from tasks x where x.search_text like ${like}
        union all select x.id from tasks x where x.company_id in (${customers}))`;
    return `(t.search_text like ${like} or exists (${customers} and s.id = t.company_id))`;
  });
  return parts.join(' and ');
}
