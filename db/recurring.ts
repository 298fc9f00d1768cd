/**
 * Statements that are put together for one request and come again and again: planning them takes longer than running them.
 * A connection keeps the plans of those that it ran last, so that what nobody asks for any more makes room.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';

/** Every connection keeps its own plans: so many are worth their memory. */
export const mostRecurring = 60;

/** What each connection keeps, the one that it ran longest ago first. */
const kept = new WeakMap<pg.ClientBase, Set<string>>();

/** The name under which the connection is to prepare and run the text. The one that leaves for it is deallocated. */
export async function recurringName(client: pg.ClientBase, sql: string): Promise<string> {
  const name = `recurring-${createHash('sha1').update(sql).digest('hex')}`;
  const names = kept.get(client) ?? new Set<string>();
  kept.set(client, names);
  names.delete(name);
  names.add(name);
  if (names.size > mostRecurring) await dropOldest(client, names);
  return name;
}

async function dropOldest(client: pg.ClientBase, names: Set<string>): Promise<void> {
  const oldest = names.values().next().value!;
  names.delete(oldest);
  const prepared = preparedOn(client);
  const text = prepared[oldest];
  // It was never run to the end.
  if (text === undefined) return;
  // Before it is asked for: whatever is queued behind prepares it anew.
  delete prepared[oldest];
  try {
    await client.query(`deallocate "${oldest}"`);
  } catch (error) {
    prepared[oldest] = text;
    throw error;
  }
}

/** Texts by name, as the driver remembers them: it has no way of its own to forget one. */
function preparedOn(client: pg.ClientBase): Record<string, string> {
  return (client as unknown as { readonly connection: { readonly parsedStatements: Record<string, string> } })
    .connection.parsedStatements;
}
