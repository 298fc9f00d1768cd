import type { Tx } from './database.ts';

/**
 * What a company is found by: names, town, NIP, addresses, phones and people. Written again after each change of these.
 * Holds only what everyone with the row may read.
 */
export async function refreshCompanySearch(tx: Tx, companyIds: readonly string[]): Promise<void> {
  if (companyIds.length === 0) return;
  await tx.run(
    `update companies c set search_text = plain_text(concat_ws(' ', c.name, c.short_name, c.city, c.nip,
       (select string_agg(p.normalised, ' ' order by p.normalised) from contact_points p where p.company_id = c.id
          and p.kind in ('email', 'phone') and p.state <> 'removed'),
       (select string_agg(concat_ws(' ', e.first_name, e.last_name), ' ' order by e.last_name, e.first_name)
          from people e where e.company_id = c.id and e.deleted_at is null)))
     where c.id = any($1::uuid[])`,
    [companyIds],
  );
}

/**
 * The condition for a search typed by a person, over `alias.search_text`: every word must be found. Words of three letters
 * and more anywhere (trigram index), shorter ones at the beginning of a word. A phone or NIP is found however it is cut.
 * `param` adds a value and answers its placeholder. Undefined where nothing was typed.
 */
export function searchCondition(typed: string, alias: string, param: (value: unknown) => string): string | undefined {
  const words = searchWords(typed);
  if (words.length === 0) return undefined;
  return words
    .map((word) => {
      const text = `plain_text(${param(likeable(word))})`;
      if (word.length >= 3) return `${alias}.search_text like '%' || ${text} || '%'`;
      return `(${alias}.search_text like ${text} || '%' or ${alias}.search_text like '% ' || ${text} || '%')`;
    })
    .join(' and ');
}

/** The words of a search, at most eight. `602 118 340`, `526-025-09-95` and `+48 602…` are one; the code of Poland is left out. */
export function searchWords(typed: string): string[] {
  const text = typed.replaceAll('\0', '').trim();
  if (/^[+\d\s()-]{6,}$/.test(text)) return [text.replace(/\D/g, '').replace(/^(00)?48(?=\d{9}$)/, '')];
  return wordsOf(text);
}

/** As they were typed, at most eight. */
export function wordsOf(typed: string): string[] {
  return typed
    .replaceAll('\0', '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);
}

/** Typed text for the right side of `like`: its `%`, `_` and `\\` stand for themselves. */
export function likeable(word: string): string {
  return word.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
