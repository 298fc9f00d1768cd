import React, { Suspense, useEffect, useState } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { GivenAdders } from '../components/adders.ts';
import { Skeleton } from '../components/page.tsx';
import { Reminders } from '../components/reminders.tsx';
import { Toasts } from '../components/toast.tsx';
import { useViewer } from '../components/viewer.ts';
import { speak, useWords } from '../components/words.ts';
import type { Dictionary } from '../components/words.ts';
import { pages } from '../pages/list.ts';
import { adders } from './adders.ts';
import { BackFromCall } from './back-from-call.tsx';
import { Banners } from './banners.tsx';
import { useFreshCounts } from './counts.ts';
import { Meetings } from './meetings.tsx';
import { BottomBar, Menu } from './menu.tsx';
import { PaletteDoor } from './palette-door.tsx';
import { ParticipantsDoor } from './participants-door.tsx';
import { useRecentRecords } from './recent.ts';
import { openRooms } from './rooms.ts';
import { LazyPage, NotFound } from './page-loader.tsx';

/** Called with the words of the viewer's language before anything is drawn. */
export function start(dictionary: Dictionary): void {
  const { language, timeZone } = window.NURT.viewer;
  speak({ language, timeZone, dictionary });
}

/** Menu, banners and the page; what is not ours falls through to AdminJS's own forms. */
export default function Frame() {
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const { t } = useWords();
  useFreshCounts();
  useRecentRecords();
  useEffect(() => {
    setOpen(false);
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className="app">
      <a className="btn main skip" href="#page">
        {t('frame.skip')}
      </a>
      <Menu open={open} onClose={() => setOpen(false)} />
      <div className="content">
        <Banners />
        <Suspense
          fallback={
            <main className="page">
              <Skeleton rows={10} />
            </main>
          }
        >
          <GivenAdders.Provider value={adders}>
            <Pages />
            <BackFromCall />
          </GivenAdders.Provider>
        </Suspense>
      </div>
      <BottomBar onMore={() => setOpen(true)} />
      <PaletteDoor />
      <Meetings />
      <ParticipantsDoor />
      <Reminders />
      <Toasts />
    </div>
  );
}

function Pages() {
  const me = useViewer();
  const first = openRooms(me)[0];
  return (
    <Routes>
      {pages
        .filter(({ right, forDevelopers }) => me.may(right) && (!forDevelopers || window.NURT.isDeveloper))
        .map(({ path, page }) => (
          <Route key={path} path={path} element={<LazyPage page={page} />} />
        ))}
      {first && first.to !== '/admin' ? <Route path="/admin" element={<Navigate to={first.to} replace />} /> : null}
      {/* AdminJS's own routes are absolute, so they may only hang under a route that takes nothing of the address. */}
      <Route path="*" element={<Stock />} />
    </Routes>
  );
}

/** The plain forms of small tables are AdminJS's own. */
function Stock() {
  const { pathname } = useLocation();
  const Original = window.AdminJS.OriginalApplication;
  if (!pathname.startsWith('/admin/resources/')) return <NotFound />;
  return <Original />;
}
