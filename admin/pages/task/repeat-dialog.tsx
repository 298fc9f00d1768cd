import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Field, Problem, TextInput } from '../../components/field.tsx';
import { call, Refused, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Dropped } from '../../../db/task-mistakes.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';
import { CallAnyway } from './call-anyway.tsx';

type RepeatDialogProps = {
  readonly task: { readonly id: string; readonly title: string };
  /** What stands on the screen and is not saved yet. */
  readonly note?: string;
  readonly onClose: () => void;
};

/** "Powtórz u innego klienta": what was typed goes to the right one, the first is closed as a mistake (rule 42). */
export function RepeatDialog({ task, note, onClose }: RepeatDialogProps) {
  const { t } = useWords();
  const toast = useToast();
  const navigate = useNavigate();
  const { run, busy, refused, problem } = useAction();
  const [company, setCompany] = useState<Chosen>();
  const [callAnyway, setCallAnyway] = useState(false);
  const choose = (chosen: Chosen | undefined) => {
    setCompany(chosen);
    setCallAnyway(false);
  };
  const repeat = () =>
    run(async () => {
      const body = { companyId: company!.id, ...(note ? { note } : {}), callAnyway };
      const { id } = await call<{ id: string }>('POST', `/tasks/${task.id}/repeat`, body);
      toast(t('task.repeated', { name: company!.name }), { tone: 'green' });
      onClose();
      navigate(`/admin/tasks/${id}`);
    });
  return (
    <Dialog
      title={t('task.repeat')}
      onClose={onClose}
      onSubmit={() => company && void repeat()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={!company}>
            {t('task.repeat verb')}
          </Button>
        </>
      }
    >
      <div className="form">
        <p className="second">{t('task.repeat text', { title: task.title })}</p>
        <CustomerField chosen={company} onChoose={choose} error={problem('companyId')} />
        {refused && refused.field !== 'companyId' ? <Problem>{refused.message}</Problem> : null}
        <CallAnyway refused={refused} checked={callAnyway} onChange={setCallAnyway} />
      </div>
    </Dialog>
  );
}

type CancelDialogProps = {
  readonly task: { readonly id: string; readonly title: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Drops a task that is not needed after all; the reason stays with it. */
export function CancelDialog({ task, onClose, onDone }: CancelDialogProps) {
  const { t } = useWords();
  const toast = useToast();
  const restore = useRestore(task);
  const { run, busy, refused } = useAction();
  const [reason, setReason] = useState('');
  const drop = () =>
    run(async () => {
      const dropped = await call<Dropped>('POST', `/tasks/${task.id}/cancel`, { reason });
      toast(t('task.dropped', { title: task.title }), { undo: () => void restore(dropped).then(onDone) });
      onClose();
      onDone();
    });
  return (
    <Dialog
      title={t('task.drop title', { title: task.title })}
      onClose={onClose}
      onSubmit={() => void drop()}
      actions={
        <>
          <Cancel />
          <Button kind="danger" type="submit" busy={busy}>
            {t('task.drop')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Field label={t('task.drop reason')}>
          <TextInput value={reason} onChange={setReason} />
        </Field>
        {refused ? <Problem>{refused.message}</Problem> : null}
      </div>
    </Dialog>
  );
}

type Restoring = (dropped?: Dropped) => Promise<void>;

/** Brings a dropped task back, with what went with it as far as that is still free; of what is not it is said why. */
export function useRestore({ id, title }: { readonly id: string; readonly title: string }): Restoring {
  const { t } = useWords();
  const toast = useToast();
  const tell = (error: unknown) => {
    if (!(error instanceof Refused)) throw error;
    toast(error.message, { tone: 'red' });
  };
  return async ({ calledOff } = { calledOff: false }) => {
    try {
      const { unbooked } = await call<{ unbooked: string[] }>('POST', `/tasks/${id}/restore`);
      toast(t('task.restored', { title }), { tone: 'green' });
      for (const line of unbooked) toast(line, { tone: 'red' });
    } catch (error) {
      return tell(error);
    }
    // Whoever was just called off hears of nothing: what waits is taken back.
    if (calledOff) await call('POST', `/tasks/${id}/invitations`).catch(tell);
  };
}
