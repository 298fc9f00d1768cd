import { DateTime } from 'luxon';
import type { Said } from '../domain-error.ts';

/** What the choice of the next task looks at. Times are ISO instants. */
export type Candidate = {
  readonly id: string;
  readonly priority: 'low' | 'normal' | 'high';
  /** When it was agreed to be done; null for work without a time of its own. */
  readonly plannedAt: string | null;
  readonly dueAt: string | null;
  readonly companyId: string | null;
  /** For a call: whether the customer's hours allow it now. Always true for other work. */
  readonly inHours: boolean;
};

export type Clock = { readonly now: string; readonly zone: string };

/** Why this task comes now, for programs (`rule`) and for people. */
export type WhyNow = { readonly rule: 'timed' | 'promise' | 'priority' | 'due' | 'undated'; readonly said: Said };

/** So many minutes before and after its time a task comes before all others. */
export const TIMED_MINUTES = 10;
const TIMED_MS = TIMED_MINUTES * 60_000;

/**
 * The task to do now and why: one whose time is within ten minutes, then promises that are overdue, then priority, then
 * the nearest deadline. A call outside the customer's hours is never it.
 */
export function nextTask<T extends Candidate>(tasks: readonly T[], clock: Clock): { task: T; why: WhyNow } | undefined {
  const now = Date.parse(clock.now);
  let best: { task: T; rank: Rank } | undefined;
  for (const task of tasks) {
    if (!task.inHours) continue;
    const rank = rankOf(task, now);
    if (!best || comesBefore(rank, best.rank)) best = { task, rank };
  }
  return best && { task: best.task, why: whyNow(best.task, best.rank, clock) };
}

/** Lower comes first: class, priority, moment, and the id so that the answer is always the same. */
type Rank = readonly [class_: 0 | 1 | 2, priority: number, moment: number, id: string];

const ranks = { high: 0, normal: 1, low: 2 } as const;

function rankOf(task: Candidate, now: number): Rank {
  const planned = task.plannedAt ? Date.parse(task.plannedAt) : undefined;
  const due = task.dueAt ? Date.parse(task.dueAt) : undefined;
  const moment = due ?? planned ?? Infinity;
  if (planned !== undefined && Math.abs(planned - now) <= TIMED_MS) return [0, 0, planned, task.id];
  if (brokenPromise(task, { planned, due, now })) {
    return [1, ranks[task.priority], Math.min(planned ?? Infinity, due ?? Infinity), task.id];
  }
  return [2, ranks[task.priority], moment, task.id];
}

/** A deadline that has passed, or a time agreed with a customer that has. */
function brokenPromise(task: Candidate, at: { planned: number | undefined; due: number | undefined; now: number }) {
  return (
    (at.due !== undefined && at.due < at.now) ||
    (at.planned !== undefined && at.planned < at.now && task.companyId !== null)
  );
}

function comesBefore(a: Rank, b: Rank): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}

function whyNow(task: Candidate, [place]: Rank, { now, zone }: Clock): WhyNow {
  if (place === 0) return timed(task, now, zone);
  const dated = task.dueAt ?? task.plannedAt;
  if (place === 1) {
    const when = sayDay(earliest(task), now, zone);
    return {
      rule: 'promise',
      said: { pl: `obiecane, termin minął: ${when.pl}`, en: `promised and overdue: ${when.en}` },
    };
  }
  if (task.priority === 'high') return { rule: 'priority', said: { pl: 'wysoki priorytet', en: 'high priority' } };
  if (!dated) return { rule: 'undated', said: { pl: 'nic innego nie ma terminu', en: 'nothing else has a date' } };
  const when = sayDay(dated, now, zone);
  return { rule: 'due', said: { pl: `najbliższy termin: ${when.pl}`, en: `nearest deadline: ${when.en}` } };
}

function timed(task: Candidate, now: string, zone: string): WhyNow {
  const at = DateTime.fromISO(task.plannedAt!, { zone }).toFormat('H:mm');
  const minutes = Math.round((Date.parse(task.plannedAt!) - Date.parse(now)) / 60_000);
  const pl = minutes > 0 ? `, za ${minutes} min` : minutes < 0 ? `, ${-minutes} min temu` : '';
  const en = minutes > 0 ? `, in ${minutes} min` : minutes < 0 ? `, ${-minutes} min ago` : '';
  return { rule: 'timed', said: { pl: `umówione na ${at}${pl}`, en: `set for ${at}${en}` } };
}

function earliest({ plannedAt, dueAt }: Candidate): string {
  if (!plannedAt || !dueAt) return (plannedAt ?? dueAt)!;
  return Date.parse(plannedAt) < Date.parse(dueAt) ? plannedAt : dueAt;
}

/** `dziś 9:15`, `wczoraj`, `27 listopada`. */
function sayDay(iso: string, now: string, zone: string): Said {
  const at = DateTime.fromISO(iso, { zone });
  const days = at.startOf('day').diff(DateTime.fromISO(now, { zone }).startOf('day'), 'days').days;
  const near: Readonly<Record<string, Said>> = {
    '-1': { pl: 'wczoraj', en: 'yesterday' },
    '0': { pl: `dziś ${at.toFormat('H:mm')}`, en: `today ${at.toFormat('H:mm')}` },
    '1': { pl: 'jutro', en: 'tomorrow' },
  };
  return near[String(Math.round(days))] ?? { pl: dayIn(at, 'pl'), en: dayIn(at, 'en') };
}

function dayIn(at: DateTime, locale: 'pl' | 'en'): string {
  return at.setLocale(locale).toFormat('d MMMM');
}
