import { fromWall } from '../../../domain/calendar/wall.ts';
import { addDays } from '../../components/dates.ts';

type Days = {
  readonly days: readonly { readonly on: string }[];
  readonly timeZone: string;
};

/** The list of exactly the tasks that a load counts: of these people, in these days that follow one another. */
export function plannedAt({ people, ...days }: Days & { readonly people: readonly string[] }): string {
  return tasksIn({ list: 'planned', people: people.join(',') }, days);
}

/** The list of exactly the tasks from which the time comes that somebody worked. */
export function workedAt({ person, ...days }: Days & { readonly person: string }): string {
  return tasksIn({ list: 'done', who: 'all', spent: '1', ownerId: person }, days);
}

function tasksIn(asked: Readonly<Record<string, string>>, { days, timeZone }: Days): string {
  const [first, last] = [days[0], days.at(-1)];
  const query = new URLSearchParams({
    ...asked,
    ...(first ? { from: fromWall(`${first.on}T00:00`, timeZone) } : {}),
    ...(last ? { to: fromWall(`${addDays(last.on, 1)}T00:00`, timeZone) } : {}),
  });
  return `/admin/tasks?${query}`;
}
