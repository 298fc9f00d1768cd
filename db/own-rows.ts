import type { Said } from '../domain/domain-error.ts';

/** Texts in two columns each, as tables keep them. */
export type TextRow = {
  readonly namePl: string;
  readonly nameEn: string;
  readonly helpPl: string | null;
  readonly helpEn: string | null;
  readonly sectionPl: string | null;
  readonly sectionEn: string | null;
};

/** The same as sentences in every language; one that is missing in a language is said in the other. */
export function said(row: TextRow): { title: Said; help: Said | null; section: Said | null } {
  return {
    title: { pl: row.namePl, en: row.nameEn },
    help: both(row.helpPl, row.helpEn),
    section: both(row.sectionPl, row.sectionEn),
  };
}

function both(pl: string | null, en: string | null): Said | null {
  const one = pl ?? en;
  return one === null ? null : { pl: pl ?? one, en: en ?? one };
}
