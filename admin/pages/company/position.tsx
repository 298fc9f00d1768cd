import React, { useId } from 'react';
import { TextInput } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';

type PositionProps = { readonly value: string; readonly onChange: (value: string) => void };

/** Positions in use are offered, so that one thing has one name; a new one is added by typing it. */
export function Position({ value, onChange }: PositionProps) {
  const list = useId();
  const { value: known } = useRead<{ rows: string[] }>(`/people/positions?q=${encodeURIComponent(value.slice(0, 40))}`);
  return (
    <>
      <TextInput value={value} onChange={onChange} list={list} />
      <datalist id={list}>
        {(known?.rows ?? []).map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}
