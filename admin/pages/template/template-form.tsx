import React, { useRef } from 'react';
import { Check, Field, Select, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Language, Said } from '../../../domain/domain-error.ts';
import { namePurpose } from '../../../domain/governor/rule-book.ts';
import type { OfferedPurpose, Template } from '../../../db/templates.ts';

export type Draft = {
  readonly code: string;
  readonly name: string;
  readonly purpose: string;
  readonly active: boolean;
  readonly language: Language;
  readonly subject: string;
  readonly bodyHtml: string;
  readonly bodyText: string;
};

export const blank: Draft = {
  code: '',
  name: '',
  purpose: 'marketing',
  active: true,
  language: 'pl',
  subject: '',
  bodyHtml: '',
  bodyText: '',
};

export function draftOf(template: Template): Draft {
  const { code, name, purpose, active, language, subject, bodyHtml, bodyText } = template;
  return { code, name, purpose, active, language, subject, bodyHtml: bodyHtml ?? '', bodyText };
}

const languages: readonly Language[] = ['pl', 'en'];

type FormProps = {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly problem: (field: string) => string | undefined;
  readonly isNew: boolean;
};

export function TemplateForm({ draft, onChange, problem, isNew }: FormProps) {
  const { t } = useWords();
  const { value } = useRead<Offered>('/templates/fields');
  const { fields = [], purposes = [] } = value ?? {};
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  return (
    <Card>
      <div className="form">
        <div className="two">
          <Field label={t('templates.name')} error={problem('name')} required>
            <TextInput value={draft.name} onChange={(name) => set({ name })} autoFocus={isNew} />
          </Field>
          <Field label={t('templates.code')} error={problem('code')} hint={t('templates.code hint')} required>
            <TextInput value={draft.code} onChange={(code) => set({ code })} disabled={!isNew} />
          </Field>
        </div>
        <div className="two">
          <PurposeOf draft={draft} set={set} problem={problem} purposes={purposes} />
          <Field label={t('templates.language')}>
            <Select
              value={draft.language}
              onChange={(language) => set({ language: language as Language })}
              choices={languages.map((value) => ({ value, label: t(`templates.language.${value}`) }))}
            />
          </Field>
        </div>
        <Texts draft={draft} set={set} problem={problem} fields={fields} />
        <Check label={t('templates.active')} checked={draft.active} onChange={(active) => set({ active })} />
      </div>
    </Card>
  );
}

type CardProps = {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  readonly problem: (field: string) => string | undefined;
};

/** What the rules of contact know; one that they know no more is shown as long as it stays. */
function PurposeOf({ draft, set, problem, purposes }: CardProps & Pick<Offered, 'purposes'>) {
  const { t, language } = useWords();
  const chosen = purposes.find((one) => one.value === draft.purpose);
  const choices = purposes.map((one) => ({ value: one.value, label: one.label[language] }));
  const now = { value: draft.purpose, label: namePurpose(draft.purpose)[language] };
  return (
    <Field
      label={t('templates.purpose')}
      error={problem('purpose')}
      hint={chosen ? t(`templates.purpose hint.${hintOf(chosen)}`) : undefined}
    >
      <Select
        value={draft.purpose}
        onChange={(purpose) => set({ purpose })}
        choices={chosen ? choices : [now, ...choices]}
      />
    </Field>
  );
}

function hintOf({ needsConsent, optOut }: OfferedPurpose): 'consent' | 'offer' | 'free' {
  return needsConsent ? 'consent' : optOut ? 'offer' : 'free';
}

type KnownField = { readonly field: string; readonly title: Said };
type Offered = { readonly fields: readonly KnownField[]; readonly purposes: readonly OfferedPurpose[] };
type TextName = 'subject' | 'bodyHtml' | 'bodyText';

/** Subject and both bodies. A field of the list goes where the cursor was last. */
function Texts({ draft, set, problem, fields }: CardProps & Pick<Offered, 'fields'>) {
  const { t, language } = useWords();
  const last = useRef<{ name: TextName; at: number }>({ name: 'bodyHtml', at: draft.bodyHtml.length });
  const remember = (name: TextName) => (event: React.SyntheticEvent) => {
    const target = event.target as HTMLInputElement | HTMLTextAreaElement;
    if (typeof target.selectionStart === 'number') last.current = { name, at: target.selectionStart };
  };
  const insert = (field: string) => {
    const { name, at } = last.current;
    const text = draft[name];
    const place = `{{ ${field} }}`;
    set({ [name]: text.slice(0, at) + place + text.slice(at) });
    last.current = { name, at: at + place.length };
  };
  return (
    <>
      <div onSelect={remember('subject')} onKeyUp={remember('subject')}>
        <Field label={t('templates.subject')} error={problem('subject')} required>
          <TextInput value={draft.subject} onChange={(subject) => set({ subject })} />
        </Field>
      </div>
      <Field label={t('templates.field')} hint={t('templates.field hint')}>
        <Select
          value=""
          none={t('templates.choose field')}
          onChange={insert}
          choices={fields.map(({ field, title }) => ({
            value: field,
            label: `${title[language]} – ${field}`,
          }))}
        />
      </Field>
      <div onSelect={remember('bodyHtml')} onKeyUp={remember('bodyHtml')}>
        <Field label={t('templates.html')} error={problem('bodyHtml')} hint={t('templates.html hint')}>
          <TextInput value={draft.bodyHtml} onChange={(bodyHtml) => set({ bodyHtml })} lines={14} />
        </Field>
      </div>
      <div onSelect={remember('bodyText')} onKeyUp={remember('bodyText')}>
        <Field label={t('templates.text')} error={problem('bodyText')} hint={t('templates.text hint')}>
          <TextInput value={draft.bodyText} onChange={(bodyText) => set({ bodyText })} lines={8} />
        </Field>
      </div>
    </>
  );
}
