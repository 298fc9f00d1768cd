import React, { useState } from 'react';
import { AbsenceDialog, AddAbsence } from '../../components/absence-dialogs.tsx';
import { AwayNotice } from '../../components/away-notice.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import type { Absence } from '../../../db/absences.ts';

const sample: Absence = {
  ...{ id: 'sample', userId: 'sample', userName: 'Anna Wiśniewska', fromOn: '2026-12-03', toOn: '2026-12-04' },
  ...{ substituteId: 'other', substituteName: 'Paweł Lewandowski' },
};
const nothing = () => undefined;

/** Who is away: the warning for the first absence that there is, and both dialogs. */
export function OfAbsences() {
  const { value } = useRead<{ rows: Absence[] }>('/absences');
  const [opened, setOpened] = useState<'add' | 'look'>();
  const [first] = value?.rows ?? [];
  const close = () => setOpened(undefined);
  return (
    <Card title="AwayNotice, AddAbsence, AbsenceDialog">
      <div className="stack">
        <AwayNotice userId={first?.userId} on={first?.fromOn} />
        <div className="bar">
          <Button onClick={() => setOpened('add')}>AddAbsence</Button>
          <Button onClick={() => setOpened('look')}>AbsenceDialog</Button>
        </div>
        {opened === 'add' ? <AddAbsence onClose={close} onAdded={nothing} /> : null}
        {opened === 'look' ? (
          <AbsenceDialog absence={sample} mayRemove={false} onClose={close} onRemoved={nothing} />
        ) : null}
      </div>
    </Card>
  );
}
