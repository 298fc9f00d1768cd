/** What people are told who asked for long work on a list and may have left meanwhile. */
import type { Language, Said } from '../domain-error.ts';
import type { Bulk } from './actions.ts';
import type { ListKind } from './shapes.ts';

/** What lists are called. */
export const listNames: Readonly<Record<ListKind, Said>> = {
  companies: { pl: 'Klienci', en: 'Customers' },
  people: { pl: 'Osoby', en: 'People' },
  tasks: { pl: 'Zadania', en: 'Tasks' },
  messages: { pl: 'Wiadomości', en: 'Messages' },
  cases: { pl: 'Sprawy', en: 'Cases' },
  opportunities: { pl: 'Szanse', en: 'Opportunities' },
  files: { pl: 'Pliki', en: 'Files' },
  campaigns: { pl: 'Kampanie', en: 'Campaigns' },
  transactions: { pl: 'Faktury i płatności', en: 'Invoices and payments' },
  participants: { pl: 'Uczestnicy', en: 'Participants' },
  templates: { pl: 'Szablony', en: 'Templates' },
  scenarios: { pl: 'Scenariusze', en: 'Scenarios' },
  recurrences: { pl: 'Zadania powtarzane', en: 'Recurring tasks' },
  imports: { pl: 'Importy', en: 'Imports' },
  users: { pl: 'Użytkownicy', en: 'Users' },
  groups: { pl: 'Grupy klientów', en: 'Groups of customers' },
  members: { pl: 'Członkowie grup', en: 'Members of groups' },
  tokens: { pl: 'Tokeny API', en: 'API tokens' },
};

/** A file is ready. */
export function fileReady(kind: ListKind, rows: number): Said {
  const { pl, en } = listNames[kind];
  return {
    pl: `Plik z listy ${pl} jest gotowy. Wiersze: ${count(rows, 'pl')}. Można go pobrać przez 24 godziny.`,
    en: `The file of the list ${en} is ready. Rows: ${count(rows, 'en')}. It can be fetched for 24 hours.`,
  };
}

/** A file could not be made. */
export function fileFailed(kind: ListKind, why: Said): Said {
  const { pl, en } = listNames[kind];
  return { pl: `Plik z listy ${pl} nie powstał. ${why.pl}`, en: `The file of the list ${en} was not made. ${why.en}` };
}

export type Ended = Pick<Bulk, 'kind' | 'counts'> & {
  readonly title: Said;
  readonly isBack: boolean;
  readonly canUndo: boolean;
};

/** An action on many rows has ended, or has been taken back. */
export function bulkEnded({ kind, title, counts, isBack, canUndo }: Ended): Said {
  const { pl, en } = listNames[kind];
  const [good, left] = isBack ? [counts.undone, counts.kept] : [counts.done, counts.skipped];
  const what = { pl: `„${title.pl}” na liście ${pl}`, en: `"${title.en}" on the list ${en}` };
  if (isBack)
    return {
      pl: `Cofnięto operację ${what.pl}. Przywrócone wpisy: ${count(good, 'pl')}, pozostawione: ${count(left, 'pl')}.`,
      en: `${what.en} was taken back. Records restored: ${count(good, 'en')}, left as they are: ${count(left, 'en')}.`,
    };
  const undo =
    canUndo && good > 0
      ? { pl: ' Przez godzinę możesz ją cofnąć.', en: ' You can take it back for an hour.' }
      : nothing;
  return {
    pl: `Zakończono operację ${what.pl}. Wykonano: ${count(good, 'pl')}, pominięto: ${count(left, 'pl')}.${undo.pl}`,
    en: `${what.en} has ended. Done: ${count(good, 'en')}, passed over: ${count(left, 'en')}.${undo.en}`,
  };
}

const nothing: Said = { pl: '', en: '' };

function count(n: number, language: Language): string {
  return n.toLocaleString(language);
}
