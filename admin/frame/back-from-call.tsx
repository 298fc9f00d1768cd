import React, { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { whenBack, type Called } from '../components/calls.ts';
import { useViewer } from '../components/viewer.ts';

const NewTask = lazy(() => import('../pages/task/new-task.tsx').then((module) => ({ default: module.NewTask })));

/** "Zapisz kontakt" with the customer and the measured time, whatever page the call was made from. */
export function BackFromCall() {
  const { may } = useViewer();
  const [called, setCalled] = useState<Called>();
  const works = may('task.edit');
  useEffect(() => (works ? whenBack(setCalled) : undefined), [works]);
  const start = useMemo(
    () => called && { company: called.company, type: 'call', typed: { callMinutes: String(called.minutes) } },
    [called],
  );
  if (!start) return null;
  return (
    <Suspense fallback={null}>
      <NewTask contact start={start} onClose={() => setCalled(undefined)} onMade={() => undefined} />
    </Suspense>
  );
}
