import React from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Runs } from '../../components/run-path/runs.tsx';
import { useSettling } from '../../components/run-path/settling.ts';
import { useWords } from '../../components/words.ts';
import type { ShownRun } from '../../../db/run-path.ts';
import type { ParticipantLine } from './shapes.ts';

type WayProps = { readonly participant: ParticipantLine; readonly onClose: () => void };

/** What a participant goes through, each stage drawn with what is done and what lies ahead. */
export function Way({ participant, onClose }: WayProps) {
  const { t } = useWords();
  const { value, error, reload } = useRead<{ rows: ShownRun[] }>(`/participants/${participant.id}/runs`);
  useSettling(value?.rows.some(({ unsettled }) => unsettled) ?? false, reload);
  const name = participant.personName ?? participant.companyName;
  return (
    <Dialog title={t('participant.way of', { name })} onClose={onClose} large>
      {error ? <Problem>{error.message}</Problem> : null}
      {value ? <Runs runs={value.rows} onChange={reload} /> : error ? null : <Skeleton rows={6} height={48} />}
    </Dialog>
  );
}
