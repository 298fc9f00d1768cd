import React, { useContext, useId, useRef, useState } from 'react';
import { Icon } from './icon.tsx';
import { LabelledBy, useLabel } from './labelled.ts';
import { useUnread } from './unread.ts';
import { useWords } from './words.ts';

type FieldProps = {
  readonly label: string;
  /** What is wrong, in plain words, under the field. */
  readonly error?: string | undefined;
  readonly hint?: React.ReactNode;
  readonly required?: boolean;
  readonly children: React.ReactNode;
};

/** A label, one control (TextInput, Select, DateInput ...), and the line under it. */
export function Field({ label, error: refused, hint, required, children }: FieldProps) {
  const id = useId();
  const [wrong, setWrong] = useState<string>();
  const error = wrong ?? refused;
  const under = error ?? hint;
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id}>
        {label}
        {required ? (
          <span className="must" aria-hidden="true">
            {' '}
            *
          </span>
        ) : null}
      </label>
      <LabelledBy.Provider
        value={{
          id,
          invalid: error !== undefined,
          onWrong: setWrong,
          ...(required ? { required } : {}),
          ...(under ? { describedBy: `${id}-under` } : {}),
        }}
      >
        {children}
      </LabelledBy.Provider>
      {under ? (
        <div className={error ? 'under problem' : 'under'} id={`${id}-under`} {...(error ? { role: 'alert' } : {})}>
          {under}
        </div>
      ) : null}
    </div>
  );
}

type TextInputProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `number`: a whole one. The browser's own field would empty itself where letters are typed. */
  readonly kind?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'number' | 'url';
  /** More than one: a field of that many lines. */
  readonly lines?: number | undefined;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly autoComplete?: string;
  /** Id of a datalist with what is offered. */
  readonly list?: string;
  readonly onEnter?: () => void;
  readonly onBlur?: () => void;
  /** Name for those who do not see it, where no Field stands around. */
  readonly label?: string;
  /** Why the text cannot be read as it stands: it is said once the field is left, and its form is not saved. */
  readonly unread?: string | undefined;
};

export function TextInput({
  value,
  onChange,
  kind = 'text',
  lines = 1,
  onEnter,
  label,
  list,
  unread,
  onBlur,
  ...rest
}: TextInputProps) {
  const { t } = useWords();
  const { onWrong } = useContext(LabelledBy);
  const input = useRef<HTMLInputElement>(null);
  const [typing, setTyping] = useState(false);
  const isNumber = kind === 'number';
  const problem = isNumber && !isWhole(value) ? t('number.whole') : unread;
  const wrong = useUnread({ input, problem, typing, onSay: () => setTyping(false) });
  const named = { ...useLabel(), ...(label ? { 'aria-label': label } : {}) };
  if (lines > 1) {
    return (
      <textarea
        className="input"
        style={{ height: 20 * lines + 18 }}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...(onBlur ? { onBlur } : {})}
        {...named}
        {...rest}
      />
    );
  }
  return (
    <input
      ref={input}
      className="input"
      type={isNumber ? 'text' : kind}
      {...(isNumber ? { inputMode: 'numeric' } : {})}
      value={value}
      onChange={(event) => {
        // Where nothing can be said under the field, letters do not come into it.
        if (isNumber && !onWrong && !isWhole(event.target.value)) return;
        setTyping(true);
        onChange(event.target.value);
      }}
      onBlur={() => {
        setTyping(false);
        onBlur?.();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.();
      }}
      {...(list ? { list } : {})}
      {...named}
      {...(wrong ? { 'aria-invalid': true } : {})}
      {...rest}
    />
  );
}

/** A whole number, or nothing. */
function isWhole(text: string): boolean {
  return /^\s*(?:-?\d{1,9}\s*)?$/.test(text);
}

export type Choice = { readonly value: string; readonly label: string; readonly disabled?: boolean };

type SelectProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly Choice[];
  /** Text of the empty choice; without it there is none. */
  readonly none?: string;
  readonly disabled?: boolean;
  readonly label?: string;
};

export function Select({ value, onChange, choices, none, disabled, label }: SelectProps) {
  const named = { ...useLabel(), ...(label ? { 'aria-label': label } : {}) };
  return (
    <span className="select">
      <select
        className="input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        disabled={disabled ?? false}
        {...named}
      >
        {none === undefined ? null : <option value="">{none}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled ?? false}>
            {choice.label}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </span>
  );
}

type CheckProps = {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Said beside the box; with `bare` only to those who do not see it. */
  readonly label: string;
  readonly bare?: boolean;
  readonly disabled?: boolean;
};

export function Check({ checked, onChange, label, bare, disabled }: CheckProps) {
  return (
    <label className={bare ? 'tick bare' : 'tick'}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        disabled={disabled ?? false}
        {...(bare ? { 'aria-label': label } : {})}
      />
      {bare ? null : <span>{label}</span>}
    </label>
  );
}

/** What the server refused about the whole form, not about one field. */
export function Problem({ children }: { readonly children?: React.ReactNode }) {
  if (!children) return null;
  return (
    <div className="notice red" role="alert">
      <Icon name="warning" />
      <div>{children}</div>
    </div>
  );
}

/** A calm remark inside a page: why something is so, what to know before going on. */
export function Notice({
  tone,
  children,
}: {
  readonly tone?: 'orange' | 'green' | 'red';
  readonly children: React.ReactNode;
}) {
  return (
    <div className={tone ? `notice ${tone}` : 'notice'} role="note">
      <Icon name={tone === 'orange' || tone === 'red' ? 'warning' : 'note'} />
      <div>{children}</div>
    </div>
  );
}
