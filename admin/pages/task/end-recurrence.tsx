import React from 'react';
import { Confirm } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { RecurrenceShown } from '../../../db/recurrence-page.ts';

type EndProps = { readonly id: string; readonly onClose: () => void; readonly onEnded: () => void };

/** Ends work that comes again; what goes with it is named first. */
export function EndRecurrence({ id, onClose, onEnded }: EndProps) {
  const { t, language } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const { value } = useRead<RecurrenceShown>(`/recurrences/${id}`);
  if (!value) return null;
  const end = () =>
    run(async () => {
      await call('DELETE', `/recurrences/${id}?version=${value.version}`);
      toast(t('repeat.ended'), { tone: 'green' });
      onClose();
      onEnded();
    });
  return (
    <Confirm
      title={t('repeat.end')}
      verb={t('recurring.end')}
      danger
      busy={busy}
      onConfirm={() => void end()}
      onClose={onClose}
    >
      <p>
        {value.said[language]}. {t('repeat.end text', { count: value.untouched })}
      </p>
      {refused ? <Problem>{refused.message}</Problem> : null}
    </Confirm>
  );
}
