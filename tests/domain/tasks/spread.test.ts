import { expect } from 'chai';
import { spread } from '../../../domain/tasks/spread.ts';

describe('work that is divided', () => {
  const tasks = (customers: string) => [...customers].map((companyId, at) => ({ id: `t${at}`, companyId }));
  const places = (customers: string, count: number) => [...spread(tasks(customers), count).values()];

  it('keeps the tasks of one customer together', () => {
    const answer = spread(tasks('abab'), 2);
    expect(answer.get('t0')).to.equal(answer.get('t2'));
    expect(answer.get('t1')).to.equal(answer.get('t3'));
    expect(answer.get('t0')).not.to.equal(answer.get('t1'));
  });

  it('comes out even where customers allow it', () => {
    const answer = places('aaabcd', 2);
    expect(answer.filter((place) => place === 0)).to.have.length(3);
  });

  it('divides what has no customer one by one', () => {
    const loose = ['x', 'y', 'z', 'w'].map((id) => ({ id, companyId: null }));
    expect([...spread(loose, 4).values()].sort()).to.deep.equal([0, 1, 2, 3]);
  });

  it('is nothing for nobody’s tasks', () => {
    expect(spread([], 3).size).to.equal(0);
  });
});
