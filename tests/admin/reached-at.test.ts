import { expect } from 'chai';
import { reachedAt } from '../../admin/components/reached-at.ts';
import type { ShownPoint } from '../../db/suppressions.ts';

const point = (id: string, more: Partial<ShownPoint> = {}): ShownPoint => ({
  ...{ id, personId: null, kind: 'phone', value: id, normalised: id, label: null },
  ...{ isMain: false, state: 'good', stateReason: null, version: 1, suppressions: [], ...more },
});
const person = (lastName: string, contactPoints: readonly ShownPoint[], isMain = false) => ({
  ...{ id: lastName, firstName: 'Ewa', lastName, isMain, contactPoints },
});

describe('where a company is called or written to', () => {
  it('is an address of its own first, and only one that works', () => {
    const people = [person('Kot', [point('2')], true)];
    expect(reachedAt({ contactPoints: [point('1')], people }, 'phone')).to.deep.equal({ normalised: '1' });
    expect(reachedAt({ contactPoints: [point('1', { state: 'wrong' })], people }, 'phone')).to.deep.equal({
      ...{ normalised: '2', person: { id: 'Kot', name: 'Ewa Kot' } },
    });
    expect(reachedAt({ contactPoints: [point('1')], people }, 'email')).to.equal(undefined);
  });

  it('is none on the do-not-contact list, for everything or for a service', () => {
    const listed = (purpose: string | null) => ({ suppressions: [{ purpose, reason: 'prośba', since: '2026-12-03' }] });
    const people = [person('Kot', [point('2', listed(null)), point('3')])];
    const at = (purpose: string | null) =>
      reachedAt({ contactPoints: [point('1', listed(purpose))], people }, 'phone')?.normalised;
    expect(at(null)).to.equal('3');
    expect(at('service')).to.equal('3');
    expect(at('marketing'), 'it may be called about its own business').to.equal('1');
  });

  it('is of people that of the main one, then a main address, then the oldest', () => {
    const kot = person('Kot', [point('2'), point('9', { isMain: true })]);
    const lis = person('Lis', [point('1')]);
    const at = (...people: readonly ReturnType<typeof person>[]) =>
      reachedAt({ contactPoints: [], people }, 'phone')?.normalised;
    expect(at(kot, lis, person('Sowa', [point('8')], true))).to.equal('8');
    expect(at(kot, lis, person('Sowa', [point('8', { state: 'wrong' })], true))).to.equal('9');
    expect(at(person('Kot', [point('2')]), lis)).to.equal('1');
  });
});
