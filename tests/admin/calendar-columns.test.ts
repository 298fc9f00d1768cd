import { expect } from 'chai';
import { columnOf, ownerAt, peopleOf, placeOf } from '../../admin/pages/calendar/columns.ts';
import type { CalendarPerson, CalendarTask } from '../../db/calendar.ts';

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

describe('new work where a calendar is pointed at', () => {
  const person = (id: string, open: boolean): CalendarPerson => ({ id, name: id, teams: [], open });
  const people = [person('anna', true), person('pawel', false), person('maria', true)];

  it('is of whose calendar it is, where the viewer may open that', () => {
    expect(ownerAt('maria', people, 'anna')).to.equal('maria');
  });

  it('is the viewer’s own where no more is seen than that somebody is busy, or they are there no more', () => {
    expect(ownerAt('pawel', people, 'anna')).to.equal('anna');
    expect(ownerAt('jozef', people, 'anna')).to.equal('anna');
  });
});
