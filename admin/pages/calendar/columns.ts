import type { CalendarPerson, CalendarTask } from '../../../db/calendar.ts';
import type { View } from './view.ts';

/** Where a task goes: what is not named stays. */
export type Place = {
  readonly plannedAt?: string | null;
  readonly dueAt?: string | null;
  readonly durationMinutes?: number;
  readonly ownerId?: string;
  /** Who takes part beside the owner from now on. */
  readonly userIds?: readonly string[];
  /** All that is booked from now on. */
  readonly resources?: readonly string[];
};

/** Another column: who in the place of whom, or what is booked in the place of what. */
export type Column = {
  readonly person?: Exchange;
  readonly rebooked?: Exchange;
};
type Exchange = { readonly from: string | undefined; readonly to: string };

/** Dragged into another column: somebody else, or another thing, in the place of the first. */
export function columnOf(view: View, to: string | undefined, from: string | undefined): Column {
  if (!to) return {};
  return view === 'resources' ? { rebooked: { from, to } } : { person: { from, to } };
}

/** Where another column leads: whoever took part gives their place to somebody else, and the owner gives the work. */
export function placeOf({ ownerId, userIds, resources }: CalendarTask, { person, rebooked }: Column): Place {
  if (rebooked) return { resources: [...resources.filter((id) => id !== rebooked.from), rebooked.to] };
  if (!person) return {};
  const { from, to } = person;
  if (from === undefined || from === ownerId || !userIds.includes(from)) return { ownerId: to };
  const others = userIds.filter((id) => id !== from);
  return { userIds: to === ownerId || others.includes(to) ? others : [...others, to] };
}

/** With the hour goes what is booked for it: named, so that the way back books it again. */
export function withoutHour({ resources }: CalendarTask, place: Place): Place {
  return place.plannedAt === null && resources.length > 0 ? { ...place, resources: [] } : place;
}

/** In whose columns it stands from now on, where those are others. */
export function peopleOf(task: CalendarTask, { ownerId, userIds }: Place): { readonly people?: readonly string[] } {
  if (ownerId === undefined && userIds === undefined) return {};
  const owner = ownerId ?? task.ownerId;
  return { people: [...new Set([...(owner ? [owner] : []), ...(userIds ?? task.userIds)])] };
}

/** Whose new work is where somebody’s calendar is pointed at: theirs where the viewer may open it, else the viewer’s own. */
export function ownerAt(pointed: string, people: readonly CalendarPerson[], me: string): string {
  return people.find(({ id, open }) => open && id === pointed)?.id ?? me;
}
