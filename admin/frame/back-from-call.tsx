import React, { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { whenBack, type Called } from '../components/calls.ts';
import { useViewer } from '../components/viewer.ts';
import { useReadKinds } from '../pages/task/kinds.ts';

const NewTask = lazy(() => import('../pages/task/new-task.tsx').then((module) => ({ default: module.NewTask })));

/** "Zapisz kontakt" with the customer and the measured time, whatever page the call was made from. */
export function BackFromCall() {
  const { may } = useViewer();
  const [called, setCalled] = useState<Called>();
  const works = may('task.edit');
  useEffect(() => (works ? whenBack(setCalled) : undefined), [works]);
  return called ? <RecordCall called={called} onClose={() => setCalled(undefined)} /> : null;
}

/** Of the first type that is a contact by phone. What is said of the call is not lost where the types cannot be read. */
function RecordCall({ called, onClose }: { readonly called: Called; readonly onClose: () => void }) {
  const { value: kinds, error } = useReadKinds();
  const type = kinds?.types.find(({ channel }) => channel === 'phone')?.code;
  const start = useMemo(
    () => ({ company: called.company, typed: { callMinutes: String(called.minutes) }, ...(type ? { type } : {}) }),
    [called, type],
  );
  if (!kinds && !error) return null;
  return (
    <Suspense fallback={null}>
      <NewTask contact start={start} onClose={onClose} onMade={() => undefined} />
    </Suspense>
  );
}
