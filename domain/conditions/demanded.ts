import type { Condition, Rule } from './shapes.ts';

/** Whether nothing fulfils the condition without fulfilling the rule, as far as the condition says so in these very words. */
export function demandsRule(condition: Condition, rule: Rule): boolean {
  if (!('rules' in condition)) return isSame(condition, rule);
  const { combinator, not = false, of, rules } = condition;
  if (not || of !== undefined || (combinator === 'or' && rules.length !== 1)) return false;
  return rules.some((each) => demandsRule(each, rule));
}

function isSame(one: Rule, other: Rule): boolean {
  return one.field === other.field && one.operator === other.operator && one.value === other.value;
}
