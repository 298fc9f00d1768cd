import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Confirm, Dialog } from '../../components/dialog.tsx';
import { DictionarySelect } from '../../components/dictionary-select.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Field, Problem, TextInput } from '../../components/field.tsx';
import { call, saveChanged, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { OpportunityPage } from '../../../db/opportunity-page.ts';
import { changedFields, OpportunityFields, startFields } from '../opportunities/opportunity-fields.tsx';

type OneProps = { readonly found: OpportunityPage; readonly onClose: () => void; readonly onChange: () => void };

/** Everything but the customer: another one is another opportunity (S1-61). */
export function EditOpportunity({ found, onClose, onChange, onTask }: OneProps & { readonly onTask: () => void }) {
  const { t } = useWords();
  const { may } = useViewer();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  // What is read anew while the form stands open is not what was seen when it was opened.
  const [base] = useState({ values: startFields(found), version: found.version });
  const draft = useDraft(`opportunity ${found.id}`, base.values);
  const { typed: fields, change } = draft;
  const [unread, setUnread] = useState(false);
  const save = (after: 'close' | 'task') => {
    const sent = changedFields(base.values, fields);
    setUnread(sent === undefined);
    if (!sent) return;
    void run(async () => {
      await saveChanged(`/opportunities/${found.id}`, { version: base.version, ...sent });
      draft.forget();
      toast(t('frame.saved'), { tone: 'green' });
      onChange();
      if (after === 'task') onTask();
      else onClose();
    });
  };
  return (
    <Dialog
      title={t('opportunity.edit title')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => save('close')}
      actions={
        <>
          <Cancel />
          {may('task.edit') ? (
            <Button onClick={() => save('task')} disabled={busy}>
              {t('frame.save and task')}
            </Button>
          ) : null}
          <Button kind="main" type="submit" busy={busy}>
            {t('frame.save')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Refusal refused={refused} />
        <p className="second small">
          {found.companyName === null
            ? t('opportunity.customer unseen')
            : t('opportunity.customer stays', { name: found.companyName })}
        </p>
        <OpportunityFields
          fields={fields}
          onChange={change}
          problem={problem}
          unread={unread}
          companyId={found.companyId}
        />
      </div>
    </Dialog>
  );
}

/** Won in one press; lost with the reason. */
export function Closing({ found, state, onClose, onChange }: OneProps & { readonly state: 'won' | 'lost' }) {
  const { t, money } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const draft = useDraft(`close opportunity ${found.id}`, { reason: '', note: '' });
  const { reason, note } = draft.typed;
  const save = () =>
    void run(async () => {
      const { id, version } = found;
      const body = state === 'won' ? { version, state } : { version, state, reason, note: note || null };
      await call('POST', `/opportunities/${id}/close`, body);
      draft.forget();
      toast(t(state === 'won' ? 'opportunity.won' : 'opportunity.lost'), { tone: 'green' });
      onClose();
      onChange();
    });
  return (
    <Confirm
      title={t(state === 'won' ? 'opportunity.win title' : 'opportunity.lose title')}
      verb={t(state === 'won' ? 'opportunity.win' : 'opportunity.lose')}
      busy={busy}
      draft={draft}
      onConfirm={save}
      onClose={onClose}
    >
      <div className="form">
        <Refusal refused={refused} />
        <p>
          {found.name}: <b className="num">{money(found.valueMinor, found.currency)}</b>
        </p>
        {state === 'lost' ? (
          <>
            <Field label={t('opportunity.reason')} required error={problem('reason')}>
              <DictionarySelect
                dictionary="lost_reasons"
                value={reason}
                onChange={(code) => draft.change({ reason: code })}
                none={t('opportunity.choose reason')}
              />
            </Field>
            <Field label={t('opportunity.note')}>
              <TextInput value={note} onChange={(text) => draft.change({ note: text })} lines={2} />
            </Field>
          </>
        ) : null}
      </div>
    </Confirm>
  );
}

export function Reopening({ found, onClose, onChange }: OneProps) {
  const { t } = useWords();
  const { run, busy, refused } = useAction();
  const save = () =>
    void run(async () => {
      await call('POST', `/opportunities/${found.id}/reopen`, { version: found.version });
      onClose();
      onChange();
    });
  return (
    <Confirm
      title={t('opportunity.reopen title')}
      verb={t('opportunity.reopen')}
      busy={busy}
      onConfirm={save}
      onClose={onClose}
    >
      {refused ? <Problem>{refused.message}</Problem> : null}
      <p>{t('opportunity.reopen text')}</p>
    </Confirm>
  );
}
