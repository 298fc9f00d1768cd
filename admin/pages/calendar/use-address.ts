import { useSyncExternalStore } from 'react';
import { useSearchParams } from 'react-router-dom';
import { toWall } from '../../../domain/calendar/wall.ts';
import type { Day } from '../../components/dates.ts';
import { useViewer } from '../../components/viewer.ts';
import type { Narrowing } from './use-calendar.ts';
import { shownOf, type Shown } from './view.ts';

export type Address = {
  readonly shown: Shown;
  readonly today: Day;
  readonly phone: boolean;
  readonly narrowing: Narrowing;
  /** Changes the address; an empty value takes its part away. */
  set(change: Readonly<Record<string, string | null | undefined>>): void;
};

/** The address holds the whole view, so that it can be kept, sent and gone back to. Only ids stand in it. */
export function useAddress(): Address {
  const [search, setSearch] = useSearchParams();
  const { timeZone } = useViewer();
  const phone = useNarrow();
  const today = toWall(new Date().toISOString(), timeZone).slice(0, 10);
  const listed = (name: string) => search.get(name)?.split(',').filter(Boolean) ?? [];
  const shown = shownOf(search, { today, phone });
  return {
    shown,
    today,
    phone,
    narrowing: {
      people: listed('people'),
      ...(shown.view === 'resources' ? { resources: listed('resources') } : {}),
      types: listed('types'),
      companyId: search.get('company'),
      state: search.get('state'),
      recorded: search.get('recorded') !== 'no',
    },
    set: (change) =>
      setSearch((old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(change)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      }),
  };
}

const narrow = window.matchMedia('(max-width: 760px)');

function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrow.addEventListener('change', changed);
      return () => narrow.removeEventListener('change', changed);
    },
    () => narrow.matches,
  );
}
