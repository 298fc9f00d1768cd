import React, { lazy, Suspense, useEffect, useState } from 'react';
import type { Untold } from '../../db/invitations.ts';
import { whenAsked } from '../components/participants-asked.ts';

const AskParticipants = lazy(() =>
  import('../components/invitations.tsx').then((module) => ({ default: module.AskParticipants })),
);

/** "Powiadomić uczestników?", whatever page the change was made on. */
export function ParticipantsDoor() {
  const [meetings, setMeetings] = useState<readonly Untold[]>();
  useEffect(() => whenAsked(setMeetings), []);
  if (!meetings) return null;
  return (
    <Suspense fallback={null}>
      <AskParticipants meetings={meetings} onClose={() => setMeetings(undefined)} />
    </Suspense>
  );
}
