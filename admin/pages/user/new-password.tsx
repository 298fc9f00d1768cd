import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, Problem, TextInput } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';

type NewPasswordProps = { readonly user: { readonly id: string; readonly name: string }; readonly onClose: () => void };

/** Sets a password for somebody else; it is told to them in another way. */
export function NewPassword({ user, onClose }: NewPasswordProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const [password, setPassword] = useState('');
  const save = async () => {
    if (!(await run(() => call('PUT', `/users/${user.id}/password`, { password })))) return;
    toast(t('users.password set', { name: user.name }), { tone: 'green' });
    onClose();
  };
  return (
    <Dialog
      title={t('users.new password')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {t('users.set password')}
          </Button>
        </>
      }
    >
      {refused && !refused.field ? <Problem>{refused.message}</Problem> : null}
      <p className="second">{t('users.password text', { name: user.name })}</p>
      <Field label={t('account.new password')} required hint={t('account.password hint')} error={problem('password')}>
        <TextInput value={password} onChange={setPassword} autoComplete="off" autoFocus />
      </Field>
    </Dialog>
  );
}
