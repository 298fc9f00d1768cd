/** The report of a case as rows of a sheet: a line for each person, and one for all. */
import type { Cell } from '../domain/import/cell.ts';
import type { Language } from '../domain/domain-error.ts';

/** As `db/case-report.ts` reads it. */
type Work = {
  readonly done: number;
  readonly open: number;
  readonly late: number;
  readonly plannedMinutes: number;
  readonly workMinutes: number;
  readonly kilometres: number;
  readonly sent: number | null;
  readonly costMinor: number | null;
};
export type ReportedCase = Work & {
  readonly currency: string;
  readonly people: readonly (Work & { readonly name: string | null })[];
};

const heads: Readonly<Record<Language, readonly string[]>> = {
  pl: ['Osoba', 'Zrobione', 'Otwarte', 'Po terminie', 'Plan (godz.)', 'Praca (godz.)', 'Kilometry', 'Wysłane', 'Koszt'],
  en: ['Person', 'Done', 'Open', 'Overdue', 'Planned (hours)', 'Worked (hours)', 'Kilometres', 'Sent', 'Cost'],
};

/** Without the cost where it is not known. */
export function caseReportHeaders({ costMinor, currency }: ReportedCase, language: Language): string[] {
  const all = heads[language];
  return costMinor === null ? all.slice(0, -1) : [...all.slice(0, -1), `${all.at(-1)} (${currency})`];
}

export async function* caseReportRows(report: ReportedCase, language: Language): AsyncGenerator<Cell[]> {
  const nobody = language === 'pl' ? 'bez osoby' : 'nobody';
  for (const person of report.people) yield [person.name ?? nobody, ...figures(person)];
  yield [language === 'pl' ? 'Razem' : 'Together', ...figures(report)];
}

function figures({ done, open, late, plannedMinutes, workMinutes, kilometres, sent, costMinor }: Work): Cell[] {
  const cost = costMinor === null ? [] : [costMinor / 100];
  return [done, open, late, hours(plannedMinutes), hours(workMinutes), kilometres, sent, ...cost];
}

/** To the hundredth: a quarter of an hour is 0.25. */
function hours(minutes: number): number {
  return Math.round((minutes * 100) / 60) / 100;
}
