import { expect } from 'chai';
import { fromWall, instantTyped, shiftWall, startOfDay, toWall, wallMinutes } from '../../../domain/calendar/wall.ts';

const warsaw = 'Europe/Warsaw';

describe('the clock on the wall (rule 28)', () => {
  it('reads an instant as it stands on the wall of the zone, and back', () => {
    expect(toWall('2026-11-27T08:15:00.000Z', warsaw)).to.equal('2026-11-27T09:15');
    expect(fromWall('2026-11-27T09:15', warsaw)).to.equal('2026-11-27T08:15:00.000Z');
    expect(toWall('2026-11-27T03:30:00.000Z', 'America/New_York')).to.equal('2026-11-26T22:30');
    expect(fromWall('2026-11-26', warsaw)).to.equal('2026-11-25T23:00:00.000Z');
  });

  it('reads no instant from what is empty or half typed', () => {
    expect(instantTyped('2026-11-27T09:15', warsaw)).to.equal('2026-11-27T08:15:00.000Z');
    expect(instantTyped('2026-11-26', warsaw)).to.equal('2026-11-25T23:00:00.000Z');
    for (const typed of [
      '',
      '12',
      '2026-11',
      '2026-11-2',
      '2026-11-27T',
      '2026-11-27T9:1',
      '2026-13-45T09:15',
      'jutro',
    ])
      expect(instantTyped(typed, warsaw), typed).to.equal(null);
  });

  it('moves what the clock jumps over in spring on by the gap', () => {
    expect(fromWall('2026-03-29T01:59', warsaw)).to.equal('2026-03-29T00:59:00.000Z');
    expect(fromWall('2026-03-29T02:30', warsaw)).to.equal('2026-03-29T01:30:00.000Z');
    expect(toWall('2026-03-29T01:30:00.000Z', warsaw)).to.equal('2026-03-29T03:30');
    expect(fromWall('2026-03-29T03:00', warsaw)).to.equal('2026-03-29T01:00:00.000Z');
  });

  it('begins a day at its midnight there, in words that still name the day', () => {
    expect(startOfDay('2026-11-25', warsaw)).to.equal('2026-11-25T00:00:00+01:00');
    expect(startOfDay('2026-07-01', warsaw)).to.equal('2026-07-01T00:00:00+02:00');
    expect(startOfDay('2026-10-25', warsaw)).to.equal('2026-10-25T00:00:00+02:00');
    expect(startOfDay('2026-07-01', 'America/St_Johns')).to.equal('2026-07-01T00:00:00-02:30');
    expect(startOfDay('2026-01-01', 'UTC')).to.equal('2026-01-01T00:00:00+00:00');
    for (const [day, zone] of [
      ['2026-11-25', warsaw],
      ['2026-03-29', warsaw],
      ['2026-03-29', 'Asia/Beirut'],
    ] as const)
      expect(Date.parse(startOfDay(day, zone)), zone).to.equal(Date.parse(fromWall(day, zone)));
  });

  it('takes the first of the hours that come twice in autumn', () => {
    expect(fromWall('2026-10-25T02:30', warsaw)).to.equal('2026-10-25T00:30:00.000Z');
    expect(toWall('2026-10-25T00:30:00.000Z', warsaw)).to.equal('2026-10-25T02:30');
    expect(toWall('2026-10-25T01:30:00.000Z', warsaw)).to.equal('2026-10-25T02:30');
    expect(fromWall('2026-10-25T03:00', warsaw)).to.equal('2026-10-25T02:00:00.000Z');
  });

  it('keeps an appointment at its hour when it is moved over a change of the clock', () => {
    for (const [from, to] of [
      ['2026-10-24T09:00', '2026-10-26T09:00'],
      ['2026-03-28T09:00', '2026-03-30T09:00'],
    ] as const) {
      const moved = shiftWall(toWall(fromWall(from, warsaw), warsaw), 2 * 24 * 60);
      expect(moved).to.equal(to);
      expect(toWall(fromWall(moved, warsaw), warsaw)).to.equal(to);
    }
  });

  it('holds for every quarter of an hour of a year but those that come twice or never', () => {
    let odd = 0;
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 900_000) {
      const instant = new Date(at).toISOString();
      if (fromWall(toWall(instant, warsaw), warsaw) !== instant) odd++;
    }
    expect(odd).to.equal(4);
  });

  it('does not care in which zone it runs', () => {
    expect(wallMinutes('2026-03-08T01:30', '2026-03-08T03:30')).to.equal(120);
    expect(shiftWall('2026-03-08T02:30', 0)).to.equal('2026-03-08T02:30');
  });
});
