/** The words of a template in a letter: they take the place of none that were typed (rule 27). */
import { useEffect, useRef, useState } from 'react';
import type { Draft } from './drafts.ts';
import { draftPath, type LetterStart } from './letter-start.ts';
import { useRead, type Refused } from './read.ts';
import type { LetterDraft } from '../../db/letter-drafts.ts';

type Text = { readonly subject: string; readonly text: string };

/** Words that do not stand in the letter and may: those of the template, or those that it took the place of. */
type Aside = Text & { readonly of: 'template' | 'typed' };

export type TemplateText = {
  /** The letter as it goes: one of a template that goes out as it stands has its words, and no files of its own. */
  readonly shown: LetterStart;
  readonly draft: LetterDraft | undefined;
  /** The template is on its way. */
  readonly busy: boolean;
  readonly refused: Refused | undefined;
  /** A template, or somebody else whom it greets. */
  choose(chosen: Pick<LetterStart, 'to' | 'templateId'>): void;
  readonly aside: Aside | undefined;
  /** Puts what lies aside into the letter, and the other way round. */
  swap(): void;
};

export function useTemplateText(start: LetterStart, { typed, change }: Draft<LetterStart>): TemplateText {
  const asked = useRead<LetterDraft>(typed.templateId ? draftPath(typed) : undefined);
  const busy = Boolean(typed.templateId) && asked.busy;
  const refused = typed.templateId && !busy ? asked.error : undefined;
  const draft = !typed.templateId || busy || refused ? undefined : asked.value;
  const filled = useRef<Text>(textOf(start));
  const wanted = useRef(false);
  const [aside, setAside] = useState<Aside>();

  useEffect(() => {
    // Of a letter that waited in the browser the words stand there already; one that goes as it stands is only shown.
    if (!draft || draft.optOut || !wanted.current) return;
    wanted.current = false;
    const text = withQuoted(draft, start);
    if (isUntyped(textOf(typed), [textOf(start), filled.current])) {
      filled.current = text;
      change(text);
    } else setAside({ ...text, of: 'template' });
  }, [draft]);

  const choose = (chosen: Pick<LetterStart, 'to' | 'templateId'>) => {
    wanted.current = true;
    setAside((now) => (now?.of === 'typed' ? now : undefined));
    change(chosen);
  };
  const swap = () => {
    if (!aside) return;
    const { of, ...text } = aside;
    setAside({ ...textOf(typed), of: of === 'typed' ? 'template' : 'typed' });
    if (of === 'template') filled.current = text;
    change(text);
  };
  const { subject, text } = draft ?? textOf(typed);
  const shown = draft?.optOut ? { ...typed, subject, text, fileIds: [] } : typed;
  return { shown, draft, busy, refused, choose, aside: draft?.optOut ? undefined : aside, swap };
}

function textOf({ subject = '', text = '' }: Partial<Text>): Text {
  return { subject, text };
}

/** An answer keeps what it answers under it. */
function withQuoted({ subject, text }: LetterDraft, { inReplyTo, text: quoted = '' }: LetterStart): Text {
  return { subject, text: inReplyTo ? text + quoted : text };
}

function isUntyped({ subject, text }: Text, given: readonly Text[]): boolean {
  return (
    (subject === '' || given.some((one) => one.subject === subject)) &&
    (text === '' || given.some((one) => one.text === text))
  );
}
