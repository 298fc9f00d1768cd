import React from 'react';
import type { Tone } from './button.tsx';
import { Select } from './field.tsx';
import { useWords } from './words.ts';

const tones: readonly Tone[] = ['accent', 'violet', 'green', 'orange', 'red'];

type ColorSelectProps = {
  readonly value: Tone | null;
  readonly onChange: (tone: Tone | null) => void;
  /** "No colour" may be chosen. */
  readonly none?: boolean;
};

/** One of the five colours that hold in light and in dark. */
export function ColorSelect({ value, onChange, none }: ColorSelectProps) {
  const { t } = useWords();
  return (
    <Select
      value={value ?? ''}
      onChange={(tone) => onChange((tone || null) as Tone | null)}
      {...(none ? { none: t('shape.no color') } : {})}
      choices={tones.map((tone) => ({ value: tone, label: t(`shape.color.${tone}`) }))}
    />
  );
}
