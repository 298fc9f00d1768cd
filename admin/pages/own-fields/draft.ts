import type { DefinedField } from '../../../db/own-fields.ts';
import type { Said } from '../../../domain/domain-error.ts';
import type { OwnKind, OwnOptions } from '../../../domain/own/shapes.ts';

/** What is typed about a field; an empty text is nothing. */
export type FieldDraft = {
  readonly kind: OwnKind;
  readonly pl: string;
  readonly en: string;
  readonly helpPl: string;
  readonly helpEn: string;
  readonly sectionPl: string;
  readonly sectionEn: string;
  readonly required: boolean;
  readonly indexed: boolean;
  readonly options: OwnOptions;
  readonly readers: readonly string[] | null;
  readonly writers: readonly string[] | null;
};

const blank: FieldDraft = {
  kind: 'text',
  pl: '',
  en: '',
  helpPl: '',
  helpEn: '',
  sectionPl: '',
  sectionEn: '',
  required: false,
  indexed: false,
  options: {},
  readers: null,
  writers: null,
};

export function draftOf(field: DefinedField | undefined): FieldDraft {
  if (!field) return blank;
  const { kind, title, help, section, required, indexed, options, readers, writers } = field;
  const texts = { ...textsOf('help', help), ...textsOf('section', section) };
  return { ...blank, ...texts, ...title, kind, required, indexed, options, readers, writers };
}

function textsOf(name: 'help' | 'section', said: Said | null): Partial<FieldDraft> {
  return said ? { [`${name}Pl`]: said.pl, [`${name}En`]: said.en } : {};
}

/** As the API takes it. */
export function bodyOf(draft: FieldDraft): object {
  const { pl, en, helpPl, helpEn, sectionPl, sectionEn, required, indexed, options, readers, writers } = draft;
  return {
    title: { pl, en },
    help: both(helpPl, helpEn),
    section: both(sectionPl, sectionEn),
    required,
    indexed,
    options,
    readers,
    writers,
  };
}

function both(pl: string, en: string) {
  return pl.trim() || en.trim() ? { pl: pl.trim() || en.trim(), en: en.trim() || pl.trim() } : null;
}
