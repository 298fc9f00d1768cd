import { expect } from 'chai';
import { nextTask, type Candidate } from '../../../domain/tasks/next-task.ts';

const clock = { now: '2026-11-23T08:00:00Z', zone: 'Europe/Warsaw' };

function task(id: string, over: Partial<Candidate> = {}): Candidate {
  return { id, priority: 'normal', plannedAt: null, dueAt: null, companyId: 'c', inHours: true, ...over };
}

const timed = task('timed', { plannedAt: '2026-11-23T08:09:00Z', priority: 'low' });
const promise = task('promise', { dueAt: '2026-11-21T10:00:00Z', priority: 'low' });
const missed = task('missed', { plannedAt: '2026-11-23T07:30:00Z' });
const high = task('high', { priority: 'high', dueAt: '2026-12-20T10:00:00Z' });
const soon = task('soon', { dueAt: '2026-11-23T15:00:00Z' });
const later = task('later', { dueAt: '2026-11-30T15:00:00Z' });
const undated = task('undated');

describe('the next task', () => {
  const order: readonly [title: string, tasks: Candidate[], id: string, rule: string][] = [
    ['a task set for within ten minutes comes first', [promise, high, timed], 'timed', 'timed'],
    ['an overdue promise comes before a high priority', [high, promise, soon], 'promise', 'promise'],
    ['a time agreed with a customer that has passed is an overdue promise', [high, missed], 'missed', 'promise'],
    ['priority comes before the deadline', [soon, high], 'high', 'priority'],
    ['then the nearest deadline', [later, undated, soon], 'soon', 'due'],
    ['work without a date comes last', [undated], 'undated', 'undated'],
  ];
  for (const [title, tasks, id, rule] of order) {
    it(`${title} (rule 36)`, () => {
      const found = nextTask(tasks, clock);
      expect(found?.task.id).to.equal(id);
      expect(found?.why.rule).to.equal(rule);
    });
  }

  it('a call outside the customer’s hours is never the next one (rule 36)', () => {
    expect(nextTask([{ ...timed, inHours: false }, later], clock)?.task.id).to.equal('later');
    expect(nextTask([{ ...timed, inHours: false }], clock)).to.equal(undefined);
  });

  it('a time of one’s own that has passed is not a promise to anybody', () => {
    expect(nextTask([{ ...missed, companyId: null }, high], clock)?.task.id).to.equal('high');
  });

  it('says why now, in both languages (rule 36)', () => {
    expect(nextTask([timed], clock)?.why.said).to.deep.equal({
      pl: 'umówione na 9:09, za 9 min',
      en: 'set for 9:09, in 9 min',
    });
    expect(nextTask([promise], clock)?.why.said.pl).to.equal('obiecane, termin minął: 21 listopada');
  });

  it('is the same whatever the order in which the tasks come', () => {
    const tasks = [later, undated, soon, high, promise, timed];
    expect(nextTask(tasks.toReversed(), clock)?.task.id).to.equal(nextTask(tasks, clock)?.task.id);
  });
});
