import { addMembers, removeMembers } from '../../groups.ts';
import { groups } from '../../lists/choices.ts';
import { demandDifference, type BulkAction, type On } from '../action.ts';

const group: NonNullable<BulkAction['asks']>[number] = {
  id: 'groupId',
  title: { pl: 'Grupa', en: 'Group' },
  type: 'choice',
  required: true,
  choices: groups,
};

/** Membership has no version of its own: a company that somebody else has put in or taken out meanwhile is left alone. */
export const addToGroup: BulkAction = {
  kinds: ['companies', 'people', 'participants'],
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

async function add(on: On): Promise<number> {
  return addMembers(on.tx, on.viewer, { groupId: on.answers['groupId']!, members: [await memberOf(on)] });
}

async function remove(on: On): Promise<number> {
  return removeMembers(on.tx, on.viewer, { groupId: on.answers['groupId']!, members: [await memberOf(on)] });
}

/** Whom the row is about. */
export async function memberOf({ tx, kind, id }: On): Promise<{ companyId: string; personId: string | null }> {
  if (kind === 'companies') return { companyId: id, personId: null };
  if (kind === 'participants') return tx.one('select company_id, person_id from participants where id = $1', [id]);
  const { companyId } = await tx.one<{ companyId: string }>('select company_id from people where id = $1', [id]);
  return { companyId, personId: id };
}
