import React from 'react';
import { PasswordDialog } from '../../components/password-dialog.tsx';
import { useWords } from '../../components/words.ts';

type NewPasswordProps = { readonly user: { readonly id: string; readonly name: string }; readonly onClose: () => void };

/** Sets a password for somebody else; it is told to them in another way. */
export function NewPassword({ user: { id, name }, onClose }: NewPasswordProps) {
  const { t } = useWords();
  return (
    <PasswordDialog
      title={t('users.new password')}
      verb={t('users.set password')}
      path={`/users/${id}/password`}
      said={t('users.password set', { name })}
      onClose={onClose}
    >
      <p className="second">{t('users.password text', { name })}</p>
    </PasswordDialog>
  );
}
