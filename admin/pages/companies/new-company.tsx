import React, { useDeferredValue, useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, Notice, Problem, TextInput } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import { isEmail, normaliseEmail } from '../../../domain/ids/email.ts';
import { formatNip, isNip, normaliseNip } from '../../../domain/ids/nip.ts';
import { formatPhone, isPhone, normalisePhone } from '../../../domain/ids/phone.ts';
import { normalisePostcode } from '../../../domain/ids/postcode.ts';
import type { Duplicate } from '../../../db/duplicates.ts';

const blank = { name: '', nip: '', email: '', phone: '', street: '', postcode: '', city: '', class: '' };
type Typed = typeof blank;

type NewCompanyProps = { readonly onClose: () => void; readonly onMade: (id: string) => void };

/** Little is asked; who may be the same is shown while one types. */
export function NewCompany({ onClose, onMade }: NewCompanyProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState<Typed>(blank);
  const { run, busy, refused, problem } = useAction();
  const set = (field: keyof Typed) => (value: string) => setTyped((old) => ({ ...old, [field]: value }));
  const tidy = (field: keyof Typed, format: (text: string) => string) => () =>
    setTyped((old) => ({ ...old, [field]: format(old[field]) }));
  const save = () =>
    run(async () => {
      const { email, phone, ...fields } = typed;
      const contactPoints = [
        ...(email.trim() ? [{ kind: 'email', value: email }] : []),
        ...(phone.trim() ? [{ kind: 'phone', value: phone }] : []),
      ];
      const { id } = await call<{ id: string }>('POST', '/companies', { ...fields, contactPoints });
      onMade(id);
    });
  const nipHint = typed.nip && !isNip(normaliseNip(typed.nip)) ? t('companies.odd nip') : undefined;
  return (
    <Dialog
      title={t('companies.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      drawer
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {t('companies.create')}
          </Button>
        </>
      }
    >
      <div className="company-form">
        <Field label={t('companies.name')} required error={problem('name')}>
          <TextInput value={typed.name} onChange={set('name')} autoFocus autoComplete="off" />
        </Field>
        <Field label="NIP" hint={nipHint}>
          <TextInput
            value={typed.nip}
            onChange={set('nip')}
            onBlur={tidy('nip', (text) => formatNip(normaliseNip(text)))}
          />
        </Field>
        <Field label={t('companies.email')} error={problem('email')}>
          <TextInput
            kind="email"
            value={typed.email}
            onChange={set('email')}
            onBlur={tidy('email', (text) => (isEmail(normaliseEmail(text)) ? normaliseEmail(text) : text))}
          />
        </Field>
        <Field label={t('companies.phone')} error={problem('phone')}>
          <TextInput
            kind="tel"
            value={typed.phone}
            onChange={set('phone')}
            onBlur={tidy('phone', (text) => (isPhone(normalisePhone(text)) ? formatPhone(normalisePhone(text)) : text))}
          />
        </Field>
        <Field label={t('companies.street')}>
          <TextInput value={typed.street} onChange={set('street')} />
        </Field>
        <div className="pair">
          <Field label={t('companies.postcode')}>
            <TextInput value={typed.postcode} onChange={set('postcode')} onBlur={tidy('postcode', normalisePostcode)} />
          </Field>
          <Field label={t('companies.city')}>
            <TextInput value={typed.city} onChange={set('city')} />
          </Field>
        </div>
        <Field label={t('companies.class')}>
          <TextInput value={typed.class} onChange={set('class')} />
        </Field>
        <Likely typed={typed} />
        <Problem>{refused && !refused.field ? refused.message : undefined}</Problem>
      </div>
    </Dialog>
  );
}

function Likely({ typed }: { readonly typed: Typed }) {
  const { t } = useWords();
  const { name, nip, email, phone } = useDeferredValue(typed);
  const asked = new URLSearchParams({
    ...(name.trim().length >= 3 ? { name } : {}),
    ...(nip ? { nip } : {}),
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
  });
  const { value } = useRead<{ rows: Duplicate[] }>(asked.size > 0 ? `/companies/duplicates?${asked}` : undefined);
  if (asked.size === 0 || !value || value.rows.length === 0) return null;
  return (
    <Notice tone="orange">
      {t('companies.maybe there')}
      <ul className="likely">
        {value.rows.map((row) => (
          <li key={row.id}>
            <Link className="link" to={`/admin/companies/${row.id}`}>
              {row.name}
            </Link>{' '}
            <span className="small">
              {[row.city, t(`companies.because.${row.because}`)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
