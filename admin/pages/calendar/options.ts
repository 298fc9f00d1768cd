import type { Calendar } from '@event-calendar/core';
import type { CalendarTask, DayLoad } from '../../../db/calendar.ts';
import type { Away } from '../../../domain/calendar/away.ts';
import { capacityOf, isTooMuch, sayMinutes } from '../../../domain/calendar/load.ts';
import type { OpenDay } from '../../../domain/calendar/open-days.ts';
import type { OwnDays } from '../../../domain/calendar/own-hours.ts';
import { toWall, wallMinutes } from '../../../domain/calendar/wall.ts';
import type { Words } from '../../components/words.ts';
import { contentOf } from './content.ts';
import { slotLimits } from './events.ts';
import { plannedAt } from './planned-at.ts';
import type { Shown } from './view.ts';

export type Dressing = {
  readonly shown: Shown;
  readonly words: Words;
  readonly timeZone: string;
  readonly days: readonly OpenDay[];
  /** Who works other hours than the house. */
  readonly own: readonly OwnDays[];
  readonly load: readonly DayLoad[];
  /** Whose days are shown, and when they are away. */
  readonly people: readonly string[];
  readonly absences: readonly Away[];
  readonly hidden: readonly number[];
  /** Names of those whose work is shown. */
  readonly names: ReadonlyMap<string, string>;
  readonly editable: boolean;
  /** Opens a page of the panel. */
  readonly go: (address: string) => void;
};

/** All that the component is told beside what stands in it: words, hours, how full the days are. */
export function optionsOf(dressing: Dressing): Calendar.Options {
  const { shown, words, timeZone, days, own, hidden, names, editable } = dressing;
  const { t, language } = words;
  const limits = slotLimits([days, ...own.map((one) => one.days)].flat());
  return {
    locale: language === 'pl' ? 'pl-PL' : 'en-GB',
    timeZone: offsetNow(timeZone),
    editable,
    selectable: editable,
    hiddenDays: [...hidden] as Calendar.dayOfWeek[],
    slotMinTime: limits.from,
    slotMaxTime: limits.to,
    scrollTime: limits.from,
    flexibleSlotTimeLimits: { eventFilter: ({ display }) => display !== 'background' },
    slotLabelFormat: { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' },
    allDayContent: t('calendar.all day'),
    buttonText: { close: t('frame.close') },
    moreLinkContent: ({ num }) => t('calendar.more', { count: num }),
    dayHeaderFormat: (date) => (shown.view === 'month' ? weekdayNode(date, words) : headNode(date, dressing)),
    resourceLabelContent: ({ resource }) => columnNode(resource, dressing),
    eventContent: (arg) => contentOf(arg, { words, names }),
  };
}

/** Where "now" is on the user's wall: the component takes an offset, the browser's zone must not count. */
function offsetNow(timeZone: string): string {
  const now = new Date().toISOString();
  const minutes = wallMinutes(now.slice(0, 16), toWall(now, timeZone));
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

function weekdayNode(date: Date, { language }: Words): string {
  return date.toLocaleDateString(language === 'pl' ? 'pl-PL' : 'en-GB', { weekday: 'short' });
}

/** `pn 23`, and how much work the day holds. */
function headNode(date: Date, dressing: Dressing): Calendar.Content {
  const { words, days, load, shown, people } = dressing;
  const on = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const day = days.find((one) => one.on === on);
  const head = node('span', 'day-head');
  head.append(node('b', '', `${weekdayNode(date, words).replace('.', '')} ${date.getDate()}`));
  if (day?.off) head.append(' ', node('span', 'off small', day.off));
  if (shown.view === 'team' || shown.view === 'resources') return { domNodes: [head] };
  const found = load.filter((one) => one.on === on);
  if (found.length > 0) head.append(' ', loadNode(found, { ...dressing, days: day ? [day] : [], people }));
  return { domNodes: [head] };
}

function columnNode({ id, title }: Calendar.Resource, dressing: Dressing): Calendar.Content {
  const head = node('span', 'day-head');
  head.append(node('b', '', String(title)));
  const found = dressing.load.filter(({ userId }) => userId === id);
  if (found.length > 0) head.append(' ', loadNode(found, { ...dressing, people: [String(id)] }));
  return { domNodes: [head] };
}

/** How full it is for these people on these days; it opens exactly the tasks that it counts. */
function loadNode(
  load: readonly DayLoad[],
  { days, own, people, absences, words: { t }, ...dressing }: Dressing,
): HTMLElement {
  const minutes = load.reduce((sum, one) => sum + one.minutes, 0);
  const capacity = capacityOf({ people, days, own, absences });
  const made = document.createElement('a');
  made.className = isTooMuch(minutes, capacity) ? 'load over small' : 'load small';
  made.textContent = sayMinutes(minutes);
  made.title = `${t('calendar.load of', { minutes: sayMinutes(minutes), open: sayMinutes(capacity.minutes) })}. ${t('calendar.load hint')}`;
  made.href = plannedAt({ people, days, timeZone: dressing.timeZone });
  made.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dressing.go(made.pathname + made.search);
  });
  return made;
}

function node(name: string, className: string, text?: string): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** Tasks by id, for what the component names. */
export function byId(tasks: readonly CalendarTask[]): ReadonlyMap<string, CalendarTask> {
  return new Map(tasks.map((task) => [task.id, task]));
}
