import { expect } from 'chai';
import { demandsRule } from '../../../domain/conditions/demanded.ts';
import type { Condition, Rule } from '../../../domain/conditions/shapes.ts';

describe('a condition', () => {
  const open: Rule = { field: 'task.state', operator: '=', value: 'open' };
  const classA: Rule = { field: 'company.class', operator: '=', value: 'A' };
  const and = (...rules: Condition[]): Condition => ({ combinator: 'and', rules });
  const or = (...rules: Condition[]): Condition => ({ combinator: 'or', rules });

  it('demands a rule that stands alone, beside others or deeper among them', () => {
    for (const condition of [open, and(classA, open), and(classA, and(open, classA)), or(open), and(or(and(open)))])
      expect(demandsRule(condition, open), JSON.stringify(condition)).to.equal(true);
  });

  it('does not demand what may be otherwise, is denied or is asked of records beside the row', () => {
    for (const condition of [
      classA,
      or(open, classA),
      and(),
      { combinator: 'and', not: true, rules: [open] } as const,
      { combinator: 'and', of: 'tasks', rules: [open] } as const,
      { ...open, value: 'done' },
      { ...open, operator: '!=' } as const,
    ])
      expect(demandsRule(condition, open), JSON.stringify(condition)).to.equal(false);
  });
});
