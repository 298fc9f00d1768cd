import React, { useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { call, callAlone, Refused, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { goneOn, metSides } from '../../components/typed-part.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import type { Theirs } from '../../components/meeting.ts';
import { changedOwn, RecordForm } from '../../components/own/record-form.tsx';
import { SaveButtons, type AfterSaving } from '../../components/save-buttons.tsx';
import { fullFields } from './form-fields.tsx';
import { Likely } from './likely.tsx';
import { Meanwhile, type Clash } from './meanwhile.tsx';
import { differing, sentOf, valuesOf } from './values.ts';

type EditProps = {
  readonly card: CompanyCard;
  readonly onClose: () => void;
  readonly onSaved: (after: AfterSaving) => void;
};

/**
 * The full form. Only what was changed is sent, with the version that was seen; what somebody else has changed meanwhile is
 * taken over where nobody else touched it, and shown to choose from where both did.
 */
export function EditCompany({ card, onClose, onSaved }: EditProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const toast = useToast();
  const [begin] = useState(() => ({ ...valuesOf(card), own: card.own }));
  const [base, setBase] = useState({ values: begin, version: card.version });
  const [clash, setClash] = useState<Clash>();
  const draft = useDraft(`company ${card.id}`, begin);
  const { run, busy, refused, problem } = useAction();
  const { typed, change } = draft;

  const meet = async (told: Theirs['fields']) => {
    const now = await call<CompanyCard>('GET', `/companies/${card.id}`);
    const theirs = { ...valuesOf(now), own: now.own };
    const { taken, both, merged } = metSides({ base: base.values, mine: typed, theirs });
    setBase({ values: theirs, version: now.version });
    change(goneOn(typed, merged));
    setClash({ fields: both, taken, mine: merged, theirs, told, at: now.updatedAt });
  };
  const save = (after: AfterSaving) =>
    run(async () => {
      const own = changedOwn(base.values.own, typed.own);
      const fields = differing(base.values, typed);
      if (fields.length + Object.keys(own).length === 0) return left(after);
      try {
        const changes = { ...sentOf(typed, fields), ...(Object.keys(own).length > 0 ? { own } : {}) };
        const { version } = await callAlone<{ version: number }>('PATCH', `/companies/${card.id}`, {
          version: base.version,
          changes,
        });
        setBase({ values: typed, version });
      } catch (error) {
        if (error instanceof Refused && error.code === 'company.changed') return meet(error.theirs?.fields ?? {});
        throw error;
      }
      setClash(undefined);
      draft.saved(typed);
      toast(t('customer.saved'), { tone: 'green' });
      onSaved(after);
    });
  /** Nothing was changed: there is nothing to save. */
  const left = (after: AfterSaving) => {
    if (after === 'stay') return;
    draft.forget();
    if (after === 'close') onClose();
    else onSaved(after);
  };
  return (
    <Dialog
      drawer
      title={t('company.edit')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save('close')}
      actions={<SaveButtons busy={busy} next={t('customer.save and next')} onSave={(after) => void save(after)} />}
    >
      <div className="company-form">
        {clash ? <Meanwhile clash={clash} mine={typed} change={change} onClash={setClash} /> : null}
        <Refusal refused={refused} />
        <RecordForm
          record="company"
          fields={fullFields({ values: typed, change, problem, words, may })}
          own={typed.own}
          onOwn={(own) => change({ own })}
          problem={problem}
        />
        <Likely values={typed} exceptId={card.id} />
      </div>
    </Dialog>
  );
}
