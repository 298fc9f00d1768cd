import { expect } from 'chai';
import ical from 'node-ical';
import { tellingOf, writeInvitation, type Told } from '../../../domain/tasks/itip.ts';

const told: Told = {
  method: 'REQUEST',
  title: 'Narada',
  startsAt: '2027-04-06T07:00:00.000Z',
  minutes: 60,
  place: 'Sala B',
};

describe('an invitation', () => {
  it('reads back as it was written', () => {
    const text = writeInvitation('REQUEST', {
      ...{ uid: 'a@nurt', sequence: 2, at: '2027-04-01T10:00:00.000Z', startsAt: told.startsAt, minutes: 60 },
      ...{ title: 'Narada; „Żubr, Gęś”', text: 'Pierwsza\nDruga', place: 'Kraków, ul. Długa 1' },
      organizer: { name: 'Anna "Ania" Wiśniewska', address: 'biuro@nurt.example' },
      attendee: { name: 'Józef Zieliński', address: 'jozef@drewpol.example' },
    });
    const read = ical.sync.parseICS(text);
    const event = Object.values(read).find((part): part is ical.VEvent => part?.type === 'VEVENT')!;
    expect(event.summary).to.equal('Narada; „Żubr, Gęś”');
    expect(event.location).to.equal('Kraków, ul. Długa 1');
    expect(event.start.toISOString()).to.equal(told.startsAt);
    expect(event.end!.toISOString()).to.equal('2027-04-06T08:00:00.000Z');
    expect(Number(event.sequence)).to.equal(2);
    expect(event.organizer).to.deep.include({ val: 'mailto:biuro@nurt.example' });
    expect(event.attendee).to.deep.include({ val: 'mailto:jozef@drewpol.example' });
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).to.be.at.most(75);
  });

  it('raises SEQUENCE for the time and the place, and for nothing else (rule 32)', () => {
    const known = { told, sequence: 3 };
    expect(tellingOf(told, known)).to.equal(undefined);
    expect(tellingOf({ ...told, title: 'Narada działu' }, known)).to.deep.equal({ sequence: 3 });
    expect(tellingOf({ ...told, place: null }, known)).to.deep.equal({ sequence: 4 });
    expect(tellingOf({ ...told, minutes: 90 }, known)).to.deep.equal({ sequence: 4 });
    expect(tellingOf({ ...told, startsAt: '2027-04-06T08:00:00.000Z' }, known)).to.deep.equal({ sequence: 4 });
    expect(tellingOf({ ...told, method: 'CANCEL' }, known)).to.deep.equal({ sequence: 3 });
  });

  it('is called off once, and never before it was sent', () => {
    const off: Told = { ...told, method: 'CANCEL' };
    expect(tellingOf(off, { told: null, sequence: 0 })).to.equal(undefined);
    expect(tellingOf(off, { told: off, sequence: 1 })).to.equal(undefined);
    expect(tellingOf(told, { told: off, sequence: 1 })).to.deep.equal({ sequence: 2 });
  });
});
