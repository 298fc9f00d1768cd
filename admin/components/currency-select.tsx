import React from 'react';
import { DictionarySelect } from './dictionary-select.tsx';

type CurrencySelectProps = {
  /** Empty while nothing was chosen: the usual one stands there, and the server takes it. */
  readonly value: string;
  readonly onChange: (code: string) => void;
};

/** In which currency an amount is, from the dictionary that administrators keep. */
export function CurrencySelect({ value, onChange }: CurrencySelectProps) {
  return (
    <DictionarySelect dictionary="currencies" needed value={value} onChange={onChange} nameOf={({ code }) => code} />
  );
}
