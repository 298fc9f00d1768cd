import type { Me } from '../components/viewer.ts';
import { pages } from '../pages/list.ts';
import type { Room } from '../pages/list.ts';

/** Order of the menu; a line stands before each new part. */
const parts: readonly (readonly Room[])[] = [
  ['today', 'customers', 'cases', 'tasks', 'calendar', 'messages', 'opportunities'],
  ['campaigns', 'templates', 'scenarios', 'import'],
  ['settings'],
];

export type OpenRoom = { readonly room: Room; readonly to: string; readonly part: number };

/** The rooms that this person may enter, in the menu's order. */
export function openRooms(me: Pick<Me, 'may'>): OpenRoom[] {
  return parts.flatMap((rooms, part) =>
    rooms.flatMap((room) => {
      const first = pages.find((entry) => entry.room === room && !entry.path.includes(':') && me.may(entry.right));
      return first ? [{ room, to: first.path, part }] : [];
    }),
  );
}

/** The room that an address belongs to. */
export function roomOf(pathname: string): Room | undefined {
  if (pathname.startsWith('/admin/resources')) return 'settings';
  return pages.find(({ path }) => patternOf(path).test(pathname))?.room;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`);
}
