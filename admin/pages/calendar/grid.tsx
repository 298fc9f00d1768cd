import React, { useEffect, useRef } from 'react';
import {
  createCalendar,
  DayGrid,
  destroyCalendar,
  Interaction,
  ResourceTimeGrid,
  TimeGrid,
  type Calendar,
} from '@event-calendar/core';
import { shiftWall } from '../../../domain/calendar/wall.ts';
import { addDays } from '../../components/dates.ts';
import { useRestingFinger, type At } from './resting-finger.ts';
import { daysOf, type Shown } from './view.ts';

/** Where somebody pointed: a span on the wall, and whose column it was. */
export type Spot = {
  /** `2026-11-27T09:15`, or a day alone for all of it. */
  readonly from: string;
  readonly to: string;
  readonly allDay: boolean;
  readonly column?: string;
};
export type Moved = {
  readonly id: string;
  /** Minutes by which the hands of the clock moved. */
  readonly start: number;
  readonly end: number;
  readonly column?: string;
  /** The column that it came from, where that is another. */
  readonly from?: string;
  readonly revert: () => void;
};

type GridProps = {
  readonly shown: Shown;
  readonly events: readonly Calendar.EventInput[];
  readonly columns: readonly { readonly id: string; readonly title: string }[];
  readonly options: Calendar.Options;
  readonly onSpan: (spot: Spot, at: At) => void;
  readonly onOpen: (id: string) => void;
  readonly onMoved: (moved: Moved) => void;
  /** Right click, long press or the menu key: on an entry or on a free spot. */
  readonly onMenu: (on: { readonly id: string } | { readonly spot: Spot }, at: At) => void;
};

/** The calendar component, drawn by its own library inside one element of ours. */
export function Grid(props: GridProps) {
  const { shown, events, columns, options } = props;
  const box = useRef<HTMLDivElement>(null);
  const calendar = useRef<Calendar>();
  const latest = useRef(props);
  latest.current = props;
  const kind = `${shown.view} ${shown.view === 'month' ? '' : daysOf(shown)}`;

  useEffect(() => {
    const made = createCalendar(box.current!, [TimeGrid, DayGrid, ResourceTimeGrid, Interaction], {
      ...viewOptions(shown),
      ...latest.current.options,
      ...hearing(latest),
      events: [...latest.current.events],
      resources: [...latest.current.columns],
    });
    calendar.current = made;
    const unnamed = withoutTableRoles(box.current!);
    return () => {
      unnamed.disconnect();
      void destroyCalendar(made);
    };
    // Other kinds of views are other calendars; all else is set on the one that stands.
  }, [kind]);
  useEffect(() => void calendar.current?.setOption('date', dateOf(shown)), [shown.first, shown.on]);
  useEffect(() => void calendar.current?.setOption('events', [...events]), [events]);
  useEffect(() => void calendar.current?.setOption('resources', [...columns]), [columns]);
  useEffect(() => {
    for (const [name, value] of Object.entries(options)) {
      calendar.current?.setOption(name as keyof Calendar.Options, value as never);
    }
  }, [options]);

  const finger = useRestingFinger((target, pointed) => {
    const entry = target.closest<HTMLElement>('.ec-event');
    const id = entry?.querySelector<HTMLElement>('[data-id]')?.dataset['id'];
    const byKey = pointed.x === 0 && pointed.y === 0;
    const corner = entry?.getBoundingClientRect();
    const at = byKey && corner ? { x: corner.left + 8, y: corner.top + 8 } : pointed;
    const spot = id ? undefined : spotAt(calendar.current, at);
    if (!id && !spot) return false;
    props.onMenu(id ? { id } : { spot: spot! }, at);
    return true;
  });
  return <div ref={box} className={`grid by-${shown.view}`} {...finger} />;
}

/**
 * The component calls itself a table, of which its entries are no cells: whoever hears the page would hear an empty one.
 * Without those roles its entries are buttons in the order of the day.
 */
function withoutTableRoles(box: HTMLElement): MutationObserver {
  const strip = () => {
    for (const named of box.querySelectorAll(
      '[role=table], [role=rowgroup], [role=row], [role=columnheader], [role=cell]',
    )) {
      for (const name of ['role', 'aria-colindex', 'aria-colspan']) named.removeAttribute(name);
    }
  };
  strip();
  const observer = new MutationObserver(strip);
  observer.observe(box, { childList: true, subtree: true });
  return observer;
}

function viewOptions(shown: Shown): Calendar.Options {
  const days = daysOf(shown);
  const byColumn = shown.view === 'team' || shown.view === 'resources';
  const view = shown.view === 'month' ? 'dayGridMonth' : byColumn ? 'resourceTimeGridDay' : 'timeGridDay';
  return {
    view: shown.view === 'week' ? 'timeGridWeek' : view,
    date: dateOf(shown),
    ...(shown.view === 'week' || shown.view === 'month' ? {} : { duration: { days } }),
    ...(byColumn ? { columnWidth: 'minmax(80px, 1fr)' } : {}),
    ...(byColumn && days > 1 ? { datesAboveResources: true } : {}),
    headerToolbar: { start: '', center: '', end: '' },
    firstDay: 1,
    allDaySlot: true,
    nowIndicator: true,
    unselectAuto: false,
    slotEventOverlap: false,
    snapDuration: '00:15',
    slotDuration: '00:30',
    slotLabelInterval: '01:00',
    slotHeight: 26,
    longPressDelay: 450,
    dayMaxEvents: true,
    eventResizableFromStart: true,
  };
}

function dateOf({ view, on, first }: Shown): string {
  return view === 'month' || view === 'week' ? on : first;
}

/** What the component tells, in our words. Times are taken as text or as differences: its dates know no zone. */
function hearing(latest: React.MutableRefObject<GridProps>): Calendar.Options {
  return {
    select: ({ startStr, endStr, allDay, resource, jsEvent }) =>
      latest.current.onSpan(
        {
          from: startStr.slice(0, allDay ? 10 : 16),
          to: endStr.slice(0, allDay ? 10 : 16),
          allDay,
          ...(resource ? { column: resource.id } : {}),
        },
        pointOf(jsEvent),
      ),
    eventClick: ({ event }) => latest.current.onOpen(String(event.id)),
    eventDrop: ({ event, delta, oldResource, newResource, revert }) => {
      const minutes = minutesOf(delta);
      // A finger that lifted an entry and put it down where it was.
      if (minutes === 0 && newResource?.id === oldResource?.id) return;
      latest.current.onMoved({
        id: String(event.id),
        start: minutes,
        end: minutes,
        revert,
        ...(newResource ? { column: newResource.id } : {}),
        ...(oldResource ? { from: oldResource.id } : {}),
      });
    },
    eventResize: (info) => {
      const { event, endDelta, revert } = info;
      const { startDelta } = info as unknown as { startDelta?: Calendar.Duration };
      const start = startDelta ? minutesOf(startDelta) : 0;
      latest.current.onMoved({ id: String(event.id), start, end: endDelta ? minutesOf(endDelta) : 0, revert });
    },
  };
}

function minutesOf({ days, seconds }: Calendar.Duration): number {
  return days * 1440 + Math.round(seconds / 60);
}

function pointOf(event: unknown): At {
  const { clientX = 0, clientY = 0 } = event as Partial<MouseEvent>;
  return { x: clientX, y: clientY };
}

/** Half an hour from where one points; the whole day where the grid knows no hours. */
function spotAt(calendar: Calendar | undefined, { x, y }: At): Spot | undefined {
  const found = calendar?.dateFromPoint(x, y);
  if (!found) return undefined;
  const { date, allDay, resource } = found;
  const column = resource ? { column: resource.id } : {};
  // The component answers in the browser's own hours; only their figures count.
  const on = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  if (allDay) return { from: on, to: addDays(on, 1), allDay, ...column };
  const from = `${on}T${two(date.getHours())}:${two(date.getMinutes())}`;
  return { from, to: shiftWall(from, 30), allDay, ...column };
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
