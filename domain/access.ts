import type { Actor } from './actor.ts';
import { DomainError } from './domain-error.ts';
import type { Language } from './domain-error.ts';

/** What a person or program may do, by noun and verb. Rows are decided by scope, columns by policy. */
export const rights = [
  'company.read',
  'company.edit',
  'company.delete',
  'company.merge',
  'company.pesel',
  'transaction.read',
  'transaction.feed',
  'task.read',
  'task.edit',
  'task.assign',
  'case.read',
  'case.edit',
  'opportunity.read',
  'opportunity.edit',
  'file.read',
  'file.edit',
  'campaign.read',
  'campaign.edit',
  'campaign.approve',
  'campaign.run',
  'scenario.read',
  'scenario.publish',
  'template.read',
  'template.edit',
  'message.read',
  'message.send',
  'message.settle',
  'view.share',
  'list.export',
  'import.run',
  'run.read',
  'run.start',
  'run.repair',
  'user.read',
  'user.edit',
  'settings.edit',
  'audit.read',
  'catcher.read',
] as const;
export type Right = (typeof rights)[number];

export type Role = 'administrator' | 'supervisor' | 'operator';

/** Rows that somebody sees: everything, or what is theirs, their subordinates' and their teams' queues. */
export type Scope = 'all' | 'own';

/** What a grant on a case allows, each with what stands before it: see it; add tasks, messages and files; run it. */
export const caseLevels = ['read', 'add', 'run'] as const;
export type CaseLevel = (typeof caseLevels)[number];

/** The grants that are enough for `level`. */
export function caseLevelsFrom(level: CaseLevel): readonly CaseLevel[] {
  return caseLevels.slice(caseLevels.indexOf(level));
}

/** Who is asking: loaded anew for each request, so that a change of rights holds at once. */
export type Viewer = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  readonly timeZone: string;
  readonly rights: ReadonlySet<Right>;
  readonly scope: Scope;
  /** `own`: customers of others are not seen either, but for a hint that they are there (setting `operatorsSee`). */
  readonly customers?: 'own';
  /** Own id first, then those of all subordinates: whose tasks and customers count as "own". */
  readonly seesUsers: readonly string[];
  /** Codes of the teams' queues that this person pulls tasks from. */
  readonly queues: readonly string[];
  /** Codes of their profiles; missing: the shipped one of their role. */
  readonly profiles?: readonly string[];
  /** Set when a program asks with a token. */
  readonly tokenId?: string;
};

const supervisorRights: readonly Right[] = [
  'company.read',
  'company.edit',
  'company.merge',
  'transaction.read',
  'task.read',
  'task.edit',
  'task.assign',
  'case.read',
  'case.edit',
  'opportunity.read',
  'opportunity.edit',
  'file.read',
  'file.edit',
  'campaign.read',
  'campaign.edit',
  'campaign.approve',
  'campaign.run',
  'scenario.read',
  'template.read',
  'template.edit',
  'message.read',
  'message.send',
  'message.settle',
  'view.share',
  'list.export',
  'import.run',
  'run.read',
  'run.start',
  'run.repair',
  'user.read',
  'catcher.read',
];
const operatorRights: readonly Right[] = [
  'company.read',
  'company.edit',
  'transaction.read',
  'task.read',
  'task.edit',
  'case.read',
  'case.edit',
  'opportunity.read',
  'opportunity.edit',
  'file.read',
  'file.edit',
  'campaign.read',
  'scenario.read',
  'template.read',
  'message.read',
  'message.send',
  'run.read',
  'run.start',
  'user.read',
];

export function rightsOf(role: Role): ReadonlySet<Right> {
  if (role === 'administrator') return new Set(rights);
  return new Set(role === 'supervisor' ? supervisorRights : operatorRights);
}

/** Customers are everyone's; tasks and what hangs on them are scoped. */
export function scopeOf(role: Role): Scope {
  return role === 'operator' ? 'own' : 'all';
}

/** What a profile changes of rights: a shipped one starts with those of its role, an own one with nothing. */
export type ProfileRights = {
  readonly code: string;
  readonly shipped: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
};

/** The rights of a profile. An administrator's cannot be changed, so that somebody can always set things right. */
export function rightsOfProfile({ code, shipped, added, removed }: ProfileRights): ReadonlySet<Right> {
  if (code === 'administrator') return new Set(rights);
  const base = shipped ? rightsOf(code as Role) : new Set<Right>();
  return new Set(rights.filter((right) => (base.has(right) && !removed.includes(right)) || added.includes(right)));
}

/** The role that stands behind profiles: it chooses the home page and who counts as an administrator. */
export function roleOf(profiles: readonly string[]): Role {
  if (profiles.includes('administrator')) return 'administrator';
  return profiles.includes('supervisor') ? 'supervisor' : 'operator';
}

/** The profiles that decide which own fields and layouts a viewer gets. */
export function profilesOf({ profiles, role }: Pick<Viewer, 'profiles' | 'role'>): readonly string[] {
  return profiles ?? [role];
}

/** The actor that is written on what a viewer changes. */
export function actorOf(viewer: Viewer): Actor {
  return viewer.tokenId
    ? { kind: 'token', id: viewer.tokenId, onBehalfOf: viewer.userId }
    : { kind: 'user', id: viewer.userId };
}

export function may(viewer: Viewer, right: Right): boolean {
  return viewer.rights.has(right);
}

/**
 * Throws `token.only_people` for a program: what gives others access, or lasts when its token is revoked, is for people who
 * have logged in.
 */
export function demandPerson(viewer: Viewer): void {
  if (!viewer.tokenId) return;
  throw new DomainError('token.only_people', {
    pl: 'Token nie może dawać ani odbierać dostępu: tokenów, kont, haseł, spraw i adresów kalendarza. Zaloguj się i zrób to w panelu.',
    en: 'A token cannot give or take access: tokens, accounts, passwords, cases or calendar addresses. Log in and do it in the panel.',
  });
}

/**
 * Throws `right.missing` for a program without the right. What is somebody's own (views, the clipboard, reminders) asks no
 * right of them; but a token that only reads writes nothing in their name.
 */
export function demandOfProgram(viewer: Viewer, right: Right): void {
  if (viewer.tokenId) demand(viewer, right);
}

/** Throws `right.missing` unless the viewer has the right. */
export function demand(viewer: Viewer, right: Right): void {
  if (may(viewer, right)) return;
  throw new DomainError('right.missing', {
    pl: `Brakuje uprawnienia „${right}”. Poproś administratora o dostęp.`,
    en: `You lack the right "${right}". Ask an administrator for access.`,
  });
}

/** Whether customers of others are seen too. */
export function seesEverybody({ customers }: Pick<Viewer, 'customers'>): boolean {
  return customers !== 'own';
}

/** Throws `right.everybody` for who sees only own customers: what touches everybody's at once is not theirs to decide. */
export function demandEverybody(viewer: Viewer): void {
  if (seesEverybody(viewer)) return;
  throw new DomainError('right.everybody', {
    pl: 'To dotyczy klientów wszystkich osób, a widzisz tylko swoich. Poproś przełożonego.',
    en: 'This touches the customers of everybody, and you see only your own. Ask your superior.',
  });
}
