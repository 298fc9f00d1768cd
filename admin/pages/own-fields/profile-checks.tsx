import React from 'react';
import { Check } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Said } from '../../../domain/domain-error.ts';

type ProfileChecksProps = {
  readonly label: string;
  /** Said where not everyone is ticked. */
  readonly hint?: string;
  /** Codes of profiles; null for everyone. */
  readonly value: readonly string[] | null;
  readonly onChange: (value: readonly string[] | null) => void;
};

/** Everyone, or only some profiles. */
export function ProfileChecks({ label, hint, value, onChange }: ProfileChecksProps) {
  const { t, language } = useWords();
  const { value: profiles } = useRead<{ rows: { code: string; name: Said }[] }>('/profiles');
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <div className="bar">
        <Check
          label={t('own.everyone')}
          checked={value === null}
          onChange={(all) => onChange(all ? null : ['administrator'])}
        />
        {value === null
          ? null
          : (profiles?.rows ?? []).map(({ code, name }) => (
              <Check
                key={code}
                label={name[language]}
                checked={value.includes(code)}
                onChange={(on) => onChange(on ? [...value, code] : value.filter((one) => one !== code))}
              />
            ))}
      </div>
      {hint && value !== null ? <div className="under">{hint}</div> : null}
    </fieldset>
  );
}
