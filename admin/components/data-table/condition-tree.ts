/** A condition while it is being edited. A path says which child to take at each group, from the top. */
import type { Condition, Group } from '../../../domain/conditions/shapes.ts';
import { shortest } from '../../../domain/conditions/shortest.ts';
import { isWhole } from './phrases.ts';

export type Path = readonly number[];

export function isGroup(condition: Condition): condition is Group {
  return 'combinator' in condition;
}

/** The condition as one group; nothing is a group that holds for everybody. */
export function asGroup(condition: Condition | null): Group {
  if (condition === null) return { combinator: 'and', rules: [] };
  return isGroup(condition) ? condition : { combinator: 'and', rules: [condition] };
}

/** Without the rules whose value has not been filled in yet: so that a list can be read while one is being built. */
export function wholeOnly(condition: Condition | null): Condition | null {
  if (condition === null || !isGroup(condition)) return condition === null || isWhole(condition) ? condition : null;
  const rules = condition.rules.map(wholeOnly).filter((rule) => rule !== null);
  return shortest({ ...condition, rules });
}

/** Whether every rule has its value. */
export function isFinished(condition: Condition): boolean {
  return isGroup(condition) ? condition.rules.every(isFinished) : isWhole(condition);
}

function partAt(tree: Condition, path: Path): Condition | undefined {
  return path.reduce<Condition | undefined>((part, at) => (part && isGroup(part) ? part.rules[at] : undefined), tree);
}

export function replaceAt(tree: Condition, path: Path, part: Condition): Condition {
  const [at, ...deeper] = path;
  if (at === undefined) return part;
  if (!isGroup(tree) || !tree.rules[at]) return tree;
  return { ...tree, rules: tree.rules.with(at, replaceAt(tree.rules[at], deeper, part)) };
}

export function removeAt(tree: Condition, path: Path): Condition {
  const at = path.at(-1);
  const parent = partAt(tree, path.slice(0, -1));
  if (at === undefined || !parent || !isGroup(parent)) return tree;
  return replaceAt(tree, path.slice(0, -1), { ...parent, rules: parent.rules.toSpliced(at, 1) });
}

export function addTo(tree: Condition, path: Path, part: Condition): Condition {
  const group = partAt(tree, path);
  if (!group || !isGroup(group)) return tree;
  return replaceAt(tree, path, { ...group, rules: [...group.rules, part] });
}
