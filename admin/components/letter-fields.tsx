import React from 'react';
import { Button } from './button.tsx';
import type { Draft } from './drafts.ts';
import { Enclosed } from './enclosed.tsx';
import { Field, Notice, Problem, Select, TextInput } from './field.tsx';
import { placeOf, type LetterStart } from './letter-start.ts';
import type { Action } from './read.ts';
import type { TemplateText } from './template-text.ts';
import { useAllPages } from './use-pages.ts';
import { useWords } from './words.ts';
import type { Template } from '../../db/templates.ts';

export type Choice = { readonly value: string; readonly label: string };

type TemplateChoice = Pick<Template, 'id' | 'name'>;
type FieldsProps = {
  readonly template: TemplateText;
  readonly receivers: readonly Choice[];
  readonly sending: Action;
  readonly onChange: Draft<LetterStart>['change'];
  /** Files are on their way. */
  readonly onBusy: (busy: boolean) => void;
};

/** What a letter says, to whom, and what goes with it. */
export function LetterFields({ template, receivers, sending, onChange, onBusy }: FieldsProps) {
  const { t } = useWords();
  const { rows: templates = [] } = useAllPages<TemplateChoice>('/templates?active=true&channel=email&limit=200');
  const { refused, problem } = sending;
  const { shown, draft } = template;
  const { to = '', templateId = '', subject = '', text = '', fileIds = [] } = shown;
  const fixed = draft?.optOut ?? false;
  return (
    <div className="company-form">
      <Problem>{refused && !refused.field ? refused.message : template.refused?.message}</Problem>
      <Field label={t('letter.to')}>
        <Select value={to} onChange={(value) => template.choose({ to: value })} choices={receivers} />
      </Field>
      <Field label={t('letter.template')}>
        <Select
          value={templateId}
          none={t('letter.no template')}
          onChange={(value) => template.choose({ templateId: value })}
          choices={templates.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      {fixed ? <Notice>{t('letter.opt out')}</Notice> : null}
      <Aside {...template} />
      <Field label={t('letter.subject')} required error={problem('subject')}>
        <TextInput value={subject} onChange={(value) => onChange({ subject: value })} disabled={fixed} />
      </Field>
      <Field label={t('letter.body')} required error={problem('text')}>
        <TextInput value={text} onChange={(value) => onChange({ text: value })} lines={14} disabled={fixed} />
      </Field>
      <Enclosed
        place={fixed ? undefined : placeOf(shown)}
        carried={draft?.attachments ?? []}
        chosen={fileIds}
        problem={problem('attachments')}
        onChange={(next) => onChange((now) => ({ fileIds: next(now.fileIds ?? []) }))}
        onBusy={onBusy}
      />
    </div>
  );
}

/** What was typed stands, or the words of the template do: the others are a press away. */
function Aside({ aside, swap }: TemplateText) {
  const { t } = useWords();
  if (!aside) return null;
  return (
    <Notice>
      {t(aside.of === 'template' ? 'letter.typed stays' : 'letter.typed aside')}{' '}
      <Button size="small" onClick={swap}>
        {t(aside.of === 'template' ? 'letter.put template' : 'letter.put typed')}
      </Button>
    </Notice>
  );
}
