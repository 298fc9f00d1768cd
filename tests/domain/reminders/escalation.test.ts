import { expect } from 'chai';
import { nextToTell, type Chain } from '../../../domain/reminders/escalation.ts';

describe('a reminder that nobody takes note of', () => {
  const chain: Chain = {
    level: 'own',
    ownerId: 'anna',
    substituteId: 'pawel',
    superiorId: 'maria',
    administratorIds: ['jan'],
    told: ['anna'],
  };

  it('goes to the substitute, then to the superior, then to an administrator (rule 34)', () => {
    expect(nextToTell(chain)).to.deep.equal({ level: 'substitute', userIds: ['pawel'] });
    expect(nextToTell({ ...chain, level: 'substitute', told: ['anna', 'pawel'] })?.userIds).to.deep.equal(['maria']);
    expect(nextToTell({ ...chain, level: 'superior', told: ['anna', 'maria'] })?.userIds).to.deep.equal(['jan']);
    expect(nextToTell({ ...chain, level: 'administrator' })).to.equal(null);
  });

  it('passes over a level at which there is nobody, or nobody new', () => {
    expect(nextToTell({ ...chain, substituteId: null })).to.deep.equal({ level: 'superior', userIds: ['maria'] });
    expect(nextToTell({ ...chain, substituteId: 'maria', level: 'substitute', told: ['anna', 'maria'] })).to.deep.equal(
      {
        level: 'administrator',
        userIds: ['jan'],
      },
    );
  });

  it('ends when the only administrator is the owner', () => {
    const alone = { ...chain, ownerId: 'jan', substituteId: null, superiorId: null, told: ['jan'] };
    expect(nextToTell(alone)).to.equal(null);
  });
});
