import { expect } from 'chai';
import ical from 'node-ical';
import { writeCalendar, type Entry } from '../../../domain/tasks/ical.ts';

const call: Entry = {
  uid: 'a@nurt',
  sequence: 3,
  changedAt: '2026-11-20T10:00:00.000Z',
  when: { startsAt: '2026-11-27T08:15:00.000Z', endsAt: '2026-11-27 08:30:00' },
  title: 'Telefon; „Żółw, Gęś” \\ spółka',
  text: 'Pierwsza linia\nDruga, linia',
  url: 'https://nurt.example/admin/tasks?id=a',
  state: 'confirmed',
};

function readBack(entries: Entry[]): ical.VEvent[] {
  const read = ical.sync.parseICS(writeCalendar('Anna', entries));
  return Object.values(read).filter((part): part is ical.VEvent => part?.type === 'VEVENT');
}

describe('a calendar feed', () => {
  it('reads back as it was written', () => {
    const [event] = readBack([call]);
    expect(event?.summary).to.equal(call.title);
    expect(event?.description).to.equal(call.text);
    expect(event?.start.toISOString()).to.equal('2026-11-27T08:15:00.000Z');
    expect(event?.end?.toISOString()).to.equal('2026-11-27T08:30:00.000Z');
    expect(event?.uid).to.equal('a@nurt');
    expect(Number(event?.sequence)).to.equal(3);
  });

  it('shows untimed work as a whole day that blocks nobody’s time (rule 31)', () => {
    const [event] = readBack([{ ...call, when: { on: '2026-11-30' } }]);
    expect(event?.datetype).to.equal('date');
    expect(event?.transparency).to.equal('TRANSPARENT');
    expect(event?.start.toDateString()).to.equal('Mon Nov 30 2026');
    expect(writeCalendar('Anna', [{ ...call, when: { on: '2026-11-30' } }])).to.contain('DTEND;VALUE=DATE:20261201');
  });

  it('cancels what was dropped', () => {
    expect(readBack([{ ...call, state: 'cancelled' }])[0]?.status).to.equal('CANCELLED');
  });

  it('folds at 75 octets, never inside a letter', () => {
    const long = `${'zażółć gęślą jaźń € 🎉 '.repeat(20)}.`;
    const text = writeCalendar('Anna', [{ ...call, title: long }]);
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).to.be.at.most(75);
      expect(line).not.to.contain('\uFFFD');
    }
    expect(readBack([{ ...call, title: long }])[0]?.summary).to.equal(long);
  });

  it('lets no control character through', () => {
    expect(writeCalendar('Anna', [{ ...call, title: 'a\u0000b\u0007c' }])).to.contain('SUMMARY:abc');
  });
});
