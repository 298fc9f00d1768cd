import { expect } from 'chai';
import { putOffAgainSince, putOffSince, refusedSince } from '../../../domain/effects/mail-trouble.ts';

/** The try that is due at eleven. */
const eleven = '2026-11-26T11:00:00.000Z';
const at = (iso: string) => iso.slice(11, 19);

describe('since when a mail server takes nothing', () => {
  for (const [refusals, since] of [
    [1, '10:59:45'],
    [3, '10:58:15'],
    [6, '10:44:15'],
    [10, '09:44:15'],
  ] as const)
    it(`${refusals} refusals in a row began at ${since}, when the next try is at eleven`, () =>
      expect(at(refusedSince(refusals, eleven))).to.equal(since));

  for (const [attempts, since, again] of [
    [2, '10:57:00', '10:57:00'],
    [3, '10:52:00', '10:53:00'],
    [7, '09:22:00', '10:00:00'],
  ] as const)
    it(`a message tried ${attempts} times was first put off at ${since}, and again at ${again}`, () =>
      expect([at(putOffSince(attempts, eleven)), at(putOffAgainSince(attempts, eleven))]).to.deep.equal([
        since,
        again,
      ]));
});
