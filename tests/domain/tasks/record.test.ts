import { expect } from 'chai';
import { DomainError } from '../../../domain/domain-error.ts';
import {
  checkCorrection,
  isOfRecord,
  mayCorrect,
  type Correction,
  type Finished,
} from '../../../domain/tasks/record.ts';

const outcomes = [
  { code: 'talked', name: { pl: 'Rozmowa', en: 'Talked' } },
  { code: 'complaint', name: { pl: 'Reklamacja', en: 'Complaint' }, asks: 'note' as const },
  { code: 'call-back', name: { pl: 'Oddzwonić', en: 'Call back' }, asks: 'date' as const },
];
const work: Finished = {
  ...{ ownerId: 'anna', doneBy: 'anna', isContact: false, effectKey: null, outcome: 'talked', note: null },
  ...{ workMinutes: 12, callSeconds: null, doneAt: '2026-11-26T10:00:00.000Z', now: '2026-11-26T12:00:00.000Z' },
};
const contact: Finished = { ...work, isContact: true, note: 'Wezmą w maju.' };
const followed: Finished = { ...work, effectKey: 'run:call:1' };

describe('a correction of finished work', () => {
  const answer = (was: Finished, wanted: Correction): string => {
    try {
      checkCorrection(was, wanted, outcomes);
      return 'taken';
    } catch (error) {
      return error instanceof DomainError ? error.code : String(error);
    }
  };

  for (const [what, was, wanted, said] of [
    ['another outcome', work, { outcome: 'call-back' }, 'taken'],
    ['an outcome that is not there', work, { outcome: 'sold' }, 'outcome.unknown'],
    ['an outcome that says nothing without a note', work, { outcome: 'complaint' }, 'answer.missing'],
    ['the same with a note', work, { outcome: 'complaint', note: 'Pęknięta szyba' }, 'taken'],
    ['an outcome that a scenario has taken', followed, { outcome: 'call-back' }, 'task.outcome_taken'],
    ['the same outcome once more', followed, { outcome: 'talked' }, 'taken'],
    ['what was said for a scenario', followed, { note: 'Chcą rabatu' }, 'taken'],
    ['a note taken away from a contact', contact, { note: ' ' }, 'contact.empty'],
    ['a note taken away from planned work', { ...work, note: 'x' }, { note: null }, 'taken'],
    ['an end that is still to come', contact, { doneAt: '2026-11-26T12:02:00Z' }, 'contact.future'],
    ['a measured time, without a reason (rule 39)', work, { workMinutes: 20 }, 'task.reason_missing'],
    ['a measured time, with one', work, { workMinutes: 20, reason: 'przerwa na obiad' }, 'taken'],
    ['a measured end, without a reason', work, { doneAt: '2026-11-26T09:00:00Z' }, 'task.reason_missing'],
    ['the same time in other words', work, { doneAt: '2026-11-26T11:00:00+01:00', workMinutes: 12 }, 'taken'],
    ['a time that nobody measured', work, { callSeconds: 60 }, 'taken'],
    ['the times of a contact, which were typed', contact, { doneAt: '2026-11-25T09:00:00Z', workMinutes: 3 }, 'taken'],
  ] as const) {
    it(`${what}: ${said}`, () => {
      expect(answer(was, wanted)).to.equal(said);
    });
  }

  it('is for who did or had it, their superior, and who sees everything', () => {
    const of = { ownerId: 'anna', doneBy: 'pawel' };
    expect(mayCorrect(of, { scope: 'own', seesUsers: ['anna'] })).to.equal(true);
    expect(mayCorrect(of, { scope: 'own', seesUsers: ['pawel'] })).to.equal(true);
    expect(mayCorrect(of, { scope: 'own', seesUsers: ['maria', 'anna'] })).to.equal(true);
    expect(mayCorrect(of, { scope: 'all', seesUsers: ['jan'] })).to.equal(true);
    expect(mayCorrect(of, { scope: 'own', seesUsers: ['olga'] })).to.equal(false);
  });

  it('reaches everything but the customer and what had been planned', () => {
    expect(['outcome', 'doneAt', 'kilometres', 'type', 'place'].every(isOfRecord)).to.equal(true);
    expect(['companyId', 'plannedAt', 'dueAt', 'receiver', 'remindMinutes'].some(isOfRecord)).to.equal(false);
  });
});
