/** The values that customers hold in a column, each once: one step of its index per value instead of a walk over all of them. */
export function heldValues(column: 'class' | 'industry'): string {
  return `with recursive each as (
     (select ${column} as value from companies where ${column} is not null and deleted_at is null order by ${column} limit 1)
     union all select (select c.${column} from companies c where c.${column} > each.value and c.deleted_at is null order by c.${column} limit 1)
     from each where each.value is not null)
   select value from each where value is not null`;
}
