import React from 'react';
import { useNavigate } from 'react-router-dom';
import type { CaseAdderProps, Made } from '../../components/adders.ts';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { useFormRounds } from '../../components/form-rounds.ts';
import { RecordForm } from '../../components/own/record-form.tsx';
import { call, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { MakeButtons, type AfterMaking } from '../../components/save-buttons.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Chosen } from '../tasks/customer-field.tsx';
import { caseFields, sentCase, type TypedCase } from './case-fields.tsx';

type NewCaseProps = {
  readonly company?: Chosen;
  readonly name?: string;
  /** Asked for in place by another form, to which one goes back. */
  readonly alone?: boolean;
  readonly onClose: () => void;
  readonly onMade: (made: Made) => void;
  /** One was made and the page stays: it reads its list again. */
  readonly onAdded?: () => void;
};

/** The `+` beside a reference to a case. */
export function AddCase({ company, ...asked }: CaseAdderProps) {
  return <NewCase alone {...asked} {...(company ? { company } : {})} />;
}

/** A new case or project: its name is enough. */
export function NewCase({ company, name = '', alone = false, onClose, onMade, onAdded }: NewCaseProps) {
  const words = useWords();
  const { t } = words;
  const { userId } = useViewer();
  const toast = useToast();
  const navigate = useNavigate();
  const { run, busy, refused, problem } = useAction();
  const draft = useDraft<TypedCase>(alone ? undefined : `new case ${company?.id ?? ''}`, {
    ...{ name, kind: '', stage: '', customer: company, ownerId: userId },
    ...{ dueOn: '', description: '', own: {} },
  });
  const { typed, change } = draft;
  const { round, place, again } = useFormRounds();

  const save = (after: AfterMaking) =>
    run(async () => {
      const { ownerId, own } = typed;
      const made = await call<{ id: string; number: string }>('POST', '/cases', { ...sentCase(typed), ownerId, own });
      draft.forget();
      toast(t('case.made', { number: made.number }), { tone: 'green' });
      if (after === 'next') again();
      else onClose();
      if (after === 'task') return navigate(`/admin/cases/${made.id}?task=1`);
      if (after !== 'open') return onAdded?.();
      onMade({ id: made.id, name: `${made.number} ${typed.name.trim()}` });
    });

  return (
    <Dialog
      title={t('cases.new')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save('open')}
      actions={
        alone ? (
          <>
            <Cancel />
            <Button kind="main" type="submit" busy={busy}>
              {t('case.create')}
            </Button>
          </>
        ) : (
          <MakeButtons
            busy={busy}
            next={t('person.save and next')}
            open={t('case.create')}
            onSave={(after) => void save(after)}
          />
        )
      }
    >
      <div className="form" key={round} ref={place}>
        <Refusal refused={refused} />
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
