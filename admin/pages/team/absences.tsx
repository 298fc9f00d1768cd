import React, { useState } from 'react';
import { daysOf } from '../../components/absence-days.ts';
import { AddAbsence } from '../../components/absence-dialogs.tsx';
import { useAbsenceRemoval } from '../../components/absence-removal.ts';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Absence } from '../../../db/absences.ts';

/** Who is away and who stands in: reminders and repeated tasks go by it. */
export function Absences() {
  const words = useWords();
  const { t } = words;
  const { value, reload } = useRead<{ rows: Absence[] }>('/absences');
  const [adding, setAdding] = useState(false);
  const { remove, busy, refused } = useAbsenceRemoval(reload);
  return (
    <Card
      title={t('absence.title')}
      actions={
        <Button kind="quiet" size="small" icon="plus" onClick={() => setAdding(true)}>
          {t('absence.add')}
        </Button>
      }
    >
      <Problem>{refused?.message}</Problem>
      {value?.rows.length === 0 ? <span className="muted">{t('absence.none')}</span> : null}
      <ul className="lines">
        {value?.rows.map((absence) => (
          <li key={absence.id}>
            <div>
              <b className="strong">{absence.userName}</b>
              <div className="small muted">
                {daysOf(absence, words)}
                {absence.substituteName ? ` · ${t('absence.substitute is', { name: absence.substituteName })}` : ''}
              </div>
            </div>
            <Button
              kind="quiet"
              size="small"
              icon="close"
              disabled={busy}
              label={t('absence.remove', { name: absence.userName })}
              onClick={() => void remove(absence)}
            />
          </li>
        ))}
      </ul>
      {adding ? <AddAbsence onClose={() => setAdding(false)} onAdded={reload} /> : null}
    </Card>
  );
}
