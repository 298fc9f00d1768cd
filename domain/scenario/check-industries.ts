/** Industries are entries of a dictionary: a scenario names them by code, and only those that are there. */
import { isObject } from './shape-checks.ts';
import { problem, type Problem } from './problem.ts';
import type { Step, StepId } from './shapes.ts';

export type KnownIndustry = {
  readonly code: string;
  readonly name: { readonly pl: string; readonly en: string };
  /** Switched off ones may be asked for, since customers still have them; they are given to nobody. */
  readonly active: boolean;
};

const WHOLE = ['=', '!=', 'in', 'notIn'];

export function checkIndustries(id: StepId, step: Step, known: readonly KnownIndustry[]): readonly Problem[] {
  const active = known.filter((one) => one.active);
  if (step.kind === 'set' && step.field === 'industry')
    return step.value === null ? [] : unknownIn([step.value], active).map((name) => noIndustry(id, name, active));
  if (step.kind !== 'branch') return [];
  const named = step.when.flatMap((way) => industriesIn(way.if));
  return [...new Set(unknownIn(named, known))].map((name) => noIndustry(id, name, known));
}

/** What a condition compares whole with an industry; parts of words may be anything. */
function industriesIn(condition: unknown): readonly unknown[] {
  if (!isObject(condition)) return [];
  const { rules, field, operator, value } = condition;
  if (Array.isArray(rules)) return rules.flatMap(industriesIn);
  if (field !== 'company.industry' || !WHOLE.includes(String(operator))) return [];
  return Array.isArray(value) ? value : [value];
}

function unknownIn(values: readonly unknown[], known: readonly KnownIndustry[]): string[] {
  const codes = new Set<unknown>(known.map(({ code }) => code));
  return values.filter((value) => !codes.has(value)).map(String);
}

const MOST_OFFERED = 20;

function noIndustry(id: StepId, name: string, known: readonly KnownIndustry[]): Problem {
  const meant = known.find((one) =>
    [one.name.pl, one.name.en].some((said) => said.toLowerCase() === name.toLowerCase()),
  );
  const offered = (language: 'pl' | 'en') =>
    (meant ? [meant] : known.slice(0, MOST_OFFERED)).map((one) => `${one.code} (${one.name[language]})`).join(', ');
  return problem('name.unknown', id, {
    pl: `nie ma branży „${name}” w słowniku. ${known.length > 0 ? `Wpisz kod jednej z nich: ${offered('pl')}.` : 'Słownik branż jest pusty.'} Brakującą dodaj w Ustawienia → Słowniki.`,
    en: `there is no industry "${name}" in the dictionary. ${known.length > 0 ? `Give the code of one of them: ${offered('en')}.` : 'The dictionary of industries is empty.'} Add a missing one in Settings → Dictionaries.`,
  });
}
