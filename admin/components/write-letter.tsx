import React, { useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Cancel, Dialog } from './dialog.tsx';
import { useDraft } from './drafts.ts';
import { Notice, Problem } from './field.tsx';
import { LetterFields, type Choice } from './letter-fields.tsx';
import { bodyOf, letterName, type LetterStart } from './letter-start.ts';
import { Skeleton } from './page.tsx';
import { call, useAction, useRead } from './read.ts';
import { useTemplateText } from './template-text.ts';
import { useToast } from './toast.tsx';
import { useWords } from './words.ts';
import type { CompanyCard } from '../../db/company-card.ts';
import type { PlannedLetter } from '../../db/letters.ts';

/** A letter that is being written; one that was taken back holds all that had been typed. */
type Begun = { readonly start: LetterStart; readonly typed?: LetterStart };

type LetterWriting = {
  readonly write: (start: LetterStart) => void;
  /** Stands wherever the page likes. */
  readonly dialog: ReactNode;
};

/** Writing to a customer from any page. A letter that was sent by mistake is taken back and stands open again. */
export function useLetter(onChange: () => void): LetterWriting {
  const { t } = useWords();
  const toast = useToast();
  const [begun, setBegun] = useState<Begun>();
  const takeBack = async (id: string, letter: Begun) => {
    try {
      await call('POST', `/messages/${id}/take-back`);
      setBegun(letter);
      onChange();
    } catch (error) {
      toast((error as Error).message, { tone: 'red' });
    }
  };
  const sent = ({ id, held }: PlannedLetter, letter: Begun) => {
    setBegun(undefined);
    toast(t(held ? 'letter.held' : 'letter.goes'), { undo: () => void takeBack(id, letter) });
    onChange();
  };
  return {
    write: (start) => setBegun({ start }),
    dialog: begun ? <WriteLetter begun={begun} onClose={() => setBegun(undefined)} onSent={sent} /> : null,
  };
}

type WriteProps = {
  readonly begun: Begun;
  readonly onClose: () => void;
  readonly onSent: (planned: PlannedLetter, letter: Begun) => void;
};

function WriteLetter({ begun, ...rest }: WriteProps) {
  const { t } = useWords();
  const { value: card, error } = useRead<CompanyCard>(`/companies/${begun.start.companyId}`);
  if (card) return <Written begun={begun} card={card} {...rest} />;
  return (
    <Dialog title={t('letter.write')} onClose={rest.onClose} drawer>
      {error ? <Problem>{error.message}</Problem> : <Skeleton rows={6} />}
    </Dialog>
  );
}

/** From a template or from nothing. The governor has the last word. */
function Written({ begun: { start, typed }, card, onClose, onSent }: WriteProps & { readonly card: CompanyCard }) {
  const { t } = useWords();
  const receivers = receiversOf(card);
  const draft = useDraft<LetterStart>(
    letterName(start),
    { ...empty, ...start, to: receivers.find(({ value }) => value === start.to)?.value ?? receivers[0]?.value ?? '' },
    typed,
  );
  const template = useTemplateText(start, draft);
  const [uploading, setUploading] = useState(false);
  const sending = useAction();
  const send = () =>
    sending.run(async () => {
      const planned = await call<PlannedLetter>('POST', `/companies/${card.id}/letters`, bodyOf(template.shown));
      draft.forget();
      onSent(planned, { start, typed: draft.typed });
    });
  if (receivers.length === 0)
    return (
      <Dialog title={t('letter.write')} onClose={onClose} drawer>
        <Notice tone="orange">{t('letter.nobody', { name: card.name })}</Notice>
      </Dialog>
    );
  return (
    <Dialog
      title={t(start.inReplyTo ? 'letter.answer' : 'letter.write')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void send()}
      drawer
      actions={
        <>
          <Cancel />
          <Button
            kind="main"
            type="submit"
            icon="mail"
            busy={sending.busy}
            // What is still on its way would not go with it.
            disabled={uploading || template.busy}
          >
            {t('letter.send')}
          </Button>
        </>
      }
    >
      <LetterFields
        template={template}
        receivers={receivers}
        sending={sending}
        onChange={draft.change}
        onBusy={setUploading}
      />
    </Dialog>
  );
}

const empty = { subject: '', text: '', templateId: '', fileIds: [] };

/** Whoever has a working address: the customer, then their people, the main one first. */
function receiversOf({ name, contactPoints, people }: CompanyCard): Choice[] {
  const mailOf = (points: CompanyCard['contactPoints']) =>
    points.find(({ kind, state }) => kind === 'email' && state === 'good')?.value;
  const own = mailOf(contactPoints);
  return [
    ...(own ? [{ value: 'company', label: `${name} <${own}>` }] : []),
    ...people.flatMap((person) => {
      const mail = mailOf(person.contactPoints);
      const who = [person.firstName, person.lastName].filter(Boolean).join(' ');
      return mail ? [{ value: person.id, label: `${who} <${mail}>` }] : [];
    }),
  ];
}
