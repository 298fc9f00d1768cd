import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, Notice, Problem, Select, TextInput } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import type { LetterDraft, PlannedLetter } from '../../../db/letters.ts';
import type { TemplateRow } from '../../../db/templates.ts';

type LetterProps = { readonly card: CompanyCard; readonly onClose: () => void; readonly onSent: () => void };

/** A mail to the customer: from a template or from nothing. The governor has the last word. */
export function Letter({ card, onClose, onSent }: LetterProps) {
  const { t } = useWords();
  const toast = useToast();
  const { value: templates } = useRead<{ rows: TemplateRow[] }>('/templates');
  const receivers = receiversOf(card);
  const [to, setTo] = useState(receivers[0]?.value ?? '');
  const [templateId, setTemplateId] = useState('');
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const drafting = useAction();
  const { run, busy, refused, problem } = useAction();
  const template = templates?.rows.find(({ id }) => id === templateId);
  const fixed = template?.purpose === 'marketing';
  const fill = (chosen: { template: string; to: string }) => {
    setTemplateId(chosen.template);
    setTo(chosen.to);
    if (!chosen.template) return;
    void drafting.run(async () => {
      const person = chosen.to === 'company' ? '' : `&personId=${chosen.to}`;
      const path = `/companies/${card.id}/letters/draft?templateId=${chosen.template}${person}`;
      const draft = await call<LetterDraft>('GET', path);
      setSubject(draft.subject);
      setText(draft.text);
    });
  };
  const send = () =>
    run(async () => {
      const letter = { personId: to === 'company' ? null : to, templateId: templateId || null, subject, text };
      const { held } = await call<PlannedLetter>('POST', `/companies/${card.id}/letters`, letter);
      toast(t(held ? 'customer.letter held' : 'customer.letter goes'));
      onSent();
    });
  return (
    <Dialog
      title={t('customer.write letter')}
      onClose={onClose}
      onSubmit={() => void send()}
      drawer
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" type="submit" icon="mail" busy={busy}>
            {t('customer.send')}
          </Button>
        </>
      }
    >
      <div className="company-form">
        <Problem>{refused && !refused.field ? refused.message : drafting.refused?.message}</Problem>
        <Field label={t('customer.to')}>
          <Select value={to} onChange={(value) => fill({ template: templateId, to: value })} choices={receivers} />
        </Field>
        <Field label={t('customer.template')}>
          <Select
            value={templateId}
            none={t('customer.no template')}
            onChange={(value) => fill({ template: value, to })}
            choices={(templates?.rows ?? [])
              .filter(({ active, channel }) => active && channel === 'email')
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        {fixed ? <Notice>{t('customer.marketing letter')}</Notice> : null}
        <Field label={t('customer.subject')} required error={problem('subject')}>
          <TextInput value={subject} onChange={setSubject} disabled={fixed} />
        </Field>
        <Field label={t('customer.text')} required error={problem('text')}>
          <TextInput value={text} onChange={setText} lines={14} disabled={fixed} />
        </Field>
      </div>
    </Dialog>
  );
}

/** Whoever has a working address: the customer, then their people, the main one first. */
function receiversOf({ name, contactPoints, people }: CompanyCard): { value: string; label: string }[] {
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
