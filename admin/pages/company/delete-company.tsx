import React from 'react';
import { Confirm } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';

type DeleteProps = {
  readonly company: { readonly id: string; readonly name: string; readonly version: number };
  readonly onClose: () => void;
  /** It is off the lists, or back on them. */
  readonly onChange: () => void;
};

/** Asks by name, says what hangs on the customer where it cannot be, and offers the way back. */
export function DeleteCompany({ company: { id, name, version }, onClose, onChange }: DeleteProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const restore = async () => {
    try {
      await call('POST', `/companies/${id}/restore`);
      onChange();
    } catch (error) {
      toast((error as Error).message, { tone: 'red' });
    }
  };
  const remove = async () => {
    const done = await run(() => call('DELETE', `/companies/${id}?version=${version}`));
    if (!done) return;
    onClose();
    onChange();
    toast(t('customer.deleted', { name }), { undo: () => void restore() });
  };
  return (
    <Confirm
      title={t('customer.delete title', { name })}
      verb={t('customer.delete')}
      danger
      busy={busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>{t('customer.delete text')}</p>
      <Problem>{refused?.message}</Problem>
    </Confirm>
  );
}
