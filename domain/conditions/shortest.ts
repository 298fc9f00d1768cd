import type { Condition } from './shapes.ts';

/** Back to the shortest form: an empty group narrows nothing, unless it asks whether there are related records at all. */
export function shortest(condition: Condition): Condition | null {
  if (!('combinator' in condition)) return condition;
  const rules = condition.rules.map(shortest).filter((rule) => rule !== null);
  if (condition.of !== undefined) return { ...condition, rules };
  if (rules.length === 0) return null;
  if (rules.length === 1 && !condition.not) return rules[0]!;
  return { ...condition, rules };
}
