import { expect } from 'chai';
import { DomainError } from '../../../domain/domain-error.ts';
import { compileFormula, type Value, type ValueType } from '../../../domain/own/formula.ts';

const types: Readonly<Record<string, ValueType>> = {
  turnover: 'number',
  share: 'number',
  city: 'text',
  signed_on: 'date',
  ends_on: 'date',
  loyal: 'yes/no',
};
const record: Readonly<Record<string, Value>> = {
  turnover: 1234.56,
  share: null,
  city: 'Łódź',
  signed_on: '2026-01-31',
  ends_on: '2026-12-03',
  loyal: true,
};
const typeOf = (name: string) => (Object.hasOwn(types, name) ? types[name] : undefined);
const worth = (text: string) => compileFormula(text, typeOf).reckon(record);
const problem = (text: string) => {
  try {
    compileFormula(text, typeOf);
    return 'none';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('formulas of own fields', () => {
  const cases: readonly [string, Value][] = [
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 3 - 2', 5],
    ['-turnover', -1234.56],
    ['round(turnover * 0,23; 2)', 283.95],
    ['zaokrągl(1.005, 2)', 1.01],
    ['"Klient z: " & city', 'Klient z: Łódź'],
    ['if(turnover > 1000; "duży"; "mały")', 'duży'],
    ['jeżeli(loyal; turnover / 2; 0)', 617.28],
    ['days(signed_on; ends_on)', 306],
    ['addMonths(signed_on; 1)', '2026-02-28'],
    ['dodajdni(signed_on; 1)', '2026-02-01'],
    ['signed_on < ends_on', true],
    ['length(city)', 4],
    ['share + 1', null],
    ['share > 1', false],
    ['pierwsze(share; 7)', 7],
    ['puste(share)', true],
    ['city = "Łódź"', true],
    ['max(1; 5; 3)', 5],
  ];
  for (const [text, expected] of cases) {
    it(`${text} is ${JSON.stringify(expected)}`, () => expect(worth(text)).to.deep.equal({ value: expected }));
  }

  it('say why nothing comes of them instead of an impossible number', () => {
    expect(worth('turnover / 0')).to.have.property('problem');
  });

  it('name what is wrong and where, and call nothing that is not theirs', () => {
    expect(problem('turnover + city')).to.equal('formula.wrong_type');
    expect(problem('if(turnover; 1; 2)')).to.equal('formula.wrong_type');
    expect(problem('if(loyal; 1; "a")')).to.equal('formula.wrong_type');
    expect(problem('salary * 2')).to.equal('formula.unknown_field');
    expect(problem('eval("1")')).to.equal('formula.unknown_function');
    expect(problem('constructor(1)')).to.equal('formula.unknown_function');
    expect(problem('__proto__')).to.equal('formula.unknown_field');
    expect(problem('(1 + 2')).to.equal('formula.unfinished');
    expect(problem('1 +')).to.equal('formula.unfinished');
    expect(problem('1 @ 2')).to.equal('formula.unreadable');
    expect(problem('round()')).to.equal('formula.wrong_count');
    expect(problem('('.repeat(400) + '1')).to.equal('formula.too_long');
    expect(problem('1+'.repeat(900) + '1')).to.equal('formula.too_long');
  });
});
