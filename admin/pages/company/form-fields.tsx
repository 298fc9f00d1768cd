import React, { useId } from 'react';
import { CheckedField, type CheckedKind } from '../../components/checked-field.tsx';
import { zoneChoices } from '../../components/choices.ts';
import { CurrencySelect } from '../../components/currency-select.tsx';
import { DictionarySelect } from '../../components/dictionary-select.tsx';
import { Field, Select, TextInput } from '../../components/field.tsx';
import type { PlainField } from '../../components/own/record-form.tsx';
import { useRead } from '../../components/read.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { Right } from '../../../domain/access.ts';
import { CustomerField } from '../tasks/customer-field.tsx';
import { FromRegister } from './from-register.tsx';
import { kinds, type CompanyValues } from './values.ts';

export type FormProps = {
  readonly values: CompanyValues;
  readonly change: (part: Partial<CompanyValues>) => void;
  readonly problem: (field: string) => string | undefined;
};

/** What kind of customer it is decides what is asked (S1-14). */
export function KindChips({ values, change }: Pick<FormProps, 'values' | 'change'>) {
  const { t } = useWords();
  return (
    <div className="bar" role="group" aria-label={t('company.kind')}>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          className={kind === values.kind ? 'chip on' : 'chip'}
          aria-pressed={kind === values.kind}
          onClick={() => change({ kind })}
        >
          {t(`company.kind.${kind}`)}
        </button>
      ))}
    </div>
  );
}

/** The few fields of the short form. */
export function ShortFields(props: FormProps) {
  const { values, change, problem } = props;
  const { t } = useWords();
  const isPerson = values.kind === 'person';
  return (
    <>
      {values.kind === 'branch' ? <ParentField {...props} /> : null}
      {isPerson || values.kind === 'branch' ? null : <NipField {...props} />}
      <Field label={t(isPerson ? 'customer.full name' : 'company.field.name')} required error={problem('name')}>
        <TextInput value={values.name} onChange={(name) => change({ name })} autoFocus={isPerson} autoComplete="off" />
      </Field>
      <div className="pair">
        <Checked {...props} kind="phone" />
        <Checked {...props} kind="email" />
      </div>
      <AddressFields {...props} />
      <div className="pair">
        <ClassField {...props} />
        <OwnerField {...props} />
      </div>
    </>
  );
}

type FullProps = FormProps & { readonly words: Words; readonly may: (right: Right) => boolean };

/** Everything that may be known, for a form that administrators arrange. */
export function fullFields({ words: { t }, may, ...props }: FullProps): PlainField[] {
  const { values, change, problem } = props;
  const text = (field: 'name' | 'shortName' | 'street' | 'city' | 'country' | 'website' | 'notes'): PlainField => ({
    id: field,
    must: field === 'name',
    width: field === 'name' || field === 'notes' ? 'whole' : 'half',
    node: (
      <Field label={t(`company.field.${field}`)} required={field === 'name'} error={problem(field)}>
        <TextInput
          value={values[field]}
          onChange={(value) => change({ [field]: value })}
          lines={field === 'notes' ? 5 : 1}
        />
      </Field>
    ),
  });
  const checked = (kind: 'regon' | 'krs' | 'euVat' | 'pesel' | 'iban' | 'postcode'): PlainField => ({
    id: kind,
    node: <Checked {...props} kind={kind} />,
  });
  const hasParent = values.kind === 'branch' || values.parentId !== '';
  return [
    { id: 'kind', width: 'whole', node: <KindChips values={values} change={change} /> },
    ...(hasParent ? [{ id: 'parentId', width: 'whole' as const, node: <ParentField {...props} /> }] : []),
    text('name'),
    { id: 'nip', width: 'whole', node: <NipField {...props} /> },
    text('shortName'),
    checked('regon'),
    checked('krs'),
    checked('euVat'),
    ...(may('company.pesel') ? [checked('pesel')] : []),
    text('street'),
    checked('postcode'),
    text('city'),
    text('country'),
    text('website'),
    { id: 'class', node: <ClassField {...props} /> },
    {
      id: 'industry',
      node: (
        <Field label={t('company.field.industry')} error={problem('industry')}>
          <DictionarySelect
            dictionary="industry"
            value={values.industry}
            onChange={(industry) => change({ industry })}
          />
        </Field>
      ),
    },
    { id: 'ownerId', node: <OwnerField {...props} /> },
    {
      id: 'turnoverMinor',
      node: (
        <Field label={t('customer.field.turnoverMinor')} error={problem('turnoverMinor')}>
          <TextInput value={values.turnoverMinor} onChange={(turnoverMinor) => change({ turnoverMinor })} />
        </Field>
      ),
    },
    {
      id: 'currency',
      node: (
        <Field label={t('customer.field.currency')} error={problem('currency')}>
          <CurrencySelect value={values.currency} onChange={(currency) => change({ currency })} />
        </Field>
      ),
    },
    checked('iban'),
    {
      id: 'paymentDays',
      node: (
        <Field label={t('company.field.paymentDays')} error={problem('paymentDays')}>
          <TextInput kind="number" value={values.paymentDays} onChange={(paymentDays) => change({ paymentDays })} />
        </Field>
      ),
    },
    {
      id: 'timeZone',
      node: (
        <Field label={t('customer.field.timeZone')} error={problem('timeZone')}>
          <Select
            value={values.timeZone}
            none={t('customer.our zone')}
            onChange={(timeZone) => change({ timeZone })}
            choices={zoneChoices(values.timeZone)}
          />
        </Field>
      ),
    },
    text('notes'),
  ];
}

type CheckedProps = FormProps & { readonly kind: CheckedKind };

function Checked({ values, change, problem, kind }: CheckedProps) {
  const { t } = useWords();
  return (
    <CheckedField
      kind={kind}
      label={t(kind === 'phone' || kind === 'email' ? `company.person.${kind}` : `company.field.${kind}`)}
      value={values[kind]}
      onChange={(value) => change({ [kind]: value })}
      error={problem(kind)}
      foreign={values.country.trim().toUpperCase() !== 'PL' && kind !== 'email'}
    />
  );
}

/** The NIP, and what registers know by it. */
function NipField(props: FormProps) {
  const { t } = useWords();
  return (
    <CheckedField
      kind="nip"
      label={t('company.field.nip')}
      value={props.values.nip}
      onChange={(nip) => props.change({ nip })}
      error={props.problem('nip')}
      foreign={props.values.country.trim().toUpperCase() !== 'PL'}
      beside={<FromRegister values={props.values} change={props.change} />}
    />
  );
}

function AddressFields(props: FormProps) {
  const { values, change, problem } = props;
  const { t } = useWords();
  return (
    <>
      <Field label={t('company.field.street')} error={problem('street')}>
        <TextInput value={values.street} onChange={(street) => change({ street })} />
      </Field>
      <div className="pair">
        <Checked {...props} kind="postcode" />
        <Field label={t('company.field.city')} error={problem('city')}>
          <TextInput value={values.city} onChange={(city) => change({ city })} />
        </Field>
      </div>
    </>
  );
}

/** Those in use are offered; a new one is added by typing it. */
function ClassField({ values, change, problem }: FormProps) {
  const { t } = useWords();
  const list = useId();
  const { value } = useRead<{ rows: string[] }>('/companies/classes');
  return (
    <Field label={t('company.field.class')} error={problem('class')} hint={t('finder.by typing')}>
      <TextInput value={values.class} onChange={(to) => change({ class: to })} list={list} />
      <datalist id={list}>
        {(value?.rows ?? []).map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </Field>
  );
}

function OwnerField({ values, change, problem }: FormProps) {
  const { t } = useWords();
  const { value } = useRead<{ rows: { id: string; name: string }[] }>('/users');
  return (
    <Field label={t('companies.owner')} error={problem('ownerId')}>
      <Select
        value={values.ownerId}
        none={t('companies.no owner')}
        onChange={(ownerId) => change({ ownerId })}
        choices={(value?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Field>
  );
}

/** The head office, found while typing or added in place. */
function ParentField({ values, change, problem }: FormProps) {
  const { t } = useWords();
  return (
    <CustomerField
      label={t('customer.head office')}
      chosen={values.parentId ? { id: values.parentId, name: values.parentName } : undefined}
      error={problem('parentId')}
      onChoose={(found) => change({ parentId: found?.id ?? '', parentName: found?.name ?? '' })}
    />
  );
}
