/** The demo company behind `NURT_DEMO=1`: three hundred customers, a year of history, work for today, campaigns under way. */
import { shippedTemplates } from '../../domain/scenario/shipped/templates.ts';
import { classifyAll } from '../class-members.ts';
import { seatDefaultAccount } from '../channel-accounts.ts';
import type { Db, Tx } from '../database.ts';
import { shipScenarios } from '../scenarios.ts';
import { seatTemplate } from '../templates.ts';
import { runCampaigns } from './campaigns.ts';
import { chaseInvoices } from './chased.ts';
import { openCases } from './cases.ts';
import { followCases } from './procedures.ts';
import { winCustomers } from './customers.ts';
import { fillDesks } from './desks.ts';
import { keepDiaries } from './diaries.ts';
import { rollDice } from './dice.ts';
import { liveThroughYear } from './history.ts';
import { seekSales } from './opportunities.ts';
import { shapeRecords } from './shaping.ts';
import { shareWork } from './shared-work.ts';
import { hireStaff } from './staff.ts';
import { rememberCustomers, tradeWith } from './trade.ts';

const actor = { kind: 'system', id: 'demo' } as const;
const SEED = 20_261_123;

/**
 * Fills an empty installation; answers false and changes nothing where there are customers already. `now` is the moment
 * (ISO) around which history and plans lie; the same moment gives the same company.
 */
export async function fillDemo(db: Db, now: string): Promise<boolean> {
  const at = Date.parse(now);
  const dice = rollDice(SEED);
  const filled = await db.transaction(async (tx) => {
    await tx.run('select pg_advisory_xact_lock(7203553)');
    if (await tx.maybe('select 1 from companies limit 1')) return undefined;
    await seatScenarios(tx);
    const staff = await hireStaff(tx, dice, at);
    const companies = await winCustomers(tx, dice, { staff, now: at });
    await liveThroughYear(tx, dice, { companies, now: at });
    await fillDesks(tx, dice, { staff, companies, now: at });
    // Dice of their own: what was made up before stays as it was.
    await tradeWith(tx, rollDice(SEED + 1), { companies, now: at });
    await rememberCustomers(tx, rollDice(SEED + 2), { companies, now: at });
    await keepDiaries(tx, rollDice(SEED + 3), { staff, companies, now: at });
    await openCases(tx, rollDice(SEED + 4), { staff, companies, now: at });
    await chaseInvoices(tx);
    await seekSales(tx, rollDice(SEED + 5), { companies, now: at });
    await shareWork(tx, { staff, now: at });
    await shapeRecords(tx, rollDice(SEED + 6), { staff, companies, now: at });
    await tx.run('update tasks set search_text = plain_text(search_text)');
    await tx.run('update people set search_text = plain_text(search_text)');
    return { staff, companies };
  });
  if (!filled) return false;
  // The planner knows nothing of what has just been written, and the campaigns are about to ask.
  await db.run('analyze companies, people, contact_points, consents, tasks, messages, transactions');
  await seatSender(db);
  await runCampaigns(db, dice, { ...filled, now: at });
  await followCases(db, at);
  await db.run(`update campaigns set own = '{"mpk": "MKT-210"}' where kind = 'marketing'`);
  await classifyAll(db);
  return true;
}

async function seatScenarios(tx: Tx): Promise<void> {
  if (await tx.maybe('select 1 from scenarios limit 1')) return;
  for (const { text, html, ...template } of shippedTemplates) {
    await seatTemplate(tx, actor, { ...template, bodyText: text, bodyHtml: html, language: 'pl' });
  }
  await shipScenarios(tx, actor);
}

async function seatSender(db: Db): Promise<void> {
  if (await db.maybe(`select 1 from channel_accounts where channel = 'email' limit 1`)) return;
  await seatDefaultAccount(db, { senderName: 'Nurt Demo', senderAddress: 'biuro@nurt-demo.example' });
}
