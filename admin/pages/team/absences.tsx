import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Field, Problem, Select } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Absence } from '../../../db/absences.ts';
import { useColleagues } from '../task/participants.tsx';

/** Who is away and who stands in: reminders and repeated tasks go by it. */
export function Absences() {
  const { t, date } = useWords();
  const { value, reload } = useRead<{ rows: Absence[] }>('/absences');
  const [adding, setAdding] = useState(false);
  const { run, busy } = useAction();
  const remove = (id: string) =>
    run(async () => {
      await call('DELETE', `/absences/${id}`);
      reload();
    });
  return (
    <Card
      title={t('absence.title')}
      actions={
        <Button kind="quiet" size="small" icon="plus" onClick={() => setAdding(true)}>
          {t('absence.add')}
        </Button>
      }
    >
      {value?.rows.length === 0 ? <span className="muted">{t('absence.none')}</span> : null}
      <ul className="lines">
        {value?.rows.map(({ id, userName, fromOn, toOn, substituteName }) => (
          <li key={id}>
            <div>
              <b className="strong">{userName}</b>
              <div className="small muted">
                {`${date(fromOn)} – ${date(toOn)}`}
                {substituteName ? ` · ${t('absence.substitute is', { name: substituteName })}` : ''}
              </div>
            </div>
            <Button
              kind="quiet"
              size="small"
              icon="close"
              disabled={busy}
              label={t('absence.remove', { name: userName })}
              onClick={() => void remove(id)}
            />
          </li>
        ))}
      </ul>
      {adding ? <AddAbsence onClose={() => setAdding(false)} onAdded={reload} /> : null}
    </Card>
  );
}

function AddAbsence({ onClose, onAdded }: { readonly onClose: () => void; readonly onAdded: () => void }) {
  const { t } = useWords();
  const me = useViewer();
  const colleagues = useColleagues();
  const { run, busy, refused, problem } = useAction();
  const [userId, setUserId] = useState(me.userId);
  const [fromOn, setFromOn] = useState('');
  const [toOn, setToOn] = useState('');
  const [substituteId, setSubstituteId] = useState('');
  const add = () =>
    run(async () => {
      const body = { userId, fromOn, toOn: toOn || fromOn, substituteId: substituteId || null };
      await call('POST', '/absences', body);
      onAdded();
      onClose();
    });
  return (
    <Dialog
      title={t('absence.add')}
      onClose={onClose}
      onSubmit={() => void add()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy}>
            {t('absence.save')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Field label={t('absence.who')} error={problem('userId')}>
          <Select value={userId} onChange={setUserId} choices={colleagues} />
        </Field>
        <div className="two">
          <Field label={t('absence.from')} required error={problem('fromOn')}>
            <DateInput value={fromOn} onChange={setFromOn} />
          </Field>
          <Field label={t('absence.to')} error={problem('toOn')}>
            <DateInput value={toOn} onChange={setToOn} />
          </Field>
        </div>
        <Field label={t('absence.substitute')} error={problem('substituteId')}>
          <Select
            value={substituteId}
            onChange={setSubstituteId}
            none={t('task.nobody')}
            choices={colleagues.filter(({ value }) => value !== userId)}
          />
        </Field>
        {refused && !refused.field ? <Problem>{refused.message}</Problem> : null}
      </div>
    </Dialog>
  );
}
