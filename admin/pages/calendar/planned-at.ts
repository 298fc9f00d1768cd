import { fromWall } from '../../../domain/calendar/wall.ts';
import { addDays } from '../../components/dates.ts';

type Planned = {
  readonly people: readonly string[];
  readonly days: readonly { readonly on: string }[];
  readonly timeZone: string;
};

/** The list of exactly the tasks that a load counts: of these people, in these days that follow one another. */
export function plannedAt({ people, days, timeZone }: Planned): string {
  const [first, last] = [days[0], days.at(-1)];
  const query = new URLSearchParams({
    list: 'planned',
    people: people.join(','),
    ...(first ? { from: fromWall(`${first.on}T00:00`, timeZone) } : {}),
    ...(last ? { to: fromWall(`${addDays(last.on, 1)}T00:00`, timeZone) } : {}),
  });
  return `/admin/tasks?${query}`;
}
