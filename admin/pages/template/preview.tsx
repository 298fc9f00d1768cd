import React, { useEffect, useState } from 'react';
import { Notice, Problem } from '../../components/field.tsx';
import { Letter } from '../../components/letter.tsx';
import { Card, Skeleton } from '../../components/page.tsx';
import { call, Refused } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { FilledMail, PlacedProblem } from '../../../texts/mail-template.ts';
import type { Draft } from './template-form.tsx';

type Previewed = { readonly problems: readonly PlacedProblem[]; readonly mail?: FilledMail };

const PAUSE_MS = 300;

/** The mail of an example recipient, a moment after the last key; what is wrong stands above with its place. */
export function Preview({ draft }: { readonly draft: Draft }) {
  const { t, language } = useWords();
  const [shown, setShown] = useState<Previewed>();
  const [error, setError] = useState<Refused>();
  const { subject, bodyHtml, bodyText, purpose, language: written } = draft;
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      const asked = { subject, bodyHtml: bodyHtml || null, bodyText, purpose, language: written };
      call<Previewed>('POST', '/templates/preview', asked).then(
        (answer) => {
          if (gone) return;
          setError(undefined);
          setShown((old) => ({ ...(old?.mail ? { mail: old.mail } : {}), ...answer }));
        },
        (cause: unknown) => {
          if (!gone && cause instanceof Refused) setError(cause);
        },
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [subject, bodyHtml, bodyText, purpose, written]);

  return (
    <Card title={t('templates.preview')}>
      <Problem>{error?.message}</Problem>
      {(shown?.problems ?? []).map((problem) => (
        <Notice key={`${problem.field}:${problem.line}:${problem.column}`} tone="red">
          <b>{t(`templates.${fieldNames[problem.field]}`)}:</b> {problem.said[language]}
        </Notice>
      ))}
      {shown?.mail ? (
        <>
          <p>
            <b>{shown.mail.subject}</b>
          </p>
          <Letter text={shown.mail.text} html={shown.mail.html ?? null} />
        </>
      ) : shown ? null : (
        <Skeleton rows={6} />
      )}
    </Card>
  );
}

const fieldNames = { subject: 'subject', bodyHtml: 'html', bodyText: 'text' } as const;
