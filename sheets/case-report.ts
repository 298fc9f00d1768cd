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
};
export type ReportedCase = Work & { readonly people: readonly (Work & { readonly name: string | null })[] };

export const caseReportHeaders: Readonly<Record<Language, readonly string[]>> = {
  pl: [
    'Osoba',
    'Zrobione',
    'Otwarte',
    'Po terminie',
    'Zaplanowano (godz.)',
    'Przepracowano (godz.)',
    'Kilometry',
    'Wysłane wiadomości',
  ],
  en: ['Person', 'Done', 'Open', 'Overdue', 'Planned (hours)', 'Worked (hours)', 'Kilometres', 'Messages sent'],
};

export async function* caseReportRows(report: ReportedCase, language: Language): AsyncGenerator<Cell[]> {
  const nobody = language === 'pl' ? 'bez osoby' : 'nobody';
  for (const person of report.people) yield [person.name ?? nobody, ...figures(person)];
  yield [language === 'pl' ? 'Razem' : 'Together', ...figures(report)];
}

function figures({ done, open, late, plannedMinutes, workMinutes, kilometres, sent }: Work): Cell[] {
  return [done, open, late, hours(plannedMinutes), hours(workMinutes), kilometres, sent];
}

/** To the hundredth: a quarter of an hour is 0.25. */
function hours(minutes: number): number {
  return Math.round((minutes * 100) / 60) / 100;
}
