import React from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useWords } from '../words.ts';
import { useFollowed } from './use-followed.ts';

/** The ways in which a page may show its list. */
export type Shown = 'list' | 'board' | 'report';

/** How the address says that the list is shown; else the first of the ways, but rows that a link asks for as a list. */
export function useShown(ways: readonly Shown[], isNarrowed: boolean): Shown {
  const [address] = useSearchParams();
  return ways.find((way) => way === address.get('show')) ?? (isNarrowed ? 'list' : ways[0]!);
}

type ShownAsProps = { readonly ways: readonly Shown[]; readonly current: Shown; readonly path: string };

/** A switch between them, which keeps the view that is open; from the rows of one column it leads to all of them. */
export function ShownAs({ ways, current, path }: ShownAsProps) {
  const { t } = useWords();
  const [address] = useSearchParams();
  const followed = useFollowed();
  const { column: _column, ...whole } = Object.fromEntries(address);
  const leads = (way: Shown) => `${path}?${new URLSearchParams({ ...whole, show: way })}`;
  return (
    <nav className="bar shown-as" aria-label={t('table.shown as')}>
      {ways.map((way) => (
        <Link
          key={way}
          to={leads(way)}
          state={followed}
          className={way === current ? 'chip on' : 'chip'}
          {...(way === current ? { 'aria-current': 'page' as const } : {})}
        >
          {t(`table.shown.${way}`)}
        </Link>
      ))}
    </nav>
  );
}
