import type { Clash } from '../../db/clashes.ts';
import { MOST_CLASHES } from '../../domain/calendar/clashes.ts';
import type { Words } from './words.ts';

/** `Nachodzi na: Anna Wiśniewska, wt. 14:00, Drew-Pol; Paweł Lewandowski, wt. 14:30, zajęte.` */
export function sayClashes(rows: readonly Clash[], { t, moment }: Words): string {
  const named = rows
    .slice(0, 3)
    .map(({ userName, at, title }) => [userName, moment(at), title ?? t('calendar.busy').toLowerCase()].join(', '));
  const rest = Math.min(rows.length, MOST_CLASHES) - named.length;
  const more =
    rows.length > MOST_CLASHES ? t('calendar.and more than', { least: rest }) : t('calendar.and more', { count: rest });
  return [t('calendar.overlaps', { what: named.join('; ') }), ...(rest > 0 ? [more] : [])].join(' ');
}
