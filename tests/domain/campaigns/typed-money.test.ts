import { expect } from 'chai';
import { addDays, daysBetween, isDate } from '../../../domain/campaigns/plain-dates.ts';
import { readBalance, readMoney, writeMoney } from '../../../domain/campaigns/typed-money.ts';

describe('an amount as people type it', () => {
  for (const [typed, minor] of [
    ['15 000,50', 1_500_050],
    ['15000', 1_500_000],
    ['1.200', 120_000],
    ['1.200.000,5', 120_000_050],
    ['12.5', 1_250],
    ['8 340,00 zł', 834_000],
    ['0', 0],
    ['', null],
    ['-5', null],
    ['12,345', null],
    ['dużo', null],
    ['99999999999999999', null],
  ] as const) {
    it(`"${typed}" is ${minor ?? 'none'}`, () => expect(readMoney(typed)).to.equal(minor));
  }
  it('of another currency is none', () => {
    expect(readMoney('8 340 zł', 'EUR')).to.equal(null);
    expect(readMoney('8 340,5 eur', 'EUR')).to.equal(834_050);
    expect(readMoney('100 EUR')).to.equal(null);
  });
  it('may be below zero where it is a balance', () => {
    for (const minor of [-550, -120_000, -5, 0, 1_250]) expect(readBalance(writeMoney(minor))).to.equal(minor);
    expect(writeMoney(-550)).to.equal('-5,50');
    expect([readBalance('– 1.200 zł'), readBalance('--5')]).to.deep.equal([-120_000, null]);
  });
  it('is written so that it can be read back', () => {
    for (const minor of [0, 5, 1_250, 1_500_050, 123_456_789]) expect(readMoney(writeMoney(minor))).to.equal(minor);
    expect(writeMoney(1_500_050)).to.equal('15 000,50');
  });
});

describe('dates without a zone', () => {
  it('count days over the changes of clock', () => expect(daysBetween('2026-03-28', '2026-03-30')).to.equal(2));
  it('go on over the end of a year', () => expect(addDays('2026-12-31', 1)).to.equal('2027-01-01'));
  it('know which days exist', () => {
    expect(isDate('2028-02-29')).to.equal(true);
    for (const text of ['2026-02-29', '2026-13-01', '1.2.2026', '']) expect(isDate(text)).to.equal(false);
  });
});
