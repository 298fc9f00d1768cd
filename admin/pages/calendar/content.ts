import type { Calendar } from '@event-calendar/core';
import type { Absence } from '../../../db/absences.ts';
import type { CalendarTask } from '../../../db/calendar.ts';
import type { Words } from '../../components/words.ts';
import { startOf } from './events.ts';
import { initialsOf } from './initials.ts';

/** What stands in the box of an entry, as text nodes: nobody's words become markup. */
export function contentOf(
  { event }: Calendar.EventContentInfo,
  { words, names }: { readonly words: Words; readonly names: ReadonlyMap<string, string> },
): Calendar.Content | undefined {
  const { task, absence } = event.extendedProps as { task?: CalendarTask; absence?: Absence };
  if (absence) return { domNodes: [absenceNode(absence, words, names)] };
  if (!task) return undefined;
  return { domNodes: nodesOf(task, words, names) };
}

/** Whose it is stands in its column, or there is but one. */
function absenceNode(absence: Absence, { t }: Words, names: ReadonlyMap<string, string>): Node {
  const line = element('span', 'what');
  line.dataset['id'] = absence.id;
  const said = names.size > 1 ? t('absence.of', { name: absence.userName }) : t('absence.mine');
  line.append(element('b', 'title', said));
  return line;
}

function nodesOf(task: CalendarTask, words: Words, names: ReadonlyMap<string, string>): Node[] {
  const line = element('span', 'what');
  line.dataset['id'] = task.id;
  const start = startOf(task);
  if (start) line.append(element('span', 'at', words.time(start)), ' ');
  if (names.size > 1) line.append(element('span', 'whose', initialsOf(names.get(task.people[0] ?? '') ?? '')), ' ');
  line.append(element('b', 'title', titleOf(task, words)));
  const state = stateOf(task, words);
  if (state) line.append(element('span', 'unseen', `, ${state}`));
  const second = [task.companyName ? task.title : '', task.place].filter(Boolean).join(' · ');
  return second && task.durationMinutes >= 40 ? [line, element('span', 'second', second)] : [line];
}

/** Who it is with says more than what it is called. */
export function titleOf({ busy, title, companyName, state }: CalendarTask, { t }: Words): string {
  if (busy) return t('calendar.busy');
  return `${state === 'done' ? '✓ ' : ''}${companyName ?? title}`;
}

function stateOf({ overdue, state, private: hidden }: CalendarTask, { t }: Words): string | undefined {
  if (overdue) return t('tasks.late');
  if (state === 'done') return t('tasks.done');
  return hidden ? t('calendar.private') : undefined;
}

function element(name: string, className: string, text?: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
