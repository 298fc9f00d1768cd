import type { Condition, Rule } from '../conditions/shapes.ts';

/** Who looks at the list: whom `me` and `my people` stand for. */
export type Looker = { readonly userId: string; readonly seesUsers: readonly string[] };

type Known = (fact: string) => { readonly isUser?: true } | undefined;

/** The condition with `me` and `my people` replaced by ids (rule 14). Other facts may hold these words as they are. */
export function withoutSymbols(condition: Condition, fact: Known, looker: Looker): Condition {
  return replaced(condition, { fact, looker, depth: 0 });
}

type Replacing = { readonly fact: Known; readonly looker: Looker; readonly depth: number };

function replaced(condition: Condition, { fact, looker, depth }: Replacing): Condition {
  // A tree deeper than any that is accepted: the check that follows refuses it by its shape.
  if (depth > 30 || typeof condition !== 'object' || condition === null) return condition;
  if ('combinator' in condition) {
    if (!Array.isArray(condition.rules)) return condition;
    return {
      ...condition,
      rules: condition.rules.map((one: Condition) => replaced(one, { fact, looker, depth: depth + 1 })),
    };
  }
  return fact(condition.field)?.isUser ? withIds(condition, looker) : condition;
}

function withIds(rule: Rule, looker: Looker): Rule {
  const { operator, value } = rule;
  const isDenied = operator === '!=' || operator === 'notIn';
  if (Array.isArray(value)) return { ...rule, value: value.flatMap((one: string | number) => idsOf(one, looker)) };
  if (value !== 'my people') return value === 'me' ? { ...rule, value: looker.userId } : rule;
  return { ...rule, operator: isDenied ? 'notIn' : 'in', value: idsOf(value, looker) };
}

function idsOf(value: string | number, { userId, seesUsers }: Looker): readonly (string | number)[] {
  if (value === 'me') return [userId];
  return value === 'my people' ? seesUsers.slice(1) : [value];
}
