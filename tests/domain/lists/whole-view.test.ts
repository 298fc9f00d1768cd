import { expect } from 'chai';
import type { Condition } from '../../../domain/conditions/shapes.ts';
import { readableView, type Reach } from '../../../domain/lists/readable-view.ts';
import type { View } from '../../../domain/lists/shapes.ts';
import { wholeView } from '../../../domain/lists/whole-view.ts';

const isOpen = (name: string) => !name.startsWith('secret');
const reach: Reach = {
  ...{ field: isOpen, sortable: isOpen, fact: isOpen },
  related: (of) => (of === 'tasks' ? isOpen : undefined),
};
const rule = (field: string): Condition => ({ field, operator: '=', value: 1 });
const all = (...rules: Condition[]): Condition => ({ combinator: 'and', rules });
const any = (...rules: Condition[]): Condition => ({ combinator: 'or', rules });
const fields = (...names: string[]) => names.map((field) => ({ field }));
const empty: View = { columns: [], sort: [], condition: null, colours: [], density: 'roomy' };
const [a, b, c, secret, secret2] = ['a', 'b', 'c', 'secret', 'secret2'].map(rule) as [
  Condition,
  Condition,
  Condition,
  Condition,
  Condition,
];

describe('a view that is kept by who reads only some of it (rule 14)', () => {
  const whole = (kept: Partial<View>, sent: Partial<View>) =>
    wholeView({ kept: { ...empty, ...kept }, sent: { ...empty, ...sent }, reach });

  for (const [kept, sent, after] of [
    ['a secret b', 'a b', 'a secret b'],
    ['a secret b', 'b a', 'b a secret'],
    ['a secret b', 'b', 'secret b'],
    ['a secret secret2 b', 'a c b', 'a secret secret2 c b'],
    ['secret a', 'c', 'secret c'],
    ['a b secret', '', 'secret'],
    ['a b', 'b', 'b'],
  ] as const)
    it(`holds the columns “${after}” of “${kept}” once “${sent}” are sent`, () => {
      const columns = (names: string) => fields(...names.split(' ').filter(Boolean));
      expect(whole({ columns: columns(kept) }, { columns: columns(sent) })?.columns).to.deep.equal(columns(after));
      expect(whole({ sort: columns(kept) }, { sort: columns(sent) })?.sort, 'and sorts by them').to.deep.equal(
        columns(after).slice(0, 4),
      );
    });

  it('takes the new width and direction of what its sender sees', () => {
    const columns = [{ field: 'a', width: 300 }];
    const sort = [{ field: 'a', descending: true }];
    const kept = { columns: fields('a', 'secret'), sort: fields('secret', 'a') };
    expect(whole(kept, { columns, sort })).to.deep.include({
      columns: [...columns, { field: 'secret' }],
      sort: [{ field: 'secret' }, ...sort],
    });
  });

  for (const [title, kept, sent, after] of [
    ['a rule that was not seen, where it stood', all(a, secret, b), all(a, b), all(a, secret, b)],
    ['it beside a new one', all(a, secret, b), all(a, b, c), all(a, secret, b, c)],
    ['it alone where all others were taken out', all(a, secret), null, secret],
    ['one that was the whole condition, beside the first that is seen', secret, a, all(secret, a)],
    ['one of two ways, where the other was left as it is', any(secret, a), any(a), any(secret, a)],
    ['such a group beside a new rule', any(secret, a), all(any(a), b), all(any(secret, a), b)],
    ['such a group that was sent in its shortest form', all(any(secret, a), b, c), all(a, b), all(any(secret, a), b)],
    [
      'what is asked of records beside the row',
      all({ ...all(a), of: 'secrets' }, b),
      c,
      all({ ...all(a), of: 'secrets' }, c),
    ],
    ['what was not seen of either', all(secret, a, secret2), b, all(secret, secret2, b)],
    ['nothing where everything was seen', all(a, b), any(a), any(a)],
  ] as const)
    it(`keeps of its condition ${title}`, () => {
      expect(whole({ condition: kept }, { condition: sent })?.condition).to.deep.equal(after);
    });

  it('keeps colours that were not seen in their turn', () => {
    const red = (condition: Condition) => ({ condition, tone: 'red' as const });
    const kept = [red(a), red(secret), red(all(secret2, b)), red(c)];
    expect(whole({ colours: kept }, { colours: [red(b), red(c)] })?.colours).to.deep.equal([
      red(secret),
      red(all(secret2, b)),
      red(c),
    ]);
  });

  it('is not kept where a group was changed of which its sender saw only a part', () => {
    for (const sent of [null, any(b), all(any(a, b), c)])
      expect(whole({ condition: all(any(secret, a), c) }, { condition: sent }), JSON.stringify(sent)).to.equal(
        undefined,
      );
  });

  it('stays as it was where it is sent as it was seen', () => {
    const kept: View = {
      columns: fields('secret', 'a'),
      sort: fields('a', 'secret'),
      condition: all(any(a, secret), { combinator: 'and', not: true, rules: [b, secret2] }),
      colours: [{ condition: secret, tone: 'red' }],
      density: 'dense',
    };
    expect(wholeView({ kept, sent: readableView(kept, reach).view, reach })).to.deep.equal(kept);
  });
});
