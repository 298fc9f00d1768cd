import { expect } from 'chai';
import { strictestWords, type Status, type Word } from '../../../domain/governor/strictest-words.ts';

type Side = Word['side'];

const said = (side: Side, status: Status, over: Partial<Word> = {}): Word => ({
  ...{ side, status, channel: 'email', purpose: 'marketing', personId: null, pointId: null, shared: true },
  ...over,
});
const anna = { personId: 'anna', shared: false };
const address = { pointId: 'biuro', shared: true };

describe('the strictest word of two cards that become one (rule 26)', () => {
  // Words, the newest first; whom and what is refused again.
  const table: readonly (readonly [string, readonly Word[], readonly (readonly [string | null, string | null])[]])[] = [
    [
      'a refusal of the firm wins over an older yes',
      [said('kept', 'refused'), said('merged', 'given')],
      [[null, null]],
    ],
    ['a refusal of the firm wins over a newer yes', [said('kept', 'given'), said('merged', 'refused')], [[null, null]]],
    ['a refusal stands by itself where the other said nothing', [said('merged', 'refused')], []],
    ['a yes of one holds for both where nobody refused', [said('merged', 'given')], []],
    [
      'words of other purposes do not meet',
      [said('kept', 'given', { purpose: 'news' }), said('merged', 'refused')],
      [],
    ],
    [
      'a person who refused before the other firm agreed has refused still',
      [said('merged', 'given'), said('kept', 'refused', anna)],
      [['anna', null]],
    ],
    [
      'a person whose own firm agreed later had agreed before',
      [said('merged', 'given'), said('kept', 'given'), said('kept', 'refused', anna)],
      [],
    ],
    ['a person who agreed last goes on', [said('kept', 'given', anna), said('merged', 'refused')], []],
    [
      'an address that both have is refused where one refused it',
      [said('merged', 'given'), said('kept', 'refused', address)],
      [[null, 'biuro']],
    ],
    [
      'an address that one of them alone refused is refused still',
      [said('merged', 'given'), said('kept', 'refused', { ...address, shared: false })],
      [[null, 'biuro']],
    ],
    [
      'what the firm refuses again is not said for each of its people and addresses',
      [
        said('merged', 'given'),
        said('kept', 'refused', anna),
        said('kept', 'refused', address),
        said('kept', 'refused'),
      ],
      [[null, null]],
    ],
    [
      'the word of the firm of two persons is on both cards',
      [said('both', 'given'), said('kept', 'refused', { ...anna, shared: true })],
      [],
    ],
  ];
  for (const [fact, words, refused] of table)
    it(fact, () => {
      const strict = strictestWords(words);
      expect(strict.map(({ personId, pointId }) => [personId, pointId])).to.deep.equal(refused);
      expect(strict.every(({ wins }) => wins === 'refused')).to.equal(true);
    });
});
