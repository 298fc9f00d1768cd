import React from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Problem } from '../../components/field.tsx';
import { RecordForm } from '../../components/own/record-form.tsx';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Chosen } from '../tasks/customer-field.tsx';
import { caseFields, sentCase, type TypedCase } from './case-fields.tsx';

type NewCaseProps = {
  readonly company?: Chosen;
  readonly onClose: () => void;
  readonly onMade: (made: { readonly id: string; readonly number: string }) => void;
};

/** A new case or project: its name is enough. */
export function NewCase({ company, onClose, onMade }: NewCaseProps) {
  const words = useWords();
  const { t } = words;
  const { userId } = useViewer();
  const toast = useToast();
  const navigate = useNavigate();
  const { run, busy, refused, problem } = useAction();
  const draft = useDraft<TypedCase>(`new case ${company?.id ?? ''}`, {
    ...{ name: '', kind: 'case', stage: '', customer: company, ownerId: userId },
    ...{ dueOn: '', description: '', own: {} },
  });
  const { typed, change } = draft;

  const save = (after: 'show' | 'task') =>
    run(async () => {
      const { ownerId, own } = typed;
      const made = await call<{ id: string; number: string }>('POST', '/cases', { ...sentCase(typed), ownerId, own });
      draft.forget();
      toast(t('case.made', { number: made.number }), { tone: 'green' });
      onClose();
      if (after === 'task') return navigate(`/admin/cases/${made.id}?task=1`);
      onMade(made);
    });

  return (
    <Dialog
      title={t('cases.new')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save('show')}
      actions={
        <>
          <Cancel />
          <Button onClick={() => void save('task')} disabled={busy}>
            {t('frame.save and task')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {t('case.create')}
          </Button>
        </>
      }
    >
      <div className="form">
        {refused && !refused.field ? <Problem>{refused.message}</Problem> : null}
        <RecordForm
          record="case"
          fields={caseFields({ typed, change, problem, words })}
          own={typed.own}
          onOwn={(own) => change({ own })}
          problem={problem}
        />
      </div>
    </Dialog>
  );
}
