/**
 * Lists over a register of 1,000,000 companies and 3,000,000 tasks, over HTTP with a session and rights, beside the bare SQL
 * of a page and stock AdminJS over the same tables. `NURT_BENCH_COMPANIES=100000` measures a smaller one.
 */
import { dropTemplate } from '../tests/support/database.ts';
import { startPanel } from '../tests/support/panel.ts';
import type { Figure } from './figure.ts';
import { figuresOfLists } from './lists.figures.ts';
import { fillRegister } from './lists.fill.ts';

const companies = Number(process.env['NURT_BENCH_COMPANIES'] ?? 1_000_000);

export async function run(): Promise<Figure[]> {
  const panel = await startPanel();
  try {
    await fillRegister(panel.db, { companies, tasks: 3 * companies });
    return await figuresOfLists(panel);
  } finally {
    await panel.stop();
    await dropTemplate();
  }
}
