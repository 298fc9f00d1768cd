import { expect } from 'chai';
import { typeInUse, type TypeTraits } from '../../../domain/tasks/type-in-use.ts';

const type = (code: string, over: Partial<TypeTraits> = {}): TypeTraits => ({
  ...{ code, channel: null, invites: false, asksKilometres: false, active: true, byDefault: false },
  ...over,
});
const meeting = { invites: true, asksKilometres: true };
const off = { active: false };

describe('the type of work that makes itself', () => {
  const types = (over: Readonly<Record<string, Partial<TypeTraits>>>) =>
    [
      type('call', { channel: 'phone' }),
      type('meeting', meeting),
      type('paper'),
      type('visit', meeting),
      type('errand', { byDefault: true }),
      type('hotline', { channel: 'phone' }),
    ].map((one) => ({ ...one, ...over[one.code] }));

  const cases: readonly [
    what: string,
    code: string,
    over: Readonly<Record<string, Partial<TypeTraits>>>,
    is: string,
  ][] = [
    ['is its own while that is in use', 'call', {}, 'call'],
    ['is another call for a call', 'call', { call: off }, 'hotline'],
    ['is what people are invited to for such a one', 'meeting', { meeting: off }, 'visit'],
    ['is the default for what has no traits, before others like it', 'paper', { paper: off }, 'errand'],
    ['is the default where nothing is like it', 'meeting', { meeting: off, visit: off }, 'errand'],
    ['is never one that is switched off', 'call', { call: off, hotline: off }, 'errand'],
    ['stays as it is named where nobody knows it', 'gone', {}, 'gone'],
  ];
  for (const [what, code, over, is] of cases)
    it(what, () => {
      expect(typeInUse(code, types(over))).to.equal(is);
    });

  it('may be named differently and keep the channel alone', () => {
    const known = [
      type('call', { channel: 'phone', ...off }),
      type('sale', { channel: 'phone', asksKilometres: true }),
    ];
    expect(typeInUse('call', known)).to.equal('sale');
  });
});
