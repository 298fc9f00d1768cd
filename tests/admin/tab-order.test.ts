import { expect } from 'chai';
import { tabsFor } from '../../admin/pages/company/tab-order.ts';
import type { Right } from '../../domain/access.ts';

const rights: Readonly<Record<string, Right>> = {
  tasks: 'task.read',
  cases: 'case.read',
  messages: 'message.read',
  campaigns: 'campaign.read',
  finance: 'transaction.read',
};
const tabs = [
  ...['timeline', 'details', 'people', 'branches', 'tasks', 'cases', 'messages'],
  ...['campaigns', 'finance', 'notes', 'changes'],
].map((id) => ({ id, ...(rights[id] ? { right: rights[id] } : {}) }));

const idsOf = (role: Parameters<typeof tabsFor>[1], without: readonly Right[] = []) => {
  const { shown, more } = tabsFor(tabs, role, (right) => !without.includes(right));
  return { shown: shown.map(({ id }) => id), more: more.map(({ id }) => id) };
};

describe('the tabs of a customer (rule 41)', () => {
  it('are six, in an order of their own for each role', () => {
    expect(idsOf('operator').shown).to.deep.equal(['timeline', 'details', 'people', 'tasks', 'messages', 'finance']);
    expect(idsOf('supervisor').shown).to.deep.equal(['timeline', 'details', 'tasks', 'cases', 'campaigns', 'finance']);
    expect(idsOf('administrator').shown).to.deep.equal([
      'timeline',
      'details',
      'people',
      'tasks',
      'finance',
      'changes',
    ]);
  });

  it('have the rest under "Więcej", in the order of all', () => {
    expect(idsOf('operator').more).to.deep.equal(['branches', 'cases', 'campaigns', 'notes', 'changes']);
  });

  it('fill a place that a right leaves empty with the next one', () => {
    const { shown, more } = idsOf('operator', ['transaction.read', 'message.read']);
    expect(shown).to.deep.equal(['timeline', 'details', 'people', 'tasks', 'branches', 'cases']);
    expect(more).to.not.include.members(['finance', 'messages']);
  });
});
