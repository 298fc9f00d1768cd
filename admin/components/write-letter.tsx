import React, { useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Cancel, Dialog } from './dialog.tsx';
import { useDraft } from './drafts.ts';
import { Field, Notice, Problem, Select, TextInput } from './field.tsx';
import { Enclosed, type EnclosedPlace } from './enclosed.tsx';
import { Skeleton } from './page.tsx';
import { call, useAction, useRead, type Action } from './read.ts';
import { useToast } from './toast.tsx';
import { useAllPages } from './use-pages.ts';
import { useWords } from './words.ts';
import type { CompanyCard } from '../../db/company-card.ts';
import type { LetterDraft } from '../../db/letter-drafts.ts';
import type { PlannedLetter } from '../../db/letters.ts';
import type { OfferedPurpose, Template } from '../../db/templates.ts';

type Choice = { readonly value: string; readonly label: string };

/** What a letter begins with. */
export type LetterStart = {
  readonly companyId: string;
  /** A person's id, or `company`. */
  readonly to?: string;
  readonly templateId?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly inReplyTo?: string;
  readonly opportunityId?: string;
  readonly caseId?: string;
  readonly transactionId?: string;
  readonly taskId?: string;
  readonly fileIds?: readonly string[];
};

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
  const letter = draft.typed;
  const sending = useAction();
  const send = () =>
    sending.run(async () => {
      const planned = await call<PlannedLetter>('POST', `/companies/${card.id}/letters`, bodyOf(letter));
      draft.forget();
      onSent(planned, { start, typed: letter });
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
          <Button kind="main" type="submit" icon="mail" busy={sending.busy}>
            {t('letter.send')}
          </Button>
        </>
      }
    >
      <Fields letter={letter} receivers={receivers} sending={sending} onChange={draft.change} />
    </Dialog>
  );
}

type TemplateChoice = Pick<Template, 'id' | 'name' | 'purpose'>;
type FieldsProps = {
  readonly letter: LetterStart;
  readonly receivers: readonly Choice[];
  readonly sending: Action;
  readonly onChange: (part: Partial<LetterStart>) => void;
};

/** Whether a letter for it carries a way to unsubscribe; one that the rules of contact know no more has the strictest rules. */
function useOptOut(purpose: string | undefined): boolean {
  const { value } = useRead<{ purposes: OfferedPurpose[] }>('/templates/fields');
  if (purpose === undefined || value === undefined) return false;
  return value.purposes.find((one) => one.value === purpose)?.optOut ?? true;
}

function Fields({ letter, receivers, sending, onChange }: FieldsProps) {
  const { t } = useWords();
  const { rows: templates = [] } = useAllPages<TemplateChoice>('/templates?active=true&channel=email&limit=200');
  const drafting = useAction();
  const { refused, problem } = sending;
  const { to = '', templateId = '', subject = '', text = '', fileIds = [] } = letter;
  const fixed = useOptOut(templates.find(({ id }) => id === templateId)?.purpose);
  const fill = (chosen: { templateId: string; to: string }) => {
    onChange(chosen);
    if (!chosen.templateId) return;
    void drafting.run(async () => {
      const draft = await call<LetterDraft>('GET', draftPath({ ...letter, ...chosen }));
      onChange({ subject: draft.subject, text: draft.text });
    });
  };
  return (
    <div className="company-form">
      <Problem>{refused && !refused.field ? refused.message : drafting.refused?.message}</Problem>
      <Field label={t('letter.to')}>
        <Select value={to} onChange={(value) => fill({ templateId, to: value })} choices={receivers} />
      </Field>
      <Field label={t('letter.template')}>
        <Select
          value={templateId}
          none={t('letter.no template')}
          onChange={(value) => fill({ templateId: value, to })}
          choices={templates.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      {fixed ? <Notice>{t('letter.opt out')}</Notice> : null}
      <Field label={t('letter.subject')} required error={problem('subject')}>
        <TextInput value={subject} onChange={(value) => onChange({ subject: value })} disabled={fixed} />
      </Field>
      <Field label={t('letter.body')} required error={problem('text')}>
        <TextInput value={text} onChange={(value) => onChange({ text: value })} lines={14} disabled={fixed} />
      </Field>
      {fixed ? null : (
        <Enclosed
          place={placeOf(letter)}
          chosen={fileIds}
          problem={problem('attachments')}
          onChange={(ids) => onChange({ fileIds: ids })}
        />
      )}
    </div>
  );
}

/** A template may name the case and the opportunity that the letter is about. */
function draftPath({ companyId, to = 'company', templateId = '', ...about }: LetterStart): string {
  const asked = new URLSearchParams({ templateId });
  if (to !== 'company') asked.set('personId', to);
  for (const name of ['caseId', 'opportunityId', 'taskId'] as const) {
    const id = about[name];
    if (id) asked.set(name, id);
  }
  return `/companies/${companyId}/letters/draft?${asked}`;
}

function bodyOf({ companyId: _, to, templateId, subject = '', text = '', ...about }: LetterStart) {
  return { ...about, personId: to === 'company' ? null : to, templateId: templateId || null, subject, text };
}

const empty = { subject: '', text: '', templateId: '', fileIds: [] };

/** What was begun waits where it belongs: as an answer to a message, at a task, a case, an opportunity, or at the customer. */
function letterName({ companyId, inReplyTo, taskId, caseId, opportunityId }: LetterStart): string {
  return `letter ${inReplyTo ?? taskId ?? caseId ?? opportunityId ?? companyId}`;
}

/** Where its files lie: as near to what it is about as can be. */
function placeOf({ opportunityId, caseId, transactionId, companyId }: LetterStart): EnclosedPlace {
  if (transactionId) return { noun: 'transaction', recordId: transactionId };
  if (opportunityId) return { noun: 'opportunity', recordId: opportunityId };
  return caseId ? { noun: 'case', recordId: caseId } : { noun: 'company', recordId: companyId };
}

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
