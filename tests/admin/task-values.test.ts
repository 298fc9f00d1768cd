import { expect } from 'chai';
import { once, recurrenceOf } from '../../admin/pages/task/recurrence.ts';
import { contactOf, newTaskOf, startValues } from '../../admin/pages/task/values.ts';

const zone = 'Europe/Warsaw';
const [opportunity, parent, company] = ['szansa', 'główne', 'klient'].map((name, at) => ({ id: `${at}`, name }));

/** What the form of a task says to the API. */
describe('the form of a task', () => {
  const values = {
    ...startValues({ opportunity: opportunity!, parent: parent!, company: company! }, zone),
    ...{ title: 'Telefon', note: 'Wezmą w maju.', reminders: ['15', '1440'], resourceIds: ['sala'] },
  };

  it('sends what a contact belongs to along with it', async () => {
    expect(await contactOf(values, zone)).to.include({ opportunityId: '0', parentId: '1', companyId: '2' });
  });

  it('sends a new task with its opportunity, main task, reminders and bookings at once', async () => {
    const body = await newTaskOf(values, zone);
    expect(body).to.include({ opportunityId: '0', parentId: '1' });
    expect(body).to.deep.include({ remindMinutes: [15, 1440], resourceIds: ['sala'] });
    expect(body).not.to.have.property('callAnyway');
  });

  it('keeps both in a task that comes again, which books nothing', async () => {
    const again = recurrenceOf(await newTaskOf(values, zone), { ...once, kind: 'day' }, zone) as { task: object };
    expect(again.task).to.include({ opportunityId: '0', parentId: '1' });
    expect(again.task).not.to.have.any.keys('resourceIds', 'percent', 'companyId');
  });

  it('begins with a span or a day that was drawn', () => {
    const span = startValues({ plannedAt: '2027-04-05T07:00:00.000Z', durationMinutes: 90 }, zone);
    expect(span).to.include({ planned: '5.04.2027 09:00', duration: '90', due: '' });
    expect(startValues({ dueAt: '2027-04-05T21:59:00.000Z' }, zone)).to.include({ planned: '', due: '5.04.2027' });
  });
});
