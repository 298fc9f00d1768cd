import { expect } from 'chai';
import { lists } from '../../db/lists/kinds/list.ts';

describe('views that come with Nurt', () => {
  it('name no week and no month of the calendar where they ask for so many days (rule 42)', () => {
    const named = Object.values(lists)
      .flatMap(({ standard }) => standard)
      .filter(({ view }) => /"days":/.test(JSON.stringify(view.condition)))
      .flatMap(({ title }) => [title.pl, title.en]);
    expect(named).to.include('Nowi z ostatnich 30 dni');
    expect(named.filter((name) => /tydzie|tygodni|miesiąc|week|month/i.test(name))).to.deep.equal([]);
  });
});
