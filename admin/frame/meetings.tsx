import React, { lazy, Suspense, useEffect, useState } from 'react';
import { asksWhenMet, type Chosen, type Met } from '../components/meeting.ts';

const Meeting = lazy(() => import('./meeting.tsx'));

type Open = { readonly met: Met; readonly answer: (chosen: Chosen) => void };

/** Somebody saved first: the person is asked, whatever page it is on. Nothing typed is lost. */
export function Meetings() {
  const [open, setOpen] = useState<Open>();
  useEffect(() => asksWhenMet((met) => new Promise((answer) => setOpen({ met, answer }))), []);
  if (!open) return null;
  const close = (chosen: Chosen) => {
    setOpen(undefined);
    open.answer(chosen);
  };
  return (
    <Suspense fallback={null}>
      <Meeting met={open.met} onClose={close} />
    </Suspense>
  );
}
