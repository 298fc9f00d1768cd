import React, { useState } from 'react';
import { TextInput } from './field.tsx';
import { useWords } from './words.ts';

type NumberTextProps = {
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly read: (typed: string) => number | null;
  readonly write: (value: number | null) => string;
};

/** Typed as people write it; what cannot be read is told as undefined, and its form is not saved. */
export function NumberText({ label, value, onChange, read, write }: NumberTextProps) {
  const { t } = useWords();
  const now = typeof value === 'number' ? value : null;
  const [typed, setTyped] = useState(() => write(now));
  return (
    <TextInput
      label={label}
      // What is typed stays while it means the value: another may come instead, as where a rule before it is removed.
      value={read(typed) === now ? typed : write(now)}
      unread={now === null && typed.trim() !== '' && read(typed) === null ? t('number.unread') : undefined}
      onChange={(text) => {
        setTyped(text);
        onChange(text.trim() === '' ? null : (read(text) ?? undefined));
      }}
    />
  );
}

/** `4 920,50` or `20%` as a number; null for what is none, and for `1.000`, which is a thousand to some and one to others. */
export function readNumber(typed: string): number | null {
  const plain = typed.replace(/[\s\u00a0\u202f%]/g, '').replace(',', '.');
  if (/^-?[1-9]\d{0,2}\.\d{3}$/.test(plain) && typed.includes('.')) return null;
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : null;
}

/** With a comma, as it is typed. */
export function writeNumber(value: number | null): string {
  return value === null ? '' : String(value).replace('.', ',');
}
