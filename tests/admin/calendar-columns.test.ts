import { expect } from 'chai';
import { columnOf, peopleOf, placeOf } from '../../admin/pages/calendar/columns.ts';
import type { CalendarTask } from '../../db/calendar.ts';

const meeting = { ownerId: 'anna', userIds: ['pawel'], resources: ['hall'] } as unknown as CalendarTask;

describe('an entry that is dragged into another column', () => {
  const to = (person: string, from?: string) => placeOf(meeting, columnOf('team', person, from));

  it('is given away where it stood in the column of its owner', () => {
    expect(to('maria', 'anna')).to.deep.equal({ ownerId: 'maria' });
    expect(peopleOf(meeting, { ownerId: 'maria' })).to.deep.equal({ people: ['maria', 'pawel'] });
  });

  it('stays its owner’s where it stood in that of somebody who takes part: the other one takes their place', () => {
    expect(to('maria', 'pawel')).to.deep.equal({ userIds: ['maria'] });
    expect(to('anna', 'pawel'), 'who is there already').to.deep.equal({ userIds: [] });
    expect(peopleOf(meeting, { userIds: ['maria'] })).to.deep.equal({ people: ['anna', 'maria'] });
  });

  it('books another thing in the place of the first', () => {
    expect(placeOf(meeting, columnOf('resources', 'room', 'hall'))).to.deep.equal({ resources: ['room'] });
  });

  it('goes nowhere else where the column stays', () => {
    expect(placeOf(meeting, columnOf('team', undefined, undefined))).to.deep.equal({});
    expect(peopleOf(meeting, {})).to.deep.equal({});
  });
});
