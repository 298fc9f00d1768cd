import type { Tx } from '../../database.ts';
import { profiles, teams, users } from '../../lists/choices.ts';
import { editUser } from '../../users.ts';
import { profilesOfUser } from '../../viewers.ts';
import { demandDifference, demandUntouched, type BulkAction } from '../action.ts';

/** What is changed of somebody who works here, as it stands. */
type Standing = {
  readonly active: boolean;
  readonly superiorId: string | null;
  readonly teamIds: readonly string[];
  readonly profiles: readonly string[];
};
type Ask = BulkAction['asks'][number];
type Change = Pick<BulkAction, 'name' | 'title'> & {
  readonly ask?: Ask;
  /** What of them becomes otherwise; undefined where it is so already. */
  readonly change: (now: Standing, answer: string | null) => Partial<Standing> | undefined;
};

const profile: Ask = {
  id: 'profile',
  title: { pl: 'Profil uprawnień', en: 'Profile of rights' },
  type: 'choice',
  required: true,
  choices: profiles,
};
const team: Ask = {
  id: 'teamId',
  title: { pl: 'Zespół', en: 'Team' },
  type: 'choice',
  required: true,
  choices: teams,
};

/** Of accounts, each through the verb that changes one: it refuses the last administrator, circles, and rights beyond one's own. */
export const userActions: readonly BulkAction[] = [
  changing({
    name: 'put in team',
    title: { pl: 'Dodaj do zespołu', en: 'Put in a team' },
    ask: team,
    change: ({ teamIds }, id) => (teamIds.includes(id!) ? undefined : { teamIds: [...teamIds, id!] }),
  }),
  changing({
    name: 'take out of team',
    title: { pl: 'Usuń z zespołu', en: 'Take out of a team' },
    ask: team,
    change: ({ teamIds }, id) => (teamIds.includes(id!) ? { teamIds: without(teamIds, id) } : undefined),
  }),
  changing({
    name: 'give profile',
    title: { pl: 'Nadaj profil', en: 'Give a profile' },
    ask: profile,
    change: ({ profiles: held }, code) => (held.includes(code!) ? undefined : { profiles: [...held, code!] }),
  }),
  changing({
    name: 'take profile',
    title: { pl: 'Odbierz profil', en: 'Take a profile away' },
    ask: profile,
    change: ({ profiles: held }, code) => (held.includes(code!) ? { profiles: without(held, code) } : undefined),
  }),
  changing({
    name: 'change superior',
    title: { pl: 'Zmień przełożonego', en: 'Change the superior' },
    ask: {
      id: 'superiorId',
      title: { pl: 'Nowy przełożony (puste: bez przełożonego)', en: 'New superior (empty: none)' },
      type: 'choice',
      required: false,
      choices: users,
    },
    change: (now, superiorId) => (now.superiorId === superiorId ? undefined : { superiorId }),
  }),
  changing({
    name: 'switch off',
    title: { pl: 'Wyłącz konta', en: 'Switch accounts off' },
    change: ({ active }) => (active ? { active: false } : undefined),
  }),
  changing({
    name: 'switch on',
    title: { pl: 'Włącz konta', en: 'Switch accounts on' },
    change: ({ active }) => (active ? undefined : { active: true }),
  }),
];

function changing({ name, title, ask, change }: Change): BulkAction {
  return {
    kinds: ['users'],
    name,
    title,
    right: 'user.edit',
    asks: ask ? [ask] : [],
    async act({ tx, viewer, id, version, answers }) {
      const now = await standing(tx, id);
      const changed = change(now, ask ? (answers[ask.id] ?? null) : null);
      demandDifference(changed === undefined);
      await editUser(tx, { id, version, ...changed }, viewer);
      return Object.fromEntries(Object.keys(changed!).map((key) => [key, now[key as keyof Standing]]));
    },
    async undo({ tx, viewer, id, version, before, isTouched }) {
      demandUntouched({ isTouched });
      await editUser(tx, { id, version, ...(before as Partial<Standing>) }, viewer);
    },
  };
}

async function standing(tx: Tx, id: string): Promise<Standing> {
  const [row, held] = await Promise.all([
    tx.one<Omit<Standing, 'profiles'>>(
      `select active, superior_id, array(select m.team_id::text from team_members m where m.user_id = users.id) as team_ids
       from users where id = $1`,
      [id],
    ),
    profilesOfUser(tx, id),
  ]);
  return { ...row, profiles: held };
}

function without(all: readonly string[], one: string | null): string[] {
  return all.filter((each) => each !== one);
}
