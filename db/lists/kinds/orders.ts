/** Orders and marks that several kinds of lists share. */
import type { Order } from '../definition.ts';

/**
 * By the name of the customer (`c`) or of a person of ours: the index of the names is walked, and for each the rows that
 * are theirs. Rows without one stand at the end.
 */
export function byJoined(alias: string): Order {
  return {
    by: `${alias}.name collate "pl-x-icu"`,
    cast: 'text',
    nullable: true,
    needs: [alias],
    parts: { filled: `${alias}.id is not null`, empty: `${alias}.id is null` },
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
