import { expect } from 'chai';
import { budgetOf, costOfOne, elapsed, goalOf, punctuality } from '../../../domain/campaigns/numbers.ts';

const none = { onTime: 0, late: 0, overdue: 0, open: 0, undated: 0 };
const november = { startsOn: '2026-11-01', endsOn: '2026-11-30' };

describe('the numbers of a campaign (rule 42)', () => {
  it('punctuality is the share done by the due date among those whose due date has decided', () => {
    expect(punctuality({ ...none, onTime: 3, late: 1, open: 9, undated: 5 })).to.equal(0.75);
  });
  it('an open task past its due date counts against it', () => {
    expect(punctuality({ ...none, onTime: 1, overdue: 1 })).to.equal(0.5);
  });
  it('it is not known while nothing is due', () => expect(punctuality({ ...none, open: 4 })).to.equal(null));

  it('the first day is a day: it has passed in the evening', () =>
    expect(elapsed(november, '2026-11-01')).to.be.closeTo(1 / 30, 1e-9));
  it('before it nothing has passed, after the last day everything', () => {
    expect(elapsed(november, '2026-10-31')).to.equal(0);
    expect(elapsed(november, '2026-12-24')).to.equal(1);
  });

  it('the pace so far leads to the last day', () => {
    const goal = goalOf(10, 120, { ...november, today: '2026-11-10', takingPart: 400 });
    expect(goal).to.deep.equal({ reached: 10, wanted: 120, share: 10 / 120, atThisPace: 30 });
  });
  it('the pace leads no further than to everybody who takes part', () => {
    const first = { ...november, today: '2026-11-01' };
    expect(goalOf(10, 120, { ...first, takingPart: 40 }).atThisPace).to.equal(40);
    expect(goalOf(10, 120, { ...first, takingPart: 8 }).atThisPace, 'two were taken out afterwards').to.equal(10);
  });
  it('a campaign without a number to reach has no share', () => {
    expect(goalOf(10, null, { ...november, today: '2026-11-10', takingPart: 400 }).share).to.equal(null);
  });
  it('before the first day there is no pace', () => {
    expect(goalOf(0, 5, { ...november, today: '2026-10-01', takingPart: 400 }).atThisPace).to.equal(null);
  });

  it('the forecast adds what the stages that go on have left of their budgets', () => {
    const budget = budgetOf({
      budgetMinor: 1_000,
      costMinor: 500,
      stages: [
        { budgetMinor: 400, costMinor: 450, over: true },
        { budgetMinor: 300, costMinor: 50, over: false },
        { budgetMinor: 350, costMinor: 0, over: false },
        { budgetMinor: null, costMinor: 0, over: false },
      ],
    });
    expect(budget).to.deep.equal({ budgetMinor: 1_000, costMinor: 500, used: 0.5, forecastMinor: 1_100, over: true });
  });
  it('without a budget nothing can be over it', () => {
    expect(budgetOf({ budgetMinor: null, costMinor: 500, stages: [] })).to.include({ used: null, over: false });
  });

  it('one of the goal costs what was spent, shared among those reached', () => {
    expect(costOfOne(834_000, 71)).to.equal(11_746);
    expect(costOfOne(834_000, 0)).to.equal(null);
  });
});
