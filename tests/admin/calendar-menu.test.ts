import { expect } from 'chai';
import { spotItems } from '../../admin/pages/calendar/menu-items.ts';
import type { MenuItem } from '../../admin/pages/calendar/point-menu.tsx';
import type { TaskType } from '../../db/task-types.ts';

const spot = { from: '2027-04-05T09:00', to: '2027-04-05T10:00', allDay: false };
const types = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    code: `t${at}`,
    namePl: `Rodzaj ${at}`,
    nameEn: `Type ${at}`,
  })) as unknown as TaskType[];

describe('the menu on a free span', () => {
  const open = (count: number) => {
    const made: (string | undefined)[] = [];
    let shown: readonly MenuItem[] = [];
    const items = spotItems(spot, {
      words: { t: (key: string, with_?: { type?: string }) => with_?.type ?? key, language: 'pl' } as never,
      types: types(count),
      draft: (_, more) => made.push(more?.type),
      toDay: () => undefined,
      leave: () => undefined,
      more: (rest) => (shown = rest),
    });
    return { items, made, rest: () => shown };
  };
  const labels = (items: readonly MenuItem[]) => items.map(({ label }) => label);

  it('offers every type while they are few', () => {
    expect(labels(open(7).items))
      .to.have.length(10)
      .and.not.to.include('calendar.more types');
  });

  it('offers the first six of many, and the rest one step away', () => {
    const { items, made, rest } = open(11);
    expect(labels(items).slice(5, 7)).to.deep.equal(['Rodzaj 5', 'calendar.more types']);
    items[6]!.act();
    expect(labels(rest())).to.deep.equal(['Rodzaj 6', 'Rodzaj 7', 'Rodzaj 8', 'Rodzaj 9', 'Rodzaj 10']);
    rest()[4]!.act();
    expect(made).to.deep.equal(['t10']);
  });
});
