import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Absence } from '../../../db/absences.ts';
import type { CalendarPerson } from '../../../db/calendar.ts';
import type { Resource } from '../../../db/resources.ts';
import type { TaskType } from '../../../db/task-types.ts';
import type { OpenDay } from '../../../domain/calendar/open-days.ts';
import { daysOfPerson, daysTogether, type Opening } from '../../../domain/calendar/own-hours.ts';
import { addDays } from '../../components/dates.ts';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { useSingleKeys } from '../../components/keys.ts';
import type { TaskStart } from '../task/values.ts';
import { ownerAt } from './columns.ts';
import { absenceOf, closedHours, dayEvent, eventOf, hiddenWeekend } from './events.ts';
import type { Spot } from './grid.tsx';
import type { At } from './resting-finger.ts';
import { awayOf, entryItems, spotItems, type Away } from './menu-items.ts';
import type { Draft } from './new-entry.tsx';
import { byId, optionsOf } from './options.ts';
import type { MenuItem } from './point-menu.tsx';
import { useAddress, type Address } from './use-address.ts';
import { useCalendar, useImportantDays } from './use-calendar.ts';
import { useEntryKeys } from './use-entry-keys.ts';
import { useMoves } from './use-moves.ts';
import { stepped, views, weekdayOf } from './view.ts';
import { sayWhat } from '../today/days.tsx';

export type Desk = ReturnType<typeof useDesk>;

/** What the page of the calendar knows and can do: what is drawn, what is open above it, what keys do. */
export function useDesk() {
  const address = useAddress();
  const { value: known } = useRead<{ people: CalendarPerson[] }>('/calendar/people');
  const { value: kinds } = useRead<{ types: TaskType[] }>('/task-types');
  const { value: things } = useRead<{ resources: Resource[] }>('/resources');
  const me = useViewer();
  const people = known?.people ?? [];
  const resources = things?.resources ?? [];
  const chosen = chosenPeople(address, people, me.userId);
  const chosenThings = chosenResources(address, resources);
  const narrowing = { ...address.narrowing, ...(chosenThings ? { resources: chosenThings } : {}), people: chosen };
  const reading = useCalendar(address.shown, narrowing);
  const importantDays = useImportantDays(address.shown, narrowing);
  const moves = useMoves(reading);
  const tasks = useMemo(() => byId(reading.tasks ?? []), [reading.tasks]);
  const { absences = [] } = reading;
  const types = kinds?.types ?? [];
  const above = useAbove({ address, people, resources, chosen, types, tasks, absences, moves, importantDays });
  useEntryKeys({ tasks, moves, mayEdit: above.mayEdit, openMenu: above.openMenu });
  return {
    ...{ address, people, chosen, reading, moves, tasks, above, resources, importantDays },
    chosenThings: chosenThings ?? [],
    types: kinds?.types ?? [],
    ready: known !== undefined && things !== undefined && reading.tasks !== undefined,
    shownPeople: people.filter(({ id }) => chosen.includes(id)),
  };
}

type Above = {
  readonly address: Address;
  readonly people: readonly CalendarPerson[];
  readonly resources: readonly Resource[];
  readonly chosen: readonly string[];
  readonly types: readonly TaskType[];
  readonly tasks: ReturnType<typeof byId>;
  readonly absences: readonly Absence[];
  readonly moves: ReturnType<typeof useMoves>;
  readonly importantDays: ReturnType<typeof useImportantDays>;
};

/** Dialogs and the menu, and how one gets to them. */
function useAbove({ address, people, resources, chosen, types, tasks, absences, moves, importantDays }: Above) {
  const words = useWords();
  const me = useViewer();
  const mayEdit = me.may('task.edit');
  const [draft, setDraft] = useState<Draft>();
  const [openId, setOpenId] = useState<string>();
  const [menu, setMenu] = useState<{ readonly at: At; readonly items: readonly MenuItem[] }>();
  const [subscribing, setSubscribing] = useState(false);
  const [leaving, setLeaving] = useState<Leave>();
  const [full, setFull] = useState<TaskStart>();

  const whoseAt = ({ column }: Spot) =>
    (resources.some(({ id }) => id === column) ? undefined : column) ?? chosen[0] ?? me.userId;
  const draftAt = (spot: Spot, more: Partial<Draft> = {}) => {
    if (!mayEdit) return;
    const thing = resources.find(({ id }) => id === spot.column);
    const ownerId = ownerAt(whoseAt(spot), people, me.userId);
    setDraft({ spot, ownerId, ...(thing ? { resourceIds: [thing.id] } : {}), ...more });
  };
  const navigate = useNavigate();
  const open = (id: string) => {
    const day = importantDays.get(id);
    if (day) return void navigate(`/admin/companies/${day.companyId}`);
    if (!tasks.get(id)?.busy) setOpenId(id);
  };
  const openMenu = (on: { readonly id: string } | { readonly spot: Spot }, at: At) => {
    const task = 'id' in on ? tasks.get(on.id) : undefined;
    if (task) return setMenu({ at, items: entryItems(task, { words, timeZone: me.timeZone, mayEdit, open, moves }) });
    if (!('spot' in on) || !mayEdit) return;
    const toDay = () => address.set({ view: 'day', on: on.spot.from.slice(0, 10), to: null });
    const more = (items: readonly MenuItem[]) => setMenu({ at, items });
    const who = awayOf(people, me).find(({ id }) => id === whoseAt(on.spot));
    const leave = who && (() => setLeaving(leaveOf(on.spot, who)));
    setMenu({ at, items: spotItems(on.spot, { words, types, draft: draftAt, toDay, more, leave }) });
  };
  const { shown, today } = address;
  const newNow = () => draftAt(morningOf(shown.first <= today && today <= shown.last ? today : shown.first));
  useCalendarKeys(address, newNow);
  return {
    ...{ draft, draftAt, newNow, open, menu, openMenu, subscribing, setSubscribing, mayEdit },
    task: openId ? tasks.get(openId) : undefined,
    absence: absences.find(({ id }) => id === openId),
    leaving,
    closeLeaving: () => setLeaving(undefined),
    full,
    openFull: (start: TaskStart) => {
      setDraft(undefined);
      setFull(start);
    },
    closeFull: () => setFull(undefined),
    closeDraft: () => setDraft(undefined),
    closeTask: () => setOpenId(undefined),
    closeMenu: () => setMenu(undefined),
  };
}

/** Days that somebody takes off. */
type Leave = { readonly userId: string; readonly name: string; readonly fromOn: string; readonly toOn: string };

/** The days that were pointed at; a span of whole days ends before the one that it names. */
function leaveOf({ from, to, allDay }: Spot, { id: userId, name }: Away): Leave {
  return { userId, name, fromOn: from.slice(0, 10), toOn: allDay ? addDays(to, -1) : to.slice(0, 10) };
}

/** Digits choose a view, the arrows turn the pages, T is today and N new work. */
function useCalendarKeys({ shown, set }: Address, newNow: () => void): void {
  useSingleKeys({
    n: newNow,
    t: () => set({ on: null, to: null }),
    ArrowLeft: () => set(stepped(shown, -1)),
    ArrowRight: () => set(stepped(shown, 1)),
    ...Object.fromEntries(views.map((view, at) => [String(at + 1), () => set({ view, to: null })])),
  });
}

/** Half an hour from nine o'clock: the dialog lets one change it. */
export function morningOf(day: string): Spot {
  return { from: `${day}T09:00`, to: `${day}T09:30`, allDay: false };
}

/** What the grid is given, put together anew only when something in it has changed. */
export function useDrawing(desk: Desk) {
  const { address, reading, people, shownPeople, above } = desk;
  const { shown } = address;
  const words = useWords();
  const { timeZone } = useViewer();
  const navigate = useNavigate();
  const { tasks = [], days = [], own = [], load = [], absences = [] } = reading;
  const isTeam = shown.view === 'team';
  const byResource = shown.view === 'resources';
  const hidden = useMemo(() => {
    const taken = new Set([...desk.importantDays.values()].map(({ on }) => weekdayOf(on)));
    return hiddenWeekend([days, ...own.map((one) => one.days)], tasks, timeZone).filter((day) => !taken.has(day));
  }, [days, own, tasks, desk.importantDays]);
  const together = useMemo(
    () => (byResource ? days : daysTogether(desk.chosen, { days, own })),
    [days, own, byResource, desk.chosen.join()],
  );
  const columns = useMemo(
    () => columnsOf(desk),
    [shown.view, people.length, desk.chosen.join(), desk.chosenThings.join()],
  );
  const events = useMemo(() => {
    const closed = shown.view === 'month' ? [] : closedIn(columns, together, isTeam ? { days, own } : undefined);
    const away = byResource ? [] : absences.map(absenceOf);
    return [
      ...closed,
      ...away,
      ...[...desk.importantDays].map((one) => dayEvent(one, sayWhat(one[1], words))),
      ...tasks.map((task) => eventOf(task, { timeZone, editable: above.mayEdit, byResource })),
    ];
  }, [tasks, together, own, columns, absences, desk.importantDays]);
  const options = useMemo(() => {
    const names = new Map(isTeam || byResource ? [] : shownPeople.map(({ id, name }) => [id, name]));
    const loaded = { load, absences, people: desk.chosen };
    return optionsOf({
      ...loaded,
      shown,
      words,
      timeZone,
      days,
      own,
      hidden,
      names,
      editable: above.mayEdit,
      go: navigate,
    });
  }, [days, own, load, absences, hidden, columns, people.length, shown.view]);
  return { hidden, columns, events, options, together };
}

/** Grey where nobody works: in the column of each person by their own hours, else by those of all who are shown. */
function closedIn(columns: readonly { readonly id: string }[], together: readonly OpenDay[], team?: Opening) {
  if (!team)
    return closedHours(
      together,
      columns.map(({ id }) => id),
    );
  return columns.flatMap(({ id }) => closedHours(daysOfPerson(id, team), [id]));
}

/** A column for each person of the team, or for each thing. */
function columnsOf({ address, shownPeople, resources, chosenThings }: Desk): { id: string; title: string }[] {
  const { view } = address.shown;
  if (view === 'team') return shownPeople.map(({ id, name }) => ({ id, title: name }));
  if (view !== 'resources') return [];
  return resources.filter(({ id }) => chosenThings.includes(id)).map(({ id, name }) => ({ id, title: name }));
}

/** In the view of resources those of the address, else the first twelve; undefined in every other. */
function chosenResources({ narrowing }: Address, all: readonly Resource[]): readonly string[] | undefined {
  if (!narrowing.resources) return undefined;
  return narrowing.resources.length > 0 ? narrowing.resources : all.slice(0, 12).map(({ id }) => id);
}

/** Who was asked for in the address; in the team's view everybody whose calendar is open, else oneself. */
function chosenPeople({ narrowing, shown }: Address, people: readonly CalendarPerson[], me: string): readonly string[] {
  if (narrowing.people.length > 0) return narrowing.people;
  if (shown.view !== 'team') return [me];
  const team = people.filter(({ open }) => open).slice(0, 12);
  return team.length > 0 ? team.map(({ id }) => id) : [me];
}
