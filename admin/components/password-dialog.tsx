import React, { useState } from 'react';
import { Button } from './button.tsx';
import { Cancel, Dialog } from './dialog.tsx';
import { Check, Field, TextInput } from './field.tsx';
import { call, useAction } from './read.ts';
import { Refusal } from './refusal.tsx';
import { useToast } from './toast.tsx';
import { useWords } from './words.ts';

type PasswordDialogProps = {
  readonly title: string;
  /** On the button. */
  readonly verb: string;
  /** Where the new password goes, as `PUT`. */
  readonly path: string;
  /** Said when it is done. */
  readonly said: string;
  /** One's own password: the present one is asked, and what is typed stays hidden. */
  readonly own?: boolean;
  readonly onClose: () => void;
  readonly children?: React.ReactNode;
};

/** A new password, for oneself or for somebody else. */
export function PasswordDialog({ title, verb, path, said, own, onClose, children }: PasswordDialogProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const [ends, setEnds] = useState(true);
  const save = async () => {
    const change = { password, keepAccess: !ends };
    if (!(await run(() => call('PUT', path, own ? { old, ...change } : change)))) return;
    toast(said, { tone: 'green' });
    onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy}>
            {verb}
          </Button>
        </>
      }
    >
      <Refusal refused={refused} />
      {children}
      {own ? (
        <Field label={t('account.old password')} required error={problem('old')}>
          <TextInput kind="password" value={old} onChange={setOld} autoComplete="current-password" autoFocus />
        </Field>
      ) : null}
      <Field label={t('account.new password')} required hint={t('account.password hint')} error={problem('password')}>
        <TextInput
          kind={own ? 'password' : 'text'}
          value={password}
          onChange={setPassword}
          autoComplete={own ? 'new-password' : 'off'}
          autoFocus={!own}
        />
      </Field>
      <div className="field">
        <Check label={t('account.end access')} checked={ends} onChange={setEnds} />
        <div className="under">{t('account.end access hint')}</div>
      </div>
    </Dialog>
  );
}
