import React from 'react';
import { PasswordDialog } from '../components/password-dialog.tsx';
import { useWords } from '../components/words.ts';

/** One's own password: the old one is asked, other browsers are logged out. */
export function ChangePassword({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  return (
    <PasswordDialog
      own
      title={t('frame.change password')}
      verb={t('frame.save')}
      path="/me/password"
      said={t('account.password changed')}
      onClose={onClose}
    />
  );
}
