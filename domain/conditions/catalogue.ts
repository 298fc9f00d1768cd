import type { Said } from '../domain-error.ts';

/** `many` is a list of texts, of which `in` finds any. */
export type FactType = 'text' | 'number' | 'yes/no' | 'date' | 'instant' | 'many';

/** Something that a condition may ask about. Dates are `YYYY-MM-DD`, instants ISO strings in UTC. */
export type Fact = {
  readonly name: string;
  readonly type: FactType;
  readonly title: Said;
  /** Nobody has said what it holds: it is read as what it is compared with. */
  readonly open?: true;
};

/** Finds a fact by its dotted name; nothing if there is none. */
export type Catalogue = (name: string) => Fact | undefined;

const fact = (name: string, type: FactType, [pl, en]: readonly [string, string]): Fact => ({
  name,
  type,
  title: { pl, en },
});

/** Facts that every installation has. Their expressions in SQL are in `db/conditions.ts`. */
export const knownFacts = [
  fact('company.name', 'text', ['Kontrahent: nazwa', 'Company: name']),
  fact('company.kind', 'text', ['Kontrahent: rodzaj', 'Company: kind']),
  fact('company.class', 'text', ['Kontrahent: klasa', 'Company: class']),
  fact('company.classes', 'many', ['Kontrahent: klasyfikacja', 'Company: classification']),
  fact('company.industry', 'text', ['Kontrahent: branża', 'Company: industry']),
  fact('company.nip', 'text', ['Kontrahent: NIP', 'Company: NIP']),
  fact('company.city', 'text', ['Kontrahent: miejscowość', 'Company: city']),
  fact('company.postcode', 'text', ['Kontrahent: kod pocztowy', 'Company: postcode']),
  fact('company.country', 'text', ['Kontrahent: kraj', 'Company: country']),
  fact('company.ownerId', 'text', ['Kontrahent: opiekun', 'Company: owner']),
  fact('company.turnoverMinor', 'number', [
    'Kontrahent: obrót deklarowany (grosze)',
    'Company: declared turnover (minor units)',
  ]),
  fact('company.currency', 'text', ['Kontrahent: waluta', 'Company: currency']),
  fact('company.createdOn', 'date', ['Kontrahent: od kiedy w bazie', 'Company: in the database since']),
  fact('company.hasEmail', 'yes/no', ['Kontrahent: ma adres e-mail', 'Company: has an e-mail address']),
  fact('company.hasPhone', 'yes/no', ['Kontrahent: ma telefon', 'Company: has a phone']),
  fact('person.firstName', 'text', ['Osoba: imię', 'Person: first name']),
  fact('person.lastName', 'text', ['Osoba: nazwisko', 'Person: last name']),
  fact('person.position', 'text', ['Osoba: stanowisko', 'Person: position']),
  fact('person.language', 'text', ['Osoba: język', 'Person: language']),
  fact('person.isMain', 'yes/no', ['Osoba: główna osoba kontaktowa', 'Person: main contact']),
  fact('case.state', 'text', ['Sprawa: stan', 'Case: state']),
  fact('case.stage', 'text', ['Sprawa: etap', 'Case: stage']),
  fact('case.dueOn', 'date', ['Sprawa: termin', 'Case: due']),
  fact('campaign.kind', 'text', ['Kampania: rodzaj', 'Campaign: kind']),
  fact('campaign.startsOn', 'date', ['Kampania: początek', 'Campaign: start']),
  fact('campaign.endsOn', 'date', ['Kampania: koniec', 'Campaign: end']),
  fact('stage.startsOn', 'date', ['Etap kampanii: początek', 'Stage of the campaign: start']),
  fact('stage.endsOn', 'date', ['Etap kampanii: koniec', 'Stage of the campaign: end']),
  fact('participant.result', 'text', ['Uczestnik: wynik poprzedniego etapu', 'Participant: result of the last stage']),
  fact('consent.email.marketing', 'text', ['Zgoda: e-mail, marketing', 'Consent: e-mail, marketing']),
  fact('consent.phone.marketing', 'text', ['Zgoda: telefon, marketing', 'Consent: phone, marketing']),
  fact('consent.email.service', 'text', ['Zgoda: e-mail, obsługa', 'Consent: e-mail, service']),
  fact('consent.phone.service', 'text', ['Zgoda: telefon, obsługa', 'Consent: phone, service']),
  fact('run.startedAt', 'instant', ['Przebieg: początek', 'Run: start']),
] as const;

const byName = new Map<string, Fact>(knownFacts.map((known) => [known.name, known]));

/**
 * The facts that a condition may ask for: the known ones, answers of forms with their types (`answers.<field>`), how often a
 * run has come to a step (`run.visits.<step>`) and own fields (`company.own.<code>`, `task.own.<code>` …). With `own` only
 * those that are defined, each with its true type; without it any, read as what it is compared with.
 */
export function catalogueWith(answers: ReadonlyMap<string, FactType> = new Map(), own?: readonly Fact[]): Catalogue {
  const defined = own && new Map(own.map((one) => [one.name, one]));
  return (name) => {
    const known = byName.get(name) ?? openFact(name, answers);
    return known?.open && defined ? defined.get(name) : known;
  };
}

const ownTitles: Readonly<Record<string, readonly [string, string]>> = {
  company: ['Kontrahent', 'Company'],
  person: ['Osoba', 'Person'],
  task: ['Zadanie', 'Task'],
  case: ['Sprawa', 'Case'],
  opportunity: ['Szansa', 'Opportunity'],
  campaign: ['Kampania', 'Campaign'],
};

function openFact(name: string, answers: ReadonlyMap<string, FactType>): Fact | undefined {
  const found =
    /^(answers|run\.visits|(?:company|person|task|case|opportunity|campaign)\.own)\.([A-Za-z0-9_-]{1,60})$/.exec(name);
  if (!found) return undefined;
  const [, family, rest] = found as unknown as [string, string, string];
  if (family === 'answers') return fact(name, answers.get(rest) ?? 'text', [`Odpowiedź: ${rest}`, `Answer: ${rest}`]);
  if (family === 'run.visits') return fact(name, 'number', [`Ile razy w kroku: ${rest}`, `Times in the step: ${rest}`]);
  const [pl, en] = ownTitles[family.split('.')[0]!]!;
  return { ...fact(name, 'text', [`${pl}, pole własne: ${rest}`, `${en}, own field: ${rest}`]), open: true };
}
