import React, { useState } from 'react';
import type { Absence } from '../../db/absences.ts';
import { daysOf } from './absence-days.ts';
import { useAbsenceRemoval } from './absence-removal.ts';
import { Button } from './button.tsx';
import { ColleagueSelect } from './colleague-select.tsx';
import { DateInput } from './date-input.tsx';
import type { Day } from './dates.ts';
import { Cancel, Dialog } from './dialog.tsx';
import { Field, Problem } from './field.tsx';
import { call, useAction } from './read.ts';
import { useViewer } from './viewer.ts';
import { useWords } from './words.ts';

type AddAbsenceProps = {
  /** What is known where it is opened: whose, and the days that were pointed at. */
  readonly start?: { readonly userId: string; readonly name: string; readonly fromOn: Day; readonly toOn: Day };
  readonly onClose: () => void;
  readonly onAdded: () => void;
};

/** Writes down when somebody is away and who stands in: oneself, or one of one's people. */
export function AddAbsence({ start, onClose, onAdded }: AddAbsenceProps) {
  const { t } = useWords();
  const me = useViewer();
  const { run, busy, refused, problem } = useAction();
  const [userId, setUserId] = useState(start?.userId ?? me.userId);
  const [fromOn, setFromOn] = useState(start?.fromOn ?? '');
  const [toOn, setToOn] = useState(start?.toOn ?? '');
  const [substituteId, setSubstituteId] = useState('');
  const choosesWho = me.may('task.assign');
  const shown = new Set(['fromOn', 'toOn', 'substituteId', ...(choosesWho ? ['userId'] : [])]);
  const add = () =>
    run(async () => {
      const body = { userId, fromOn, toOn: toOn || fromOn, substituteId: substituteId || null };
      await call('POST', '/absences', body);
      onAdded();
      onClose();
    });
  return (
    <Dialog
      title={
        start && start.userId === userId && userId !== me.userId
          ? t('absence.add of', { name: start.name })
          : t('absence.add')
      }
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
        {choosesWho ? (
          <Field label={t('absence.who')} error={problem('userId')}>
            <ColleagueSelect value={userId} onChange={setUserId} />
          </Field>
        ) : null}
        <div className="two">
          <Field label={t('absence.from')} required error={problem('fromOn')}>
            <DateInput value={fromOn} onChange={setFromOn} />
          </Field>
          <Field label={t('absence.to')} error={problem('toOn')}>
            <DateInput value={toOn} onChange={setToOn} />
          </Field>
        </div>
        <Field label={t('absence.substitute')} error={problem('substituteId')}>
          <ColleagueSelect
            value={substituteId}
            onChange={setSubstituteId}
            without={[userId]}
            none={t('absence.nobody')}
          />
        </Field>
        {refused && !shown.has(refused.field ?? '') ? <Problem>{refused.message}</Problem> : null}
      </div>
    </Dialog>
  );
}

type AbsenceDialogProps = {
  readonly absence: Absence;
  readonly mayRemove: boolean;
  readonly onClose: () => void;
  /** It is gone, or back again. */
  readonly onRemoved: () => void;
};

/** One absence looked at: when, and who stands in. */
export function AbsenceDialog({ absence, mayRemove, onClose, onRemoved }: AbsenceDialogProps) {
  const words = useWords();
  const { t } = words;
  const { remove, busy, refused } = useAbsenceRemoval(onRemoved);
  return (
    <Dialog
      title={t('absence.of', { name: absence.userName })}
      onClose={onClose}
      actions={
        mayRemove ? (
          <Button busy={busy} onClick={() => void remove(absence).then((went) => went && onClose())}>
            {t('absence.take back')}
          </Button>
        ) : null
      }
    >
      <dl className="facts">
        <dt>{t('absence.when')}</dt>
        <dd>{daysOf(absence, words)}</dd>
        <dt>{t('absence.substitute')}</dt>
        <dd>{absence.substituteName ?? t('absence.nobody')}</dd>
      </dl>
      {refused ? <Problem>{refused.message}</Problem> : null}
    </Dialog>
  );
}
