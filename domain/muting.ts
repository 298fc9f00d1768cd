import type { Said } from './domain-error.ts';

/** Why an installation starts muted: its database and its home do not belong together any more. */
const mutings = {
  'unknown home': {
    pl: 'baza danych należy do instalacji, której ten folder nie zna (kopia bazy albo utracony folder)',
    en: 'the database belongs to an installation that this home does not know (a copy of the database, or a lost home)',
  },
  'other home': {
    pl: 'baza danych i folder Nurtu należą do różnych instalacji',
    en: 'the database and the home belong to different installations',
  },
  'database restored': {
    pl: 'bazę danych odtworzono z kopii zapasowej',
    en: 'the database was restored from a backup',
  },
  'home restored': { pl: 'folder Nurtu odtworzono z kopii zapasowej', en: 'the home was restored from a backup' },
  'home moved': {
    pl: 'folder Nurtu przeniesiono albo skopiowano w inne miejsce',
    en: 'the home was moved or copied to another place',
  },
} as const satisfies Record<string, Said>;

export type Muting = keyof typeof mutings;

/** In words; a reason that is none of ours is said as it is. */
export function sayMuting(because: string): Said {
  return (mutings as Readonly<Record<string, Said>>)[because] ?? { pl: because, en: because };
}
