import { expect } from 'chai';
import { DomainError } from '../../../domain/domain-error.ts';
import { actionsIn, demandAction } from '../../../domain/campaigns/transitions.ts';
import { endOfDay, startOfDay } from '../../../domain/campaigns/days.ts';

describe('the states of a campaign', () => {
  for (const [state, actions] of [
    ['draft', ['edit', 'submit', 'cancel']],
    ['submitted', ['approve', 'send back', 'cancel']],
    ['approved', ['send back', 'start', 'cancel']],
    ['starting', ['pause', 'end', 'cancel']],
    ['running', ['pause', 'end', 'cancel']],
    ['ending', ['pause', 'end', 'cancel']],
    ['ended', []],
    ['cancelled', []],
  ] as const) {
    it(`${state}: ${actions.join(', ') || 'nothing'} may follow`, () => {
      expect(actionsIn(state, false)).to.deep.equal(actions);
    });
  }

  it('a paused one can be resumed, not paused again', () => {
    expect(actionsIn('running', true)).to.deep.equal(['resume', 'end', 'cancel']);
    expect(() => demandAction('pause', 'running', true))
      .to.throw(DomainError)
      .with.property('code', 'campaign.paused');
    expect(() => demandAction('resume', 'running', false))
      .to.throw(DomainError)
      .with.property('code', 'campaign.not_paused');
  });

  it('what the state does not allow is refused with the state and what is needed', () => {
    expect(() => demandAction('start', 'draft'))
      .to.throw(DomainError)
      .with.nested.property('said.pl')
      .that.matches(/„szkic”.*„zatwierdzona”/);
  });
});

describe('the days of a campaign', () => {
  it('begin and end at local midnight', () => {
    expect(startOfDay('2026-11-23', 'Europe/Warsaw')).to.equal(Date.UTC(2026, 10, 22, 23));
    expect(endOfDay('2026-11-23', 'Europe/Warsaw')).to.equal(Date.UTC(2026, 10, 23, 23));
  });
  it('have 23 and 25 hours at the changes of clock', () => {
    const length = (date: string) => endOfDay(date, 'Europe/Warsaw') - startOfDay(date, 'Europe/Warsaw');
    expect(length('2026-03-29')).to.equal(23 * 3_600_000);
    expect(length('2026-10-25')).to.equal(25 * 3_600_000);
  });
  it('a midnight that does not exist moves forward', () => {
    // In Santiago the clock goes from 24:00 to 1:00 on the first Sunday of September.
    expect(startOfDay('2026-09-06', 'America/Santiago')).to.equal(Date.UTC(2026, 8, 6, 4));
  });
});
