/** Profiles of rights, and who has which. */
import {
  actorOf,
  demand,
  demandPerson,
  rightsOfProfile,
  type ProfileRights,
  type Right,
  type Scope,
  type Viewer,
} from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said, withNow } from '../domain/domain-error.ts';
import { codeOf } from '../domain/own/shapes.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { announce } from './live.ts';
import { heldProfiles } from './viewers.ts';

export type Profile = {
  readonly code: string;
  readonly shipped: boolean;
  readonly name: Said;
  readonly rights: readonly Right[];
  readonly scope: Scope;
  readonly users: number;
  readonly version: number;
};
type Row = ProfileRights & Omit<Profile, 'rights'>;

const select = `select p.code, p.shipped, jsonb_build_object('pl', p.name_pl, 'en', p.name_en) as name, p.added, p.removed, p.scope,
    p.version, (select count(*) from users u where u.active and (exists (select 1 from user_profiles m where m.user_id = u.id and m.profile = p.code)
      or (u.role = p.code and not exists (select 1 from user_profiles m where m.user_id = u.id)))) as users
  from profiles p`;

/** Every profile; names and rights are no secret among those who may see who works here. */
export async function listProfiles(tx: Tx, viewer: Viewer): Promise<Profile[]> {
  demand(viewer, 'user.read');
  return (await tx.rows<Row>(`${select} order by p.position, plain_text(p.name_pl), p.code`)).map(shown);
}

/** Throws `profile.not_found`. */
export async function readProfile(tx: Tx, viewer: Viewer, code: string): Promise<Profile> {
  demand(viewer, 'user.read');
  const row = await tx.maybe<Row>(`${select} where p.code = $1`, [code]);
  if (!row) throw notFound();
  return shown(row);
}

function shown({ added, removed, ...row }: Row): Profile {
  return { ...row, rights: [...rightsOfProfile({ ...row, added, removed })] };
}

export type ProfileTexts = { readonly name: Said; readonly rights: readonly Right[]; readonly scope: Scope };

/** A profile of one's own, with no more rights than its maker has. */
export async function createProfile(
  tx: Tx,
  viewer: Viewer,
  { name, rights, scope }: ProfileTexts,
): Promise<{ code: string }> {
  demandKeeper(viewer, [{ rights, scope }]);
  const named = checkedName(name);
  const taken = new Set((await tx.rows<{ code: string }>('select code from profiles')).map(({ code }) => code));
  const wanted = codeOf(named.pl);
  let code = wanted;
  for (let n = 2; taken.has(code); n++) code = `${wanted}_${n}`;
  const actor = actorOf(viewer);
  await tx.run(
    `insert into profiles (code, name_pl, name_en, added, scope, created_by, updated_by) values ($1, $2, $3, $4, $5, $6, $6)`,
    [code, named.pl, named.en, rights, scope, actorText(actor)],
  );
  const changes = { name: [null, named.pl], rights: [null, rights], scope: [null, scope] } as const;
  await recordAudit(tx, { actor, noun: 'profile', recordId: code, verb: 'create', changes });
  return { code };
}

export type ProfileEdit = ProfileTexts & { readonly code: string; readonly version: number };

/** Of a shipped profile what differs is kept: rights that a later version brings come by themselves. */
export async function editProfile(tx: Tx, viewer: Viewer, edit: ProfileEdit): Promise<void> {
  demand(viewer, 'user.edit');
  const old = await readProfile(tx, viewer, edit.code);
  // Whoever may do less neither widens a profile nor takes from those who may do more.
  demandKeeper(viewer, [old, edit]);
  if (edit.code === 'administrator') throw fixed();
  const base = old.shipped
    ? rightsOfProfile({ code: old.code, shipped: true, added: [], removed: [] })
    : new Set<Right>();
  const added = edit.rights.filter((right) => !base.has(right));
  const removed = [...base].filter((right) => !edit.rights.includes(right));
  const name = checkedName(edit.name);
  const actor = actorOf(viewer);
  const done = await tx.run(
    `update profiles set name_pl = $3, name_en = $4, added = $5, removed = $6, scope = $7, version = version + 1,
       updated_at = now(), updated_by = $8 where code = $1 and version = $2`,
    [edit.code, edit.version, name.pl, name.en, added, removed, edit.scope, actorText(actor)],
  );
  if (done === 0) throw withNow(changed(old.name), old);
  const holders = await tx.rows<{ id: string }>(
    `select u.id from users u where exists (select 1 from user_profiles m where m.user_id = u.id and m.profile = $1)
       or (u.role = $1 and not exists (select 1 from user_profiles m where m.user_id = u.id))`,
    [edit.code],
  );
  await announce(tx, { about: 'session', to: { userIds: holders.map(({ id }) => id) } });
  const changes = {
    ...(name.pl === old.name.pl ? {} : { name: [old.name.pl, name.pl] as const }),
    rights: [old.rights, edit.rights] as const,
    scope: [old.scope, edit.scope] as const,
  };
  await recordAudit(tx, { actor, noun: 'profile', recordId: edit.code, verb: 'edit', changes });
}

/** Only one of one's own that nobody has. */
export async function removeProfile(tx: Tx, viewer: Viewer, code: string): Promise<void> {
  demand(viewer, 'user.edit');
  const old = await readProfile(tx, viewer, code);
  demandKeeper(viewer, [old]);
  if (old.shipped) throw fixed();
  const { held } = await tx.one<{ held: number }>('select count(*) as held from user_profiles where profile = $1', [
    code,
  ]);
  if (held > 0) throw inUse(old.name, held);
  await tx.run('delete from profiles where code = $1', [code]);
  const changes = { name: [old.name.pl, null] } as const;
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'profile', recordId: code, verb: 'delete', changes });
}

/** Gives somebody these profiles and no others; nobody gives rights that they do not have. */
export async function giveProfiles(
  tx: Tx,
  viewer: Viewer,
  { userId, codes }: { userId: string; codes: readonly string[] },
): Promise<void> {
  const found = (await listProfiles(tx, viewer)).filter(({ code }) => codes.includes(code));
  if (codes.length === 0 || found.length !== new Set(codes).size) throw noProfile();
  demandHeld(viewer, found);
  await tx.run('delete from user_profiles where user_id = $1 and profile <> all($2::text[])', [userId, codes]);
  await tx.run(`insert into user_profiles (user_id, profile) select $1, unnest($2::text[]) on conflict do nothing`, [
    userId,
    codes,
  ]);
}

/** Whoever keeps accounts does not touch those of people who may do more: a new password would be theirs. */
export async function demandOver(tx: Tx, viewer: Viewer, userId: string): Promise<void> {
  const found = await tx.maybe<{ held: (ProfileRights & { scope: Scope })[] }>(
    `select ${heldProfiles('u')} as held from users u where u.id = $1`,
    [userId],
  );
  const held = (found?.held ?? []).map((profile) => ({ rights: [...rightsOfProfile(profile)], scope: profile.scope }));
  demandHeld(viewer, held);
}

type Reach = Pick<Profile, 'rights' | 'scope'>;

function demandKeeper(viewer: Viewer, reaches: readonly Reach[]): void {
  demand(viewer, 'user.edit');
  demandPerson(viewer);
  demandHeld(viewer, reaches);
}

/** Nobody gives what they do not have: neither rights nor the sight of all rows. */
function demandHeld(viewer: Viewer, reaches: readonly Reach[]): void {
  if (viewer.scope !== 'all' && reaches.some(({ scope }) => scope === 'all')) throw beyondScope();
  const missing = reaches.flatMap(({ rights }) => rights).find((right) => !viewer.rights.has(right));
  if (!missing) return;
  throw new DomainError(
    'profile.beyond_own',
    {
      pl: `Nie możesz nadać prawa „${missing}”, którego nie masz. Poproś administratora.`,
      en: `You cannot give the right "${missing}", which you do not have. Ask an administrator.`,
    },
    'rights',
  );
}

function beyondScope(): DomainError {
  return new DomainError(
    'profile.beyond_own',
    {
      pl: 'Nie możesz nadać wglądu we wszystko ani zmieniać go, bo sam go nie masz. Poproś administratora.',
      en: 'You cannot give or change the sight of everything, which you do not have. Ask an administrator.',
    },
    'scope',
  );
}

function checkedName({ pl, en }: Said): Said {
  const name = pl.trim() || en.trim();
  if (name && name.length <= 100) return { pl: name, en: en.trim() || name };
  throw new DomainError(
    'profile.nameless',
    { pl: 'Profil musi mieć nazwę. Wpisz ją.', en: 'A profile needs a name. Type it in.' },
    'name',
  );
}

function notFound(): DomainError {
  return new DomainError('profile.not_found', {
    pl: 'Nie ma takiego profilu. Wróć do listy.',
    en: 'There is no such profile. Go back to the list.',
  });
}

function noProfile(): DomainError {
  return new DomainError(
    'user.no_profile',
    { pl: 'Wybierz co najmniej jeden profil uprawnień.', en: 'Choose at least one profile of rights.' },
    'profiles',
  );
}

function changed(name: Said): DomainError {
  return new DomainError('profile.changed', {
    pl: `Profil „${name.pl}” ktoś w międzyczasie zmienił. Wczytaj stronę ponownie.`,
    en: `Somebody has changed the profile "${name.en}" meanwhile. Load the page again.`,
  });
}

function fixed(): DomainError {
  return new DomainError('profile.fixed', {
    pl: 'Administrator zawsze ma wszystkie prawa, a profili dostarczonych z programem nie da się usunąć. Utwórz własny profil.',
    en: 'An administrator always has every right, and profiles that came with the program cannot be removed. Make one of your own.',
  });
}

function inUse(name: Said, count: number): DomainError {
  return new DomainError('profile.in_use', {
    pl: `Profil „${name.pl}” mają użytkownicy (${count}). Najpierw daj im inny.`,
    en: `${count} users have the profile "${name.en}". Give them another one first.`,
  });
}
