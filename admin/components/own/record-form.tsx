import React from 'react';
import type { FormShape } from '../../../db/form-layouts.ts';
import { arranged, type FieldOfForm } from '../../../domain/own/layout.ts';
import type { OwnRecord, OwnValues, UsableField } from '../../../domain/own/shapes.ts';
import { Field } from '../field.tsx';
import { Card } from '../page.tsx';
import { useRead } from '../read.ts';
import { useWords } from '../words.ts';
import { OwnInput } from './own-input.tsx';
import { OwnText } from './own-text.tsx';

/** A field of the form itself: the id by which layouts know it (`domain/own/layout.ts`), and its whole drawing. */
export type PlainField = FieldOfForm & { readonly node: React.ReactNode };

type RecordFormProps = {
  readonly record: OwnRecord;
  /** The form's own fields in their usual order. One that is not needed at the moment is left out. */
  readonly fields: readonly PlainField[];
  /** Which own fields are asked for; a short form asks for the required ones, and its longer part for the others. */
  readonly which?: 'all' | 'required' | 'optional';
  readonly own: OwnValues;
  /** Takes every own value that differs; send it as `own` with the other changes. */
  readonly onOwn: (own: OwnValues) => void;
  /** From `useAction`: what was refused about `own.<code>` stands under its field. */
  readonly problem?: (field: string) => string | undefined;
  /** Nothing may be written: own values are shown as texts. */
  readonly fixed?: boolean;
};

/** All fields of a record's form, own ones among them, arranged as administrators have laid them out for the viewer. */
export function RecordForm({ record, fields, which = 'all', own, onOwn, problem, fixed = false }: RecordFormProps) {
  const { language } = useWords();
  const { value: shape } = useRead<FormShape>(`/forms/${record}`);
  const asked = (shape?.fields ?? []).filter(({ required }) => which === 'all' || required === (which === 'required'));
  const ownFields = asked.map((field): PlainField => ({
    id: `own.${field.code}`,
    must: field.required,
    section: field.section,
    width: (field.options.lines ?? 1) > 1 || wide.has(field.kind) ? 'whole' : 'half',
    node: <OwnField {...{ own, onOwn, problem, field: fixed ? { ...field, writable: false } : field }} />,
  }));
  return (
    <div className="record-form">
      {arranged([...fields, ...ownFields], shape?.layout ?? null).map((section, i) => (
        <fieldset key={section.title?.pl ?? i} className="record-section">
          {section.title ? <legend>{section.title[language]}</legend> : null}
          {section.fields.map(({ id, width, node }) => (
            <div key={id} className={width === 'whole' ? 'placed whole' : 'placed'} data-field={id}>
              {node}
            </div>
          ))}
        </fieldset>
      ))}
    </div>
  );
}

const wide: ReadonlySet<UsableField['kind']> = new Set(['many', 'file']);

type OwnFieldProps = {
  readonly field: UsableField;
  readonly own: OwnValues;
  readonly onOwn: (own: OwnValues) => void;
  readonly problem?: ((field: string) => string | undefined) | undefined;
};

function OwnField({ field, own, onOwn, problem }: OwnFieldProps) {
  const { language } = useWords();
  const error = problem?.(`own.${field.code}`);
  return (
    <Field
      label={field.title[language]}
      required={field.required}
      hint={field.help?.[language]}
      {...(error ? { error } : {})}
    >
      <OwnInput
        field={field}
        value={own[field.code] ?? null}
        onChange={(value) => onOwn({ ...own, [field.code]: value })}
      />
    </Field>
  );
}

/** Of typed own values those that differ from what was read: what a PATCH sends as `own`. */
export function changedOwn(before: OwnValues, typed: OwnValues): OwnValues {
  const codes = Object.keys(typed).filter(
    (code) => JSON.stringify(typed[code] ?? null) !== JSON.stringify(before[code] ?? null),
  );
  return Object.fromEntries(codes.map((code) => [code, typed[code] ?? null]));
}

/** Own values of a record as lines of a list of facts (`<dl className="facts">`); empty ones are left out. */
export function OwnFacts({ record, own }: { readonly record: OwnRecord; readonly own: OwnValues }) {
  const { language } = useWords();
  const { value: shape } = useRead<FormShape>(`/forms/${record}`);
  return (
    <>
      {(shape?.fields ?? [])
        .filter(({ code }) => (own[code] ?? null) !== null)
        .map((field) => (
          <React.Fragment key={field.code}>
            <dt>{field.title[language]}</dt>
            <dd>
              <OwnText field={field} value={own[field.code]} />
            </dd>
          </React.Fragment>
        ))}
    </>
  );
}

/** Own values of a record on a card of their own; nothing where there are none. */
export function OwnCard({ record, own }: { readonly record: OwnRecord; readonly own: OwnValues }) {
  const { t } = useWords();
  if (Object.keys(own).length === 0) return null;
  return (
    <Card title={t('own.title')}>
      <dl className="facts">
        <OwnFacts record={record} own={own} />
      </dl>
    </Card>
  );
}
