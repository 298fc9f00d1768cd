import React, { useEffect, useState } from 'react';
import { writeDate } from '../../components/dates.ts';
import { Field, TextInput } from '../../components/field.tsx';
import { call } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { readTypedDate } from '../../../domain/tasks/typed-date.ts';

/** A day, with a time if one was typed. */
export type When = { readonly on: string; readonly time?: string };

type Echo = { readonly date: When | null; readonly said: string | null };

type WhenFieldProps = {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Undefined while nothing is typed or it is no date. */
  readonly onWhen: (when: When | undefined) => void;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly error?: string | undefined;
  readonly towards?: 'future' | 'past';
  readonly onEnter?: () => void;
  /** Instead of the examples, while nothing is typed. */
  readonly hint?: string;
};

/**
 * A date typed as people write it; the whole date is said back under the field before anything is saved (rule 39). What it is
 * is known at once, so who saves sooner than it is said loses nothing; with what is no date the form is not saved.
 */
export function WhenField(props: WhenFieldProps) {
  const { label, text, onText, onWhen, required, autoFocus, error, towards = 'future', onEnter, hint } = props;
  const { t, language } = useWords();
  const { timeZone } = useViewer();
  const [typing, setTyping] = useState(false);
  const when =
    text.trim() === '' ? undefined : readTypedDate(text, { now: new Date().toISOString(), zone: timeZone, towards });
  // What is done with the date does not change what it is.
  useEffect(() => {
    onWhen(when);
  }, [text, towards, timeZone]);
  const echo = useEcho(text, towards);
  const wrong = echo && !echo.date ? t('task.not a date') : undefined;
  return (
    <Field
      label={label}
      error={error ?? wrong}
      hint={echo?.said ? <b className="echo">{echo.said}</b> : (hint ?? t('task.when hint'))}
      {...(required ? { required } : {})}
    >
      <TextInput
        value={text}
        onChange={(typed) => {
          setTyping(true);
          onText(typed);
        }}
        // “In two hours” goes on with the clock: what was said back is what stands there from now on.
        onBlur={() => {
          if (typing && when) onText(writeDate(when.time ? `${when.on}T${when.time}` : when.on, language));
          setTyping(false);
        }}
        autoComplete="off"
        unread={text.trim() !== '' && !when ? t('task.not a date') : undefined}
        {...(autoFocus ? { autoFocus } : {})}
        {...(onEnter ? { onEnter } : {})}
      />
    </Field>
  );
}

function useEcho(text: string, towards: string): Echo | undefined {
  const [echo, setEcho] = useState<Echo>();
  useEffect(() => {
    if (text.trim() === '') {
      setEcho(undefined);
      return;
    }
    let gone = false;
    const timer = setTimeout(() => {
      const query = new URLSearchParams({ text, towards });
      call<Echo>('GET', `/typed-date?${query}`).then(
        (answer) => {
          if (!gone) setEcho(answer);
        },
        () => undefined,
      );
    }, 120);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text, towards]);
  return echo;
}
