import React from 'react';
import { Link } from 'react-router-dom';
import type { Absence } from '../../../db/absences.ts';
import type { CalendarPerson, CalendarTask, DayLoad } from '../../../db/calendar.ts';
import { awayOn } from '../../../domain/calendar/away.ts';
import { sayMinutes } from '../../../domain/calendar/load.ts';
import type { ImportantDay } from '../../../db/days-in-calendars.ts';
import type { OpenDay } from '../../../domain/calendar/open-days.ts';
import { toWall } from '../../../domain/calendar/wall.ts';
import { Button, Face, Tag } from '../../components/button.tsx';
import type { Day } from '../../components/dates.ts';
import { NumberLink } from '../../components/fact.tsx';
import { Icon } from '../../components/icon.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { sayWhat } from '../today/days.tsx';
import { titleOf } from './content.ts';
import { classesOf, startOf } from './events.ts';
import { plannedAt } from './planned-at.ts';
import { useRestingFinger } from './resting-finger.ts';
import { keyOfDay } from './use-calendar.ts';

type AgendaProps = {
  readonly days: readonly OpenDay[];
  readonly tasks: readonly CalendarTask[];
  readonly importantDays: readonly ImportantDay[];
  readonly load: readonly DayLoad[];
  readonly absences: readonly Absence[];
  readonly people: readonly CalendarPerson[];
  readonly today: Day;
  readonly onOpen: (id: string) => void;
  readonly onMenu: (id: string, at: { x: number; y: number }) => void;
  /** Missing where nothing is the viewer's to plan. */
  readonly onNew: ((day: Day) => void) | undefined;
};

/** The days one under another: what there is to do, when, where. On a phone it is the day in one's hand. */
export function Agenda({ days, tasks, importantDays, load, absences, people, today, ...on }: AgendaProps) {
  const { onOpen, onMenu, onNew } = on;
  const { timeZone } = useViewer();
  const byDay = Map.groupBy(tasks, (task) => toWall((startOf(task) ?? task.dueAt)!, timeZone).slice(0, 10));
  return (
    <div className="agenda">
      {days.map((day) => (
        <AgendaDay
          key={day.on}
          day={day}
          tasks={byDay.get(day.on) ?? []}
          away={absences.filter((absence) => awayOn([absence], { userId: absence.userId, on: day.on }))}
          importantDays={importantDays.filter(({ on }) => on === day.on)}
          minutes={load.filter(({ on }) => on === day.on).reduce((sum, one) => sum + one.minutes, 0)}
          people={people}
          isToday={day.on === today}
          alone={days.length === 1}
          onOpen={onOpen}
          onMenu={onMenu}
          onNew={onNew}
        />
      ))}
    </div>
  );
}

type AgendaDayProps = Pick<AgendaProps, 'tasks' | 'importantDays' | 'people' | 'onOpen' | 'onMenu' | 'onNew'> & {
  readonly day: OpenDay;
  readonly away: readonly Absence[];
  readonly minutes: number;
  readonly isToday: boolean;
  readonly alone: boolean;
};

function AgendaDay({ day, tasks, importantDays, away, minutes, people, isToday, alone, ...on }: AgendaDayProps) {
  const { onOpen, onMenu, onNew } = on;
  const words = useWords();
  const { timeZone } = useViewer();
  const { t, date, day: dayName } = words;
  const sorted = [...tasks.filter((task) => !startOf(task)), ...tasks.filter(startOf)];
  const now = new Date().toISOString();
  const next = isToday ? sorted.find(({ plannedAt }) => plannedAt && plannedAt > now)?.id : undefined;
  return (
    <section className={isToday ? 'agenda-day today' : 'agenda-day'} aria-label={date(day.on)}>
      <header>
        <h2>{alone ? date(day.on) : dayName(day.on)}</h2>
        {day.off ? <Tag tone="orange">{day.off}</Tag> : null}
        <span className="grow" />
        {minutes > 0 ? (
          <span className="small">
            <NumberLink
              to={plannedAt({ people: people.map(({ id }) => id), days: [day], timeZone })}
              means={t('calendar.means.load')}
            >
              {sayMinutes(minutes)}
            </NumberLink>
          </span>
        ) : null}
        {onNew ? (
          <Button
            kind="quiet"
            icon="plus"
            label={t('calendar.new on', { day: date(day.on) })}
            onClick={() => onNew(day.on)}
          />
        ) : null}
      </header>
      {away.map((absence) => (
        <button key={absence.id} type="button" className="away-line small" onClick={() => onOpen(absence.id)}>
          {people.length > 1 ? t('absence.of', { name: absence.userName }) : t('absence.mine')}
        </button>
      ))}
      {sorted.length + importantDays.length === 0 ? (
        <p className="muted">{t(day.hours.length > 0 ? 'calendar.free' : 'calendar.free off')}</p>
      ) : null}
      <ol>
        {importantDays.map((one) => (
          <li key={keyOfDay(one)}>
            <Link className="ev violet" to={`/admin/companies/${one.companyId}`}>
              <span className="t whole">{t('calendar.all day')}</span>
              <span className="text">
                <b className="title">{sayWhat(one, words)}</b>
                <span className="second small">{one.personName ?? one.companyName}</span>
              </span>
            </Link>
          </li>
        ))}
        {sorted.map((task) => (
          <React.Fragment key={task.id}>
            {task.id === next ? <li className="now" aria-label={t('calendar.now')} /> : null}
            <AgendaLine task={task} people={people} onOpen={onOpen} onMenu={onMenu} />
          </React.Fragment>
        ))}
      </ol>
    </section>
  );
}

function AgendaLine({
  task,
  people,
  onOpen,
  onMenu,
}: Pick<AgendaProps, 'people' | 'onOpen' | 'onMenu'> & { readonly task: CalendarTask }) {
  const words = useWords();
  const { t, time } = words;
  const finger = useRestingFinger((target, { x, y }) => {
    const corner = target.getBoundingClientRect();
    onMenu(task.id, x ? { x, y } : { x: corner.left, y: corner.top });
    return true;
  });
  const start = startOf(task);
  const owner = people.length > 1 ? people.find(({ id }) => task.people.includes(id))?.name : undefined;
  const second = [task.companyName ? task.title : '', task.place].filter(Boolean).join(' · ');
  return (
    <li>
      <button type="button" className={classesOf(task).join(' ')} onClick={() => onOpen(task.id)} {...finger}>
        <span className={start ? 't' : 't whole'}>
          {start ? time(start) : t('calendar.all day')}
          {start ? <span className="small muted">{sayMinutes(task.durationMinutes)}</span> : null}
        </span>
        <span className="text">
          <b className="title">{titleOf(task, words)}</b>
          {second ? <span className="second small">{second}</span> : null}
        </span>
        {task.overdue ? <Tag tone="red">{t('tasks.late')}</Tag> : null}
        {task.private ? <Icon name="lock" /> : null}
        {owner ? <Face name={owner} /> : null}
      </button>
    </li>
  );
}
