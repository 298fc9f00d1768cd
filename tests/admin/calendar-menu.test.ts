import { expect } from 'chai';
import { awayOf, spotItems } from '../../admin/pages/calendar/menu-items.ts';
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
  const open = (count: number, leave?: () => void, offered = types(count)) => {
    const made: (string | undefined)[] = [];
    let shown: readonly MenuItem[] = [];
    const items = spotItems(spot, {
      words: { t: (key: string, with_?: { type?: string }) => with_?.type ?? key, language: 'pl' } as never,
      types: offered,
      draft: (_, more) => made.push(more?.type),
      toDay: () => undefined,
      leave,
      more: (rest) => (shown = rest),
    });
    return { items, made, rest: () => shown };
  };
  const labels = (items: readonly MenuItem[]) => items.map(({ label }) => label);

  it('offers every type while they are few', () => {
    expect(labels(open(7, () => undefined).items))
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

  it('takes up time with the default type, whatever it is called, and leaves the choice where there is none', () => {
    const block = (offered: TaskType[]) => {
      const { items, made } = open(3, undefined, offered);
      items.find(({ label }) => label === 'calendar.block time')!.act();
      return made;
    };
    expect(block(types(3).map((type, at) => ({ ...type, byDefault: at === 1 })))).to.deep.equal(['t1']);
    expect(block(types(3))).to.deep.equal([undefined]);
  });

  it('offers an absence where it is the viewer’s to write down: of themselves and of their people', () => {
    const people = [
      { id: 'ja', name: 'Maria', teams: [], open: true },
      { id: 'moja', name: 'Anna', teams: [], open: true },
      { id: 'obcy', name: 'Jan', teams: [], open: false },
    ];
    const me = (rights: readonly string[]) =>
      ({ userId: 'ja', name: 'Maria', may: (right: string) => rights.includes(right) }) as never;
    const names = (rights: readonly string[]) => [...new Set(awayOf(people, me(rights)).map(({ name }) => name))];
    expect(names([])).to.deep.equal(['Maria']);
    expect(names(['task.assign'])).to.deep.equal(['Maria', 'Anna']);
    expect(labels(open(2).items)).not.to.include('absence.add');
    expect(labels(open(2, () => undefined).items)).to.include('absence.add');
  });
});
