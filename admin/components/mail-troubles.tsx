import React from 'react';
import { Link } from 'react-router-dom';
import type { MailTrouble } from '../../db/mail-troubles.ts';
import { Notice } from './field.tsx';
import { saidOfTrouble } from './mail-trouble.ts';
import { useViewer } from './viewer.ts';
import { useWords } from './words.ts';

type MailTroublesProps = {
  readonly troubles: readonly MailTrouble[];
  /** On the page of the sending accounts itself. */
  readonly here?: boolean;
};

/** That the mail server takes nothing now: since when, that nothing is lost, and what to do about it. */
export function MailTroubles({ troubles, here }: MailTroublesProps) {
  const words = useWords();
  const { t } = words;
  const mayMend = useViewer().may('settings.edit');
  if (troubles.length === 0) return null;
  return (
    <div className="stack mail-troubles">
      {troubles.map((trouble) => (
        <Notice key={trouble.accountId} tone="orange">
          {saidOfTrouble(trouble, words)} {t(mayMend ? 'mail trouble.mend' : 'mail trouble.tell')}{' '}
          {mayMend && !here ? (
            <Link className="link" to="/admin/channels">
              {t('mail trouble.open')}
            </Link>
          ) : null}
          {trouble.answer ? (
            <div className="small second answer">{t('mail trouble.answer', { answer: trouble.answer })}</div>
          ) : null}
        </Notice>
      ))}
    </div>
  );
}
