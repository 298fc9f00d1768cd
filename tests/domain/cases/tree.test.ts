import { expect } from 'chai';
import { growTree, progressOf, type Branch, type TreeTask } from '../../../domain/cases/tree.ts';

const task = (id: string, over: Partial<TreeTask> = {}): TreeTask => ({
  id,
  parentId: null,
  state: 'open',
  percent: 0,
  durationMinutes: 60,
  ...over,
});
const shape = (branches: readonly Branch<TreeTask>[]): unknown =>
  branches.map(({ task: { id }, parts, progress }) => [id, progress, ...(parts.length > 0 ? [shape(parts)] : [])]);

describe('the tree of a case', () => {
  it('a branch is as far as its parts, each as heavy as the minutes it takes', () => {
    const tasks = [
      task('main', { percent: 5 }),
      task('long', { parentId: 'main', durationMinutes: 90 }),
      task('short', { parentId: 'main', durationMinutes: 30, state: 'done' }),
    ];
    const tree = growTree(tasks);
    expect(shape(tree)).to.deep.equal([
      [
        'main',
        25,
        [
          ['long', 0],
          ['short', 100],
        ],
      ],
    ]);
    expect(progressOf(tree)).to.equal(25);
  });

  it('what was dropped does not count, and a case without work has no progress', () => {
    const tree = growTree([task('a', { state: 'done' }), task('b', { state: 'cancelled' })]);
    expect(progressOf(tree)).to.equal(100);
    expect(progressOf(growTree([task('b', { state: 'withdrawn' })]))).to.equal(null);
    expect(progressOf([])).to.equal(null);
  });

  it('a task whose main task is elsewhere stands at the top, and a ring is cut', () => {
    const tree = growTree([
      task('part', { parentId: 'elsewhere' }),
      task('a', { parentId: 'b' }),
      task('b', { parentId: 'a' }),
    ]);
    expect(tree.map(({ task: { id } }) => id)).to.have.members(['part', 'a', 'b']);
  });
});
