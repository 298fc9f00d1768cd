import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { polishHolidays } from '../../../domain/calendar/holidays.ts';

const file =
  process.env['NURT_TEST_HOLIDAYS'] ??
  new URL('../../../../shared/data/holidays/public-holidays-pl.json', import.meta.url).pathname;

type Published = {
  readonly fixed: readonly (readonly [on: string, name: string, more?: { readonly fromYear?: number }])[];
  readonly easterOffset: readonly (readonly [days: number, name: string])[];
};

/** Easter Sundays as they are printed in calendars. */
const easters: Readonly<Record<number, string>> = {
  2019: '04-21',
  2024: '03-31',
  2025: '04-20',
  2026: '04-05',
  2027: '03-28',
  2038: '04-25',
};

describe('Polish holidays', () => {
  it('Easter falls where calendars print it', () => {
    for (const [year, day] of Object.entries(easters))
      expect(polishHolidays(Number(year)).get(`${year}-${day}`), year).to.equal('Wielkanoc');
  });

  it('24 December is free since 2025', () => {
    expect(polishHolidays(2024).has('2024-12-24')).to.equal(false);
    expect(polishHolidays(2025).has('2025-12-24')).to.equal(true);
  });

  it('are those of the published list, 2024 to 2030', function () {
    if (!existsSync(file)) {
      console.log(`      skipped: there is no ${file}; name a list in NURT_TEST_HOLIDAYS`);
      this.skip();
    }
    const published = JSON.parse(readFileSync(file, 'utf8')) as Published;
    for (let year = 2024; year <= 2030; year++) {
      const easter = [...polishHolidays(year)].find(([, name]) => name === 'Wielkanoc')![0];
      const expected = [
        ...published.fixed.flatMap(([on, , more]) => (year >= (more?.fromYear ?? 0) ? [`${year}-${on}`] : [])),
        ...published.easterOffset.map(([days]) =>
          new Date(Date.parse(easter) + days * 86_400_000).toISOString().slice(0, 10),
        ),
      ];
      expect([...polishHolidays(year).keys()].sort()).to.deep.equal(expected.sort());
    }
  });
});
