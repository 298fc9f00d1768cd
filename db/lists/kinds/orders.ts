/** Orders and marks that several kinds of lists share. */
import type { Order } from '../definition.ts';

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

/** Whether a day has passed that something which is still under way should have been ready by. */
export function isDayPast(day: string, underWay: string): string {
  return `(${underWay} and ${day} is not null and ${day} < current_date)`;
}

/** The person of ours behind the text that says who acted; null for programs and parts of Nurt. */
export function whoActed(column: string): string {
  return `case when ${column} like 'user:%' then substr(${column}, 6, 36)::uuid end`;
}
