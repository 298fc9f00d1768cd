import { expect } from 'chai';
import { openings, sayReason, writtenReasons } from '../../domain/reasons.ts';
import { stageClosed } from '../../domain/scenario/enter.ts';
import { shippedScenarios } from '../../domain/scenario/shipped/list.ts';

describe('a reason that is written down', () => {
  it('has words in both languages wherever Nurt wrote it itself', () => {
    for (const code of Object.keys(writtenReasons)) {
      const { pl, en } = sayReason(code);
      expect(pl, code)
        .to.match(/^\p{Lu}/u)
        .and.not.equal(code);
      expect(en, code).to.match(/^\p{Lu}/u);
      expect(pl, code).not.to.equal(en);
    }
  });

  it('has words wherever a scenario that comes with Nurt ends with it', () => {
    const ends = shippedScenarios.flatMap(({ graph }) => Object.values(graph.steps));
    const reasons = ends.flatMap((step) => (step.kind === 'end' && step.reason !== undefined ? [step.reason] : []));
    expect(reasons).not.to.deep.equal([]);
    for (const reason of [...reasons, stageClosed.reason!]) expect(Object.keys(writtenReasons)).to.include(reason);
  });

  const told: readonly [string, string, string][] = [
    ['consent withdrawn', 'Zgoda wycofana', 'Consent was withdrawn'],
    ['no sender', 'Brak czynnego konta nadawczego', 'No active sending account'],
    ['refused: over cap', 'Za dużo kontaktów w ostatnich dniach', 'Too many contacts in the last days'],
    ['failed: expired', 'Minął czas na wysłanie', 'The time to send it has passed'],
    ['Not an address: biuro@', 'To nie jest adres: biuro@', 'Not an address: biuro@'],
  ];
  for (const [stored, pl, en] of told)
    it(`says "${stored}" in words`, () => expect(sayReason(stored)).to.deep.equal({ pl, en }));

  it('says why a run is stuck', () => {
    expect(sayReason('no-step|call').pl).to.match(/^Scenariusz nie ma kroku „call”/);
  });

  it('leaves what a server or a person wrote as it is', () => {
    for (const own of ['550 5.1.1 User unknown: biuro@firma.example', 'Klient prosi o przerwę', 'Bez zainteresowania'])
      expect(sayReason(own)).to.deep.equal({ pl: own, en: own });
  });

  it('keeps the words of others behind an opening', () => {
    for (const opening of Object.keys(openings))
      expect(sayReason(`${opening}: ECONNRESET`).pl).to.include('ECONNRESET');
  });
});
