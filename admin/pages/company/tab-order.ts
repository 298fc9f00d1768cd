import type { Right, Role } from '../../../domain/access.ts';

type Tab = { readonly id: string; readonly right?: Right };

/** What each role looks at most stands first (rule 41). */
const first: Readonly<Record<Role, readonly string[]>> = {
  operator: ['timeline', 'details', 'people', 'tasks', 'messages', 'finance'],
  supervisor: ['timeline', 'details', 'tasks', 'cases', 'campaigns', 'finance'],
  administrator: ['timeline', 'details', 'people', 'tasks', 'finance', 'changes'],
};

/** The six tabs of a role, and what is under "Więcej" in the order in which all of them are given. */
export function tabsFor<T extends Tab>(
  tabs: readonly T[],
  role: Role,
  may: (right: Right) => boolean,
): { readonly shown: T[]; readonly more: T[] } {
  const allowed = tabs.filter(({ right }) => right === undefined || may(right));
  const chosen = first[role].flatMap((id) => allowed.filter((tab) => tab.id === id));
  const all = [...chosen, ...allowed.filter((tab) => !chosen.includes(tab))];
  return { shown: all.slice(0, 6), more: all.slice(6) };
}
