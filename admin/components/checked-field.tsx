import React, { useState } from 'react';
import { isEmail, normaliseEmail } from '../../domain/ids/email.ts';
import { isEuVat, normaliseEuVat } from '../../domain/ids/eu-vat.ts';
import { formatIban, isIban, normaliseIban } from '../../domain/ids/iban.ts';
import { isKrs, normaliseKrs } from '../../domain/ids/krs.ts';
import { formatNip, isNip, normaliseNip } from '../../domain/ids/nip.ts';
import { isPesel, normalisePesel } from '../../domain/ids/pesel.ts';
import { formatPhone, isPhone, normalisePhone } from '../../domain/ids/phone.ts';
import { isPostcode, normalisePostcode } from '../../domain/ids/postcode.ts';
import { formatRegon, isRegon, normaliseRegon } from '../../domain/ids/regon.ts';
import { Field, TextInput } from './field.tsx';
import { useWords } from './words.ts';

export type CheckedKind = 'nip' | 'regon' | 'krs' | 'pesel' | 'euVat' | 'iban' | 'phone' | 'email' | 'postcode';

type Check = {
  readonly normalise: (text: string) => string;
  readonly isRight: (text: string) => boolean;
  readonly format: (text: string) => string;
  /** From so many signs on it can be told while it is being typed; else when the field is left. */
  readonly whole: number;
  readonly input?: 'email' | 'tel';
};
const same = (text: string) => text;

const checks: Readonly<Record<CheckedKind, Check>> = {
  nip: { normalise: normaliseNip, isRight: isNip, format: formatNip, whole: 10 },
  regon: { normalise: normaliseRegon, isRight: isRegon, format: formatRegon, whole: 14 },
  krs: { normalise: normaliseKrs, isRight: isKrs, format: same, whole: 10 },
  pesel: { normalise: normalisePesel, isRight: isPesel, format: same, whole: 11 },
  euVat: { normalise: normaliseEuVat, isRight: isEuVat, format: same, whole: 14 },
  iban: { normalise: normaliseIban, isRight: isIban, format: formatIban, whole: 28 },
  phone: { normalise: normalisePhone, isRight: isPhone, format: formatPhone, whole: 16, input: 'tel' },
  email: { normalise: normaliseEmail, isRight: isEmail, format: same, whole: 254, input: 'email' },
  postcode: { normalise: normalisePostcode, isRight: isPostcode, format: same, whole: 6 },
};

type CheckedFieldProps = {
  readonly kind: CheckedKind;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What the server refused. */
  readonly error?: string | undefined;
  readonly beside?: React.ReactNode;
  /** Of another country: the shape is not ours to judge. */
  readonly foreign?: boolean;
};

/** A number or address that has a form: checked while it is typed, shown formatted. It warns and never blocks (rule 40). */
export function CheckedField({ kind, label, value, onChange, error, beside, foreign }: CheckedFieldProps) {
  const { t } = useWords();
  const [left, setLeft] = useState(false);
  const { normalise, isRight, format, whole, input } = checks[kind];
  const plain = normalise(value);
  const odd = value.trim() !== '' && !isRight(plain) && (left || plain.length >= whole) && foreign !== true;
  const tidy = () => {
    setLeft(true);
    // A foreign postcode of five digits is no Polish one.
    if (isRight(plain) && !(foreign && kind === 'postcode')) onChange(format(plain));
  };
  const field = (
    <Field label={label} error={error} hint={odd ? <span className="odd">{t(`checked.${kind}`)}</span> : undefined}>
      <TextInput
        value={value}
        onChange={onChange}
        onBlur={tidy}
        autoComplete="off"
        {...(input ? { kind: input } : {})}
      />
    </Field>
  );
  return beside ? (
    <div className="with-button">
      {field}
      {beside}
    </div>
  ) : (
    field
  );
}
