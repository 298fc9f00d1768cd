/** What is shown of a workbook. */
import type { Language } from '../domain-error.ts';

/** The beginning of a workbook's first sheet. */
export type SheetPreview = {
  readonly kind: 'table';
  readonly sheet: string;
  /** How many the workbook has that are not hidden. */
  readonly sheets: number;
  readonly rows: readonly { readonly number: number; readonly cells: readonly ShownCell[] }[];
  /** The sheet goes on below, or to the right. */
  readonly cut: boolean;
};

/** A cell as its format has it, for whoever reads it to say in their language. Of a date on the wall, without a zone. */
export type ShownCell = null | string | boolean | ShownNumber | { readonly date: string; readonly time?: string };

export type ShownNumber = {
  readonly number: number;
  /** As many as there are where not given. */
  readonly decimals?: number;
  readonly grouped?: true;
  readonly percent?: true;
  /** What stands behind it: a currency, a measure. */
  readonly unit?: string;
};

/** As it is read in a sheet: with its decimals, and groups of thousands where its format has them. */
export function sayNumber({ number, decimals, grouped, percent, unit }: ShownNumber, language: Language): string {
  const digits = decimals === undefined ? { maximumFractionDigits: 10 } : decimalsOf(decimals);
  const format = new Intl.NumberFormat(locales[language], {
    ...digits,
    useGrouping: grouped ? 'always' : false,
    ...(percent ? { style: 'percent' as const } : {}),
  });
  return [format.format(number), unit].filter(Boolean).join(' ');
}

/** In figures, as columns of dates are read: "3.12.2026", "03/12/2026". */
export function sayDay(date: string, language: Language): string {
  const parts = { day: 'numeric', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locales[language], parts).format(new Date(`${date}T00:00:00Z`));
}

const locales: Readonly<Record<Language, string>> = { pl: 'pl-PL', en: 'en-GB' };

function decimalsOf(decimals: number) {
  return { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
}
