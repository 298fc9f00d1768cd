import React from 'react';
import { ColleagueSelect } from '../../components/colleague-select.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { DictionarySelect } from '../../components/dictionary-select.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import type { PlainField } from '../../components/own/record-form.tsx';
import type { Words } from '../../components/words.ts';
import type { OwnValues } from '../../../domain/own/shapes.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';

/** As they are typed. */
export type TypedCase = {
  readonly name: string;
  /** Empty until one is chosen: the first of the dictionary stands there. */
  readonly kind: string;
  readonly stage: string;
  readonly customer: Chosen | undefined;
  readonly ownerId: string;
  readonly dueOn: string;
  readonly description: string;
  readonly own: OwnValues;
};

type CaseFieldsProps = {
  readonly typed: TypedCase;
  readonly change: (part: Partial<TypedCase>) => void;
  readonly problem: (field: string) => string | undefined;
  /** Of a case that is there already: its stage is asked for, and whoever runs it changes by handing over. */
  readonly isThere?: boolean;
  readonly words: Words;
};

/** All that may be said of a case, for a form that administrators arrange. */
export function caseFields({
  typed,
  change,
  problem,
  isThere = false,
  words: { t, knows },
}: CaseFieldsProps): PlainField[] {
  const hintKey = `case.kind hint.${typed.kind}`;
  const kindHint = !isThere && knows(hintKey) ? t(hintKey) : undefined;
  return [
    {
      id: 'name',
      must: true,
      width: 'whole',
      node: (
        <Field label={t('case.name')} required error={problem('name')}>
          <TextInput value={typed.name} onChange={(name) => change({ name })} autoFocus={!isThere} />
        </Field>
      ),
    },
    {
      id: 'companyId',
      width: 'whole',
      node: (
        <CustomerField
          chosen={typed.customer}
          onChoose={(customer) => change({ customer })}
          error={problem('companyId')}
        />
      ),
    },
    {
      id: 'kind',
      node: (
        <Field label={t('case.kind')} hint={kindHint} error={problem('kind')}>
          <DictionarySelect dictionary="case_kinds" needed value={typed.kind} onChange={(kind) => change({ kind })} />
        </Field>
      ),
    },
    {
      id: 'dueOn',
      node: (
        <Field label={t('case.due')} error={problem('dueOn')}>
          <DateInput value={typed.dueOn} onChange={(dueOn) => change({ dueOn })} />
        </Field>
      ),
    },
    ...(isThere ? [] : [ownerField({ typed, change, problem, label: t('case.owner') })]),
    ...(isThere
      ? [
          {
            id: 'stage',
            node: (
              <Field label={t('case.stage')} error={problem('stage')}>
                <DictionarySelect
                  dictionary="case_stages"
                  needed
                  value={typed.stage}
                  onChange={(stage) => change({ stage })}
                />
              </Field>
            ),
          },
        ]
      : []),
    {
      id: 'description',
      width: 'whole',
      node: (
        <Field label={t('case.description')}>
          <TextInput value={typed.description} onChange={(description) => change({ description })} lines={4} />
        </Field>
      ),
    },
  ];
}

type OwnerProps = Pick<CaseFieldsProps, 'typed' | 'change' | 'problem'> & { readonly label: string };

function ownerField({ typed, change, problem, label }: OwnerProps): PlainField {
  return {
    id: 'ownerId',
    node: (
      <Field label={label} error={problem('ownerId')}>
        <ColleagueSelect value={typed.ownerId} onChange={(ownerId) => change({ ownerId })} />
      </Field>
    ),
  };
}

/** As the API takes them; the owner is set when a case is made, and handed over later. */
export function sentCase({ name, kind, customer, dueOn, description }: TypedCase): Record<string, unknown> {
  return {
    name,
    ...(kind ? { kind } : {}),
    companyId: customer?.id ?? null,
    dueOn: dueOn || null,
    description: description || null,
  };
}
