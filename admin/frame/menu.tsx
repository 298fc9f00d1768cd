import React, { Fragment } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { Icon } from '../components/icon.tsx';
import { useViewer } from '../components/viewer.ts';
import { useWords } from '../components/words.ts';
import { openRooms, roomOf } from './rooms.ts';
import type { OpenRoom } from './rooms.ts';
import { useCounts } from './counts.ts';
import type { Counts } from './counts.ts';
import { openPalette } from './palette-door.tsx';
import { UserMenu } from './user-menu.tsx';

/** The menu at the side; on a phone it comes up from the bottom when opened. */
export function Menu({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useWords();
  const here = roomOf(useLocation().pathname);
  const rooms = openRooms(useViewer());
  const counts = useCounts();
  return (
    <>
      {open ? <button className="veil" type="button" aria-label={t('frame.close')} onClick={onClose} /> : null}
      <nav className={open ? 'side open' : 'side'} aria-label={t('frame.menu')}>
        <Link className="brand" to="/admin">
          <Wave />
          Nurt
        </Link>
        <button
          className="find"
          type="button"
          onClick={() => {
            onClose();
            openPalette();
          }}
        >
          <Icon name="find" />
          {t('frame.search')}
          <kbd>Ctrl K</kbd>
        </button>
        {rooms.map((entry, i) => (
          <Fragment key={entry.room}>
            {i > 0 && rooms[i - 1]!.part !== entry.part ? <hr /> : null}
            <Entry entry={entry} here={entry.room === here} counts={counts} className="nav" />
          </Fragment>
        ))}
        <div className="foot">
          <UserMenu />
        </div>
      </nav>
    </>
  );
}

/** Four rooms and "more": within reach of the thumb. */
export function BottomBar({ onMore }: { readonly onMore: () => void }) {
  const { t } = useWords();
  const here = roomOf(useLocation().pathname);
  const rooms = openRooms(useViewer()).slice(0, 4);
  const counts = useCounts();
  return (
    <nav className="rooms" aria-label={t('frame.menu')}>
      {rooms.map((entry) => (
        <Entry key={entry.room} entry={entry} here={entry.room === here} counts={counts} className="" />
      ))}
      <button type="button" onClick={onMore}>
        <Icon name="menu" />
        {t('frame.more rooms')}
      </button>
    </nav>
  );
}

type EntryProps = {
  readonly entry: OpenRoom;
  readonly here: boolean;
  readonly counts: Counts;
  readonly className: string;
};

function Entry({ entry: { room, to }, here, counts, className }: EntryProps) {
  const { t, number } = useWords();
  const count = counts[room];
  return (
    <Link className={here ? `${className} on` : className} to={to} {...(here ? { 'aria-current': 'page' } : {})}>
      <Icon name={room} />
      {t(`room.${room}`)}
      {count && count.of > 0 ? (
        <span className={count.hot ? 'count hot' : 'count'}>{count.of > 999 ? '999+' : number(count.of)}</span>
      ) : null}
    </Link>
  );
}

function Wave() {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M3 8c3-3 6-3 9 0s6 3 9 0M3 15c3-3 6-3 9 0s6 3 9 0" />
    </svg>
  );
}
