import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, Problem, TextInput } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { PartProps } from './shapes.ts';

/** Stops everything automatic for this customer, also before anything begins, and lets it go on. For who may run campaigns. */
export function Freeze({ card, onChange }: PartProps) {
  const { t } = useWords();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { run, busy, refused } = useAction();
  const set = (to: 'freeze' | 'thaw') =>
    run(async () => {
      await call('POST', `/companies/${card.id}/${to}`, to === 'freeze' ? { reason } : {});
      setAsking(false);
      toast(t(to === 'freeze' ? 'customer.is frozen' : 'customer.is thawed'));
      onChange();
    });
  if (card.frozen) {
    return (
      <Button icon="play" busy={busy} onClick={() => void set('thaw')}>
        {t('customer.thaw')}
      </Button>
    );
  }
  return (
    <>
      <Button icon="pause" onClick={() => setAsking(true)}>
        {t('customer.freeze')}
      </Button>
      {asking ? (
        <Dialog
          title={t('customer.freeze')}
          onClose={() => setAsking(false)}
          onSubmit={() => void set('freeze')}
          actions={
            <Button kind="main" type="submit" busy={busy}>
              {t('customer.freeze')}
            </Button>
          }
        >
          <div className="company-form">
            <p className="second">
              {card.runs.length > 0
                ? t('customer.freeze text', { count: card.runs.length })
                : t('customer.freeze before text')}
            </p>
            <Field label={t('customer.why freeze')}>
              <TextInput value={reason} onChange={setReason} />
            </Field>
            <Problem>{refused?.message}</Problem>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
