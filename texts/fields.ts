/** The merge fields that a text may use: one list for checking templates, for the editor and for what is loaded to send. */
import type { Language, Said } from '../domain/domain-error.ts';
import { greetingOf, type Named } from '../domain/people/greeting.ts';

export type MergeField = { readonly field: string; readonly title: Said; readonly example: string };

/** Every known field by its dotted name, in the order in which the editor offers them. */
export const mergeFields: readonly MergeField[] = [
  field('company.name', { pl: 'Nazwa kontrahenta', en: 'Name of the company' }, 'Drew-Pol Zieliński sp.j.'),
  field('company.shortName', { pl: 'Nazwa skrócona', en: 'Short name' }, 'Drew-Pol'),
  field('company.nip', { pl: 'NIP kontrahenta', en: 'NIP of the company' }, '5260250995'),
  field('company.street', { pl: 'Ulica', en: 'Street' }, 'Leśna 4'),
  field('company.postcode', { pl: 'Kod pocztowy', en: 'Postcode' }, '05-800'),
  field('company.city', { pl: 'Miejscowość', en: 'City' }, 'Pruszków'),
  field('company.website', { pl: 'Strona WWW', en: 'Website' }, 'drewpol.example'),
  field('company.class', { pl: 'Klasa', en: 'Class' }, 'B'),
  field(
    'company.turnoverMinor',
    { pl: 'Obrót deklarowany (w groszach)', en: 'Declared turnover (minor units)' },
    '12345600',
  ),
  field('company.currency', { pl: 'Waluta', en: 'Currency' }, 'PLN'),
  field('company.owner', { pl: 'Opiekun', en: 'Owner' }, 'Anna Wiśniewska'),
  field('greeting', { pl: 'Powitanie', en: 'Greeting' }, 'Szanowny Panie Józefie'),
  field('person.firstName', { pl: 'Imię osoby', en: 'First name' }, 'Józef'),
  field('person.lastName', { pl: 'Nazwisko osoby', en: 'Last name' }, 'Zieliński'),
  field('person.fullName', { pl: 'Imię i nazwisko', en: 'Full name' }, 'Józef Zieliński'),
  field('person.position', { pl: 'Stanowisko', en: 'Position' }, 'właściciel'),
  field('sender.name', { pl: 'Nasza firma', en: 'Our company' }, 'Nurt Sp. z o.o.'),
  field('sender.street', { pl: 'Nasza ulica', en: 'Our street' }, 'Rzeczna 1'),
  field('sender.postcode', { pl: 'Nasz kod pocztowy', en: 'Our postcode' }, '00-001'),
  field('sender.city', { pl: 'Nasza miejscowość', en: 'Our city' }, 'Warszawa'),
  field('sender.email', { pl: 'Nasz e-mail', en: 'Our e-mail' }, 'biuro@nurt.example'),
  field('sender.phone', { pl: 'Nasz telefon', en: 'Our phone' }, '+48 22 555 10 20'),
  field('sender.nip', { pl: 'Nasz NIP', en: 'Our NIP' }, '5252248481'),
  field('campaign.name', { pl: 'Nazwa kampanii', en: 'Name of the campaign' }, 'Przeglądy 2026'),
  field('campaign.startsOn', { pl: 'Początek kampanii', en: 'Start of the campaign' }, '2026-12-01'),
  field('campaign.endsOn', { pl: 'Koniec kampanii', en: 'End of the campaign' }, '2026-12-31'),
  field('case.number', { pl: 'Numer sprawy', en: 'Number of the case' }, 'S/2026/118'),
  field('case.name', { pl: 'Nazwa sprawy', en: 'Name of the case' }, 'Reklamacja prasy'),
  field('case.dueOn', { pl: 'Termin sprawy', en: 'Deadline of the case' }, '2026-12-15'),
  field('case.owner', { pl: 'Prowadzący sprawę', en: 'Who runs the case' }, 'Anna Wiśniewska'),
  field('opportunity.name', { pl: 'Nazwa szansy', en: 'Name of the opportunity' }, 'Nowa linia do okien'),
  field(
    'opportunity.expectedOn',
    { pl: 'Spodziewane zamknięcie szansy', en: 'Expected close of the opportunity' },
    '2026-12-20',
  ),
  field('opportunity.owner', { pl: 'Prowadzący szansę', en: 'Who runs the opportunity' }, 'Anna Wiśniewska'),
  field('task.title', { pl: 'Tytuł zadania', en: 'Title of the task' }, 'Pomiar hali'),
  field('task.plannedOn', { pl: 'Dzień zadania', en: 'Day of the task' }, '2026-12-07'),
  field('task.dueOn', { pl: 'Termin zadania', en: 'Deadline of the task' }, '2026-12-10'),
  field('task.owner', { pl: 'Wykonujący zadanie', en: 'Who does the task' }, 'Anna Wiśniewska'),
  field('unsubscribe.url', { pl: 'Adres wypisania się', en: 'Address for unsubscribing' }, 'https://nurt.example/u/…'),
  field('today', { pl: 'Dzisiejsza data', en: "Today's date" }, '2026-12-03'),
];

/** What the fields of one text say: `company.name` is `{ company: { name } }`. Unknown ones are empty. */
export type MergeFacts = { readonly [root: string]: unknown };

/** The facts with `greeting`: how a letter in this language begins, to the person or to whoever reads it. */
export function withGreeting(facts: MergeFacts, language: Language): MergeFacts {
  const person = facts['person'] as Named | null | undefined;
  const nobody = language === 'pl' ? 'Szanowni Państwo' : 'Dear Sir or Madam';
  return { ...facts, greeting: person ? greetingOf(person, language) : nobody };
}

/** The fields that a text may name, and what is said of them in a preview. */
export type FieldBook = {
  /** `person` alone may be asked for, as in "if there is a person". */
  readonly isKnown: (path: string) => boolean;
  /** The known field that is most like a mistyped one, if one is near. */
  readonly nearest: (path: string) => string | undefined;
  /** Facts for a preview without a recipient. */
  readonly examples: () => MergeFacts;
};

/** The fields that every installation has, and those that a company has added to its records. */
export function bookOf(own: readonly MergeField[]): FieldBook {
  const fields = [...mergeFields, ...own];
  const names = new Set(fields.map((known) => known.field));
  const roots = new Set(mergeFields.map((known) => known.field.split('.')[0]!));
  return {
    isKnown: (path) => names.has(path) || roots.has(path),
    nearest: (path) => nearestOf(path, names),
    examples: () => examplesOf(fields),
  };
}

export const standardBook = bookOf([]);

/** Longer than any name of ours that a person may have mistyped. */
const longestCompared = 60;

function nearestOf(path: string, names: ReadonlySet<string>): string | undefined {
  if (path.length > longestCompared) return undefined;
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(path.toLowerCase(), name.toLowerCase());
    if (!best || distance < best.distance) best = { name, distance };
  }
  return best && best.distance <= Math.max(2, path.length / 3) ? best.name : undefined;
}

type Tree = { [name: string]: string | Tree };

function examplesOf(fields: readonly MergeField[]): MergeFacts {
  const facts: Tree = {};
  for (const { field: path, example } of fields) {
    const names = path.split('.');
    const leaf = names.pop()!;
    let place = facts;
    for (const name of names) place = (place[name] ??= {}) as Tree;
    place[leaf] = example;
  }
  return facts;
}

function field(path: string, title: Said, example: string): MergeField {
  return { field: path, title, example };
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[b.length]!;
}
