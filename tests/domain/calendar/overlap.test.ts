import { expect } from 'chai';
import { overlapping } from '../../../domain/calendar/overlap.ts';

const taken = (id: string, time: string | null, over: object = {}) => ({
  ...{ id, ownerId: 'anna', plannedAt: time && `2026-11-24T${time}:00Z`, durationMinutes: 60 },
  ...over,
});

describe('time that is taken twice (rule 35)', () => {
  const clashes = (one: ReturnType<typeof taken>, ...others: ReturnType<typeof taken>[]) =>
    overlapping(one, others).map(({ id }) => id);

  it('is what the same person does at the same moment', () => {
    const one = taken('one', '09:00');
    expect(
      clashes(
        one,
        taken('within', '09:15', { durationMinutes: 15 }),
        taken('around', '08:00', { durationMinutes: 240 }),
      ),
    ).to.deep.equal(['within', 'around']);
    expect(clashes(one, taken('before', '08:00'), taken('after', '10:00'))).to.deep.equal([]);
    expect(clashes(one, taken('reaches in', '08:01'), taken('begins within', '09:59'))).to.deep.equal([
      'reaches in',
      'begins within',
    ]);
  });

  it('is nobody else’s, not its own, and none of work without a time', () => {
    const one = taken('one', '09:00');
    expect(clashes(one, taken('other', '09:00', { ownerId: 'pawel' }), one, taken('untimed', null))).to.deep.equal([]);
    expect(clashes(taken('untimed', null), one)).to.deep.equal([]);
  });
});
