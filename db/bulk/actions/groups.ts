import { addMembers, editGroup, removeMembers, type GroupEdit } from '../../groups.ts';
import { groups } from '../../lists/choices.ts';
import { demandDifference, demandUntouched, type BulkAction, type On } from '../action.ts';

const group: NonNullable<BulkAction['asks']>[number] = {
  id: 'groupId',
  title: { pl: 'Grupa', en: 'Group' },
  type: 'choice',
  required: true,
  choices: groups,
};

/** Membership has no version of its own: a company that somebody else has put in or taken out meanwhile is left alone. */
export const addToGroup: BulkAction = {
  kinds: ['companies', 'people', 'participants', 'members'],
  name: 'add to group',
  title: { pl: 'Dodaj do grupy', en: 'Add to a group' },
  right: 'company.edit',
  asks: [{ ...group, adds: 'group' }],
  async act(on) {
    demandDifference((await add(on)) === 0);
    return true;
  },
  async undo(on) {
    demandDifference((await remove(on)) === 0);
  },
};

export const removeFromGroup: BulkAction = {
  kinds: ['companies', 'people'],
  name: 'remove from group',
  title: { pl: 'Usuń z grupy', en: 'Remove from a group' },
  right: 'company.edit',
  asks: [group],
  async act(on) {
    demandDifference((await remove(on)) === 0);
    return true;
  },
  async undo(on) {
    demandDifference((await add(on)) === 0);
  },
};

export const changeGroupCategory: BulkAction = {
  kinds: ['groups'],
  name: 'change category',
  title: { pl: 'Zmień kategorię', en: 'Change the category' },
  right: 'company.edit',
  asks: [
    {
      id: 'category',
      title: { pl: 'Kategoria (puste: bez kategorii)', en: 'Category (empty: none)' },
      type: 'text',
      required: false,
    },
  ],
  async act(on) {
    const old = await groupOf(on);
    const category = on.answers['category'] ?? null;
    demandDifference(old.category === category);
    await editGroup(on.tx, on.viewer, { ...old, category });
    return old.category;
  },
  async undo(on) {
    demandUntouched(on);
    await editGroup(on.tx, on.viewer, { ...(await groupOf(on)), category: on.before as string | null });
  },
};

async function groupOf({ tx, id, version }: On): Promise<GroupEdit> {
  return tx.one<GroupEdit>('select id, $2::int as version, name, category, description from groups where id = $1', [
    id,
    version,
  ]);
}

/** A row that is taken out is gone, and so cannot be found to be put back. */
export const removeMembersFromGroup: BulkAction = {
  kinds: ['members'],
  name: 'remove from group',
  title: { pl: 'Usuń z grupy', en: 'Remove from the group' },
  right: 'company.edit',
  asks: [],
  async hold(tx, ids) {
    await tx.rows(
      `select 1 from groups where id in (select group_id from group_members where id = any($1::uuid[]))
       order by id for no key update`,
      [ids],
    );
  },
  async act(on) {
    const { groupId } = await on.tx.one<{ groupId: string }>('select group_id from group_members where id = $1', [
      on.id,
    ]);
    await removeMembers(on.tx, on.viewer, { groupId, members: [await memberOf(on)] });
    return true;
  },
};

async function add(on: On): Promise<number> {
  return addMembers(on.tx, on.viewer, { groupId: on.answers['groupId']!, members: [await memberOf(on)] });
}

async function remove(on: On): Promise<number> {
  return removeMembers(on.tx, on.viewer, { groupId: on.answers['groupId']!, members: [await memberOf(on)] });
}

/** Whom the row is about. */
export async function memberOf({ tx, kind, id }: On): Promise<{ companyId: string; personId: string | null }> {
  if (kind === 'companies') return { companyId: id, personId: null };
  if (kind === 'participants' || kind === 'members')
    return tx.one(`select company_id, person_id from ${kind === 'members' ? 'group_members' : kind} where id = $1`, [
      id,
    ]);
  const { companyId } = await tx.one<{ companyId: string }>('select company_id from people where id = $1', [id]);
  return { companyId, personId: id };
}
