/** Orders and marks that several kinds of lists share. */
import { heldValues } from '../../held-values.ts';
import { industryEntries } from '../../industries.ts';
import { likeable, searchWords } from '../../search-text.ts';
import type { ListDefinition, Order } from '../definition.ts';

/**
 * By the name of the customer (`c`): the index of the names is walked, which holds those that are not deleted, and for each
 * the rows that are theirs. Rows without one stand at the end.
 */
export const byCustomer: Order = {
  by: 'c.name collate "pl-x-icu"',
  cast: 'text',
  nullable: true,
  needs: ['c'],
  parts: {
    filled: 'c.id is not null and c.deleted_at is null',
    empty: '(c.id is null or c.deleted_at is not null)',
  },
};

/** By the name of a person of ours, whom the join `alias` gives by this column. */
export function byPerson(alias: string, column: string): Order {
  return {
    by: `${alias}.name collate "pl-x-icu"`,
    cast: 'text',
    nullable: true,
    needs: [alias],
    // In the words of the column, so that its index holds the rows of nobody by id.
    parts: { filled: `${alias}.id is not null`, empty: `${column} is null` },
    through: { table: 'users', alias, on: `${column} = ${alias}.id` },
  };
}

/** The industries that customers hold, by what they are called: few, however many customers there are. */
const heldIndustries = `(select h.value as code, coalesce(e.name_pl, h.value) as name_pl, coalesce(e.name_en, h.value) as name_en
  from (${heldValues('industry')}) h left join ${industryEntries} e on e.code = h.value)`;

export const industryJoin = `left join ${heldIndustries} i on i.code = c.industry`;

/** By what the industry of a customer is called, in the language of whoever looks. */
export const byIndustry: Order = {
  by: 'i.name_pl collate "pl-x-icu"',
  inEnglish: 'i.name_en collate "pl-x-icu"',
  cast: 'text',
  nullable: true,
  needs: ['i'],
  parts: { filled: 'c.industry is not null', empty: 'c.industry is null' },
  through: { table: heldIndustries, alias: 'i', on: 'c.industry = i.code' },
};

/** Kinds in the order in which they are offered, as the index says it. */
export const byKind: Order = {
  by: `(case c.kind when 'firm' then 1 when 'sole trader' then 2 when 'person' then 3 when 'institution' then 4 else 5 end)`,
  cast: 'integer',
  nullable: false,
};

/** By the town of the customer (`c`): customers of one town are many, and each stands with all of its rows. */
export const byTown: Order = {
  by: 'c.city collate "pl-x-icu"',
  cast: 'text',
  nullable: true,
  needs: ['c'],
  parts: {
    filled: 'c.city is not null and c.deleted_at is null',
    empty: '(c.city is null or c.deleted_at is not null)',
  },
  then: { by: 'c.id', cast: 'uuid' },
};

/** From today to the day that comes back each year: 0 is today. Who was born on February 29 has it on the 28th in other years. */
export function daysTo(day: string, today = 'current_date'): string {
  const inYear = (years: number) =>
    `(${day} + make_interval(years => extract(year from ${today})::integer - extract(year from ${day})::integer + ${years}))::date`;
  return `case when ${inYear(0)} >= ${today} then ${inYear(0)} else ${inYear(1)} end - ${today}`;
}

/** Month and day as one number, as the index says it. */
export const birthday = (day: string) => `(extract(month from ${day}) * 100 + extract(day from ${day}))`;

/** The days of a year that has all of them, by how far each is. */
export const daysOfYear = `(select ${birthday('y.day')} as day, to_char(y.day, 'MM-DD') as named, ${daysTo('y.day')} as days
  from (select made::date as day from generate_series('2000-01-01'::date, '2000-12-31', interval '1 day') made) y)`;

export const birthdayJoin = `left join ${daysOfYear} b on b.day = ${birthday('p.born_on')}`;

/** By how far the birthday of a person (`p`) is: the index has them by month and day, and today is where it is begun. */
export const byBirthday: Order = {
  by: 'b.days',
  cast: 'integer',
  nullable: true,
  needs: ['b'],
  parts: { filled: `${birthday('p.born_on')} is not null`, empty: `${birthday('p.born_on')} is null` },
  through: { table: daysOfYear, alias: 'b', on: `${birthday('p.born_on')} = b.day` },
};

/** Whether a day has passed that something which is still under way should have been ready by. */
export function isDayPast(day: string, underWay: string): string {
  return `(${underWay} and ${day} is not null and ${day} < current_date)`;
}

/** Every word is somewhere in a text, where there are hundreds of rows at most: no index of the words is worth its upkeep. */
export function byWords(text: string): ListDefinition['search'] {
  return (typed, { params }) => {
    const parts = searchWords(typed).map(
      (word) => `plain_text(${text}) like '%' || plain_text(${params.add(likeable(word))}) || '%'`,
    );
    return parts.length === 0 ? undefined : parts.join(' and ');
  };
}

/** The person of ours behind the text that says who acted; null for programs and parts of Nurt. */
export function whoActed(column: string): string {
  return `case when ${column} like 'user:%' then substr(${column}, 6, 36)::uuid end`;
}

/** How many rows there are, read as far as the first beyond ten thousand: that one more stands for "more". */
export function atMost(from: string): string {
  return `(select count(*) from (select 1 from ${from} limit 10001) counted)`;
}
