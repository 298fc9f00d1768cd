import React, { useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field, Problem, TextInput } from './field.tsx';
import { call, useAction } from './read.ts';
import { useToast } from './toast.tsx';
import { useWords } from './words.ts';

type FreezeProps = {
  readonly place: { readonly of: 'companies' | 'cases'; readonly id: string };
  readonly isFrozen: boolean;
  /** How many procedures go on there. */
  readonly running: number;
  readonly onChange: () => void;
};

/** Stops everything automatic for a customer or in a case, also before anything begins, and lets it go on. For who may. */
export function Freeze({ place: { of, id }, isFrozen, running, onChange }: FreezeProps) {
  const { t } = useWords();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { run, busy, refused } = useAction();
  const set = (to: 'freeze' | 'thaw') =>
    run(async () => {
      await call('POST', `/${of}/${id}/${to}`, to === 'freeze' ? { reason } : {});
      setAsking(false);
      toast(t(to === 'freeze' ? 'customer.is frozen' : 'customer.is thawed'));
      onChange();
    });
  if (isFrozen) {
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
              {running > 0 ? t('customer.freeze text', { count: running }) : t(`freeze.before text of ${of}`)}
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
