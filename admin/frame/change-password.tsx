import React, { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field, Problem, TextInput } from '../components/field.tsx';
import { call, useAction } from '../components/read.ts';
import { useToast } from '../components/toast.tsx';
import { useWords } from '../components/words.ts';

/** One's own password: the old one is asked, other browsers are logged out. */
export function ChangePassword({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const save = async () => {
    if (!(await run(() => call('PUT', '/me/password', { old, password })))) return;
    toast(t('account.password changed'), { tone: 'green' });
    onClose();
  };
  return (
    <Dialog
      title={t('frame.change password')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {t('frame.save')}
          </Button>
        </>
      }
    >
      {refused && !refused.field ? <Problem>{refused.message}</Problem> : null}
      <Field label={t('account.old password')} required error={problem('old')}>
        <TextInput kind="password" value={old} onChange={setOld} autoComplete="current-password" autoFocus />
      </Field>
      <Field label={t('account.new password')} required hint={t('account.password hint')} error={problem('password')}>
        <TextInput kind="password" value={password} onChange={setPassword} autoComplete="new-password" />
      </Field>
    </Dialog>
  );
}
