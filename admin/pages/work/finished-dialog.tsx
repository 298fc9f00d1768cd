import React from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Undone } from '../../../db/outcomes-taken-back.ts';
import type { Finished } from '../../../db/work-day.ts';
import { draftOf, layBack } from './draft.ts';

type FinishedDialogProps = { readonly onClose: () => void; readonly onOpen: (taskId: string) => void };

/** The last five that one finished; what is young enough can be taken back (rule 38). */
export function FinishedDialog({ onClose, onOpen }: FinishedDialogProps) {
  const { t, moment } = useWords();
  const { timeZone } = useViewer();
  const { value } = useRead<{ tasks: Finished[] }>('/work/finished');
  const { run, busy, refused } = useAction();
  const undo = (id: string) =>
    run(async () => {
      const undone = await call<Undone>('POST', `/work/${id}/undo`);
      await layBack(id, draftOf(undone, timeZone, Date.now()));
      onClose();
      onOpen(id);
    });
  return (
    <Dialog title={t('work.finished')} onClose={onClose}>
      {refused ? <Problem>{refused.message}</Problem> : null}
      {value?.tasks.length === 0 ? <p className="second">{t('work.nothing finished')}</p> : null}
      <div className="feeds plain">
        {value?.tasks.map(({ id, title, companyName, doneAt, undoable }) => (
          <div key={id} className="bar">
            <Link to={`/admin/tasks/${id}`}>
              <b className="strong">{title}</b>
              <br />
              <span className="small muted">{[companyName, moment(doneAt)].filter(Boolean).join(' · ')}</span>
            </Link>
            <span className="grow" />
            {undoable ? (
              <Button icon="undo" disabled={busy} onClick={() => void undo(id)}>
                {t('frame.undo')}
              </Button>
            ) : null}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
