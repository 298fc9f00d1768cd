import React, { useState } from 'react';
import { AbsenceDialog, AddAbsence } from '../../components/absence-dialogs.tsx';
import { AwayNotice } from '../../components/away-notice.tsx';
import { BeyondDeadline } from '../../components/beyond-deadline.tsx';
import { Button } from '../../components/button.tsx';
import { ClashNotice } from '../../components/clash-notice.tsx';
import { Card } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { ChooseProcedure } from '../../components/run-path/choose-procedure.tsx';
import { Freeze } from '../../components/freeze.tsx';
import { EndProcedure } from '../../components/run-path/end-procedure.tsx';
import { RepairRun } from '../../components/run-path/repair-run.tsx';
import { Runs } from '../../components/run-path/runs.tsx';
import { StartProcedure } from '../../components/run-path/start-procedure.tsx';
import { useViewer } from '../../components/viewer.ts';
import type { Absence } from '../../../db/absences.ts';
import { sampleRuns } from './sample-run.ts';

const sample: Absence = {
  ...{ id: 'sample', userId: 'sample', userName: 'Anna Wiśniewska', fromOn: '2026-12-03', toOn: '2026-12-04' },
  ...{ substituteId: 'other', substituteName: 'Paweł Lewandowski' },
};
const planned = { version: 1, title: 'Telefon', dueAt: '2026-12-03T15:00:00Z' };
const nothing = () => undefined;

/** What stands in the way of a plan: somebody who is away (the first absence that there is), and a deadline that comes earlier. */
export function OfPlans() {
  const { value } = useRead<{ rows: Absence[] }>('/absences');
  const { userId } = useViewer();
  const [opened, setOpened] = useState<'add' | 'look' | 'beyond' | 'choose'>();
  const [first] = value?.rows ?? [];
  const task = useRead<{ rows: { id: string; plannedAt: string | null }[] }>('/tasks?limit=1').value?.rows[0];
  const company = useRead<{ rows: { id: string }[] }>('/companies?limit=1').value?.rows[0];
  const place = { of: 'companies', id: company?.id ?? '' } as const;
  const close = () => setOpened(undefined);
  return (
    <Card title="AwayNotice, ClashNotice, AddAbsence, AbsenceDialog, BeyondDeadline, Runs, StartProcedure, ChooseProcedure, EndProcedure, RepairRun, Freeze">
      <div className="stack">
        <Runs runs={sampleRuns} onChange={nothing} />
        <div className="bar">
          <StartProcedure place={place} onChange={nothing} />
          <Freeze place={place} isFrozen={false} running={1} onChange={nothing} />
          <EndProcedure run={{ id: 'sample', name: 'Powitanie' }} onChange={nothing} />
          <RepairRun run={{ id: 'sample', name: 'Powitanie' }} onChange={nothing} />
        </div>
        <AwayNotice userId={first?.userId} on={first?.fromOn} />
        <ClashNotice people={[userId]} at={task?.plannedAt ? [task.plannedAt] : []} />
        <div className="bar">
          <Button onClick={() => setOpened('add')}>AddAbsence</Button>
          <Button onClick={() => setOpened('look')}>AbsenceDialog</Button>
          <Button onClick={() => setOpened('beyond')}>BeyondDeadline</Button>
          <Button onClick={() => setOpened('choose')}>ChooseProcedure</Button>
        </div>
        {opened === 'add' ? <AddAbsence onClose={close} onAdded={nothing} /> : null}
        {opened === 'look' ? (
          <AbsenceDialog absence={sample} mayRemove={false} onClose={close} onRemoved={nothing} />
        ) : null}
        {opened === 'choose' ? <ChooseProcedure place={place} onClose={close} onChange={nothing} /> : null}
        {opened === 'beyond' && task ? (
          <BeyondDeadline task={{ ...planned, id: task.id }} endsAt="2026-12-04T15:00:00Z" onSettled={close} />
        ) : null}
      </div>
    </Card>
  );
}
