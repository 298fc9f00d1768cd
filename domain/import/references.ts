/** Own fields that lead to records: how a cell names one as people do, and what is said where none or several are found. */
import type { Said } from '../domain-error.ts';
import { isEmail, normaliseEmail } from '../ids/email.ts';
import { isNip, normaliseNip } from '../ids/nip.ts';
import type { OwnOptions, OwnTarget } from '../own/shapes.ts';

/** What rows can name beside people of ours: tasks have neither numbers nor names of their own. */
export type NamedInFile = Exclude<OwnTarget, 'user' | 'task'>;

/** By what a record is looked for; an opportunity is one of the row's own customer. */
export type Sought = 'number' | 'nip' | 'company' | 'email' | 'opportunity';

/** A record that a cell names, until it is found. Kept as JSON and read by SQL under these names. */
export type Naming = {
  /** The place of the cell, from 0. */
  readonly column: number;
  /** Whose own field takes it: the customer's or the person's. */
  readonly own: 'own' | 'personOwn';
  readonly code: string;
  readonly sought: Sought;
  readonly key: string;
  /** As it stands in the cell. */
  readonly text: string;
};

export function isNamedInFile({ target = 'company' }: OwnOptions): boolean {
  return target !== 'task';
}

/** What a cell says of the record that it names; undefined where it cannot name one. */
export function namedBy(target: NamedInFile, text: string): Pick<Naming, 'sought' | 'key'> | undefined {
  const said = text.trim().replace(/\s+/g, ' ');
  switch (target) {
    case 'case':
      return { sought: 'number', key: caseNumber(said) };
    case 'company': {
      const nip = normaliseNip(said);
      return isNip(nip) ? { sought: 'nip', key: nip } : { sought: 'company', key: said };
    }
    case 'person': {
      const email = normaliseEmail(said);
      return isEmail(email) ? { sought: 'email', key: email } : undefined;
    }
    case 'opportunity':
      return { sought: 'opportunity', key: said };
  }
}

/** `2026/0012` also where its name follows, as lists write it, or where zeros were lost. */
function caseNumber(said: string): string {
  const found = /^(\d{4}) ?\/ ?(\d+)(?= |$)/.exec(said);
  return found ? `${found[1]}/${found[2]!.replace(/^0+/, '').padStart(4, '0')}` : said;
}

/** How a column of the file names such records, after the title of the field. */
export const namedHow: Readonly<Record<OwnTarget, Said>> = {
  company: { pl: 'NIP albo nazwa', en: 'NIP or name' },
  person: { pl: 'e-mail osoby', en: 'e-mail of the person' },
  user: { pl: 'imię i nazwisko albo e-mail', en: 'name or e-mail' },
  case: { pl: 'numer sprawy', en: 'number of the case' },
  opportunity: { pl: 'nazwa szansy klienta z wiersza', en: 'name of an opportunity of the row’s customer' },
  task: { pl: 'zadanie', en: 'task' },
};

/** In a sentence, where the text of the cell comes. */
export const CELL = '{}';

export type NamingSaid = { readonly none: Said; readonly several: Said };

/** What is said of a cell by which no record is found that the importer sees, or several. */
export const namingSaid: Readonly<Record<NamedInFile, NamingSaid>> = {
  company: {
    none: {
      pl: `nie ma klienta „${CELL}” albo go nie widzisz. Wpisz NIP albo dokładną nazwę, lub usuń wartość.`,
      en: `there is no customer "${CELL}", or you do not see them. Type the NIP or the exact name, or delete the value.`,
    },
    several: {
      pl: `jest kilku klientów „${CELL}”. Wpisz NIP albo usuń wartość.`,
      en: `there are several customers "${CELL}". Type the NIP, or delete the value.`,
    },
  },
  person: {
    none: {
      pl: `nie ma osoby z adresem „${CELL}” albo jej nie widzisz. Popraw adres albo usuń wartość.`,
      en: `there is no person with the address "${CELL}", or you do not see them. Correct the address, or delete the value.`,
    },
    several: {
      pl: `adres „${CELL}” ma kilka osób. Wpisz adres tylko jednej z nich albo usuń wartość.`,
      en: `several people have the address "${CELL}". Type an address that only one of them has, or delete the value.`,
    },
  },
  case: {
    none: {
      pl: `nie ma sprawy „${CELL}” albo jej nie widzisz. Wpisz jej numer (na przykład 2026/0012) albo usuń wartość.`,
      en: `there is no case "${CELL}", or you do not see it. Type its number (for example 2026/0012), or delete the value.`,
    },
    several: {
      pl: `jest kilka spraw „${CELL}”. Wpisz numer jednej z nich albo usuń wartość.`,
      en: `there are several cases "${CELL}". Type the number of one of them, or delete the value.`,
    },
  },
  opportunity: {
    none: {
      pl: `klient z tego wiersza nie ma szansy „${CELL}” albo jej nie widzisz. Wpisz jej dokładną nazwę albo usuń wartość.`,
      en: `the customer of this row has no opportunity "${CELL}", or you do not see it. Type its exact name, or delete the value.`,
    },
    several: {
      pl: `klient z tego wiersza ma kilka szans „${CELL}”. Nazwij je różnie albo usuń wartość.`,
      en: `the customer of this row has several opportunities "${CELL}". Name them differently, or delete the value.`,
    },
  },
};
