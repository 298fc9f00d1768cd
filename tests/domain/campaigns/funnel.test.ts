import { expect } from 'chai';
import { funnelOf } from '../../../domain/campaigns/funnel.ts';
import { readFunnelKey } from '../../../domain/campaigns/funnel-key.ts';
import { openingContacts, stepsInOrder } from '../../../domain/campaigns/scenario-steps.ts';
import { calling, invitation } from '../../support/campaigns.ts';

const first = '0193a4e0-0000-7000-8000-000000000001';
const second = '0193a4e0-0000-7000-8000-000000000002';

describe('the funnel', () => {
  it('follows the scenario: sent, opened, replied, called, won', () => {
    const lines = funnelOf([{ id: first, version: invitation }]);
    expect(lines.map((line) => [line.kind, line.name])).to.deep.equal([
      ['taking part', undefined],
      ['sent', 'Zaproszenie'],
      ['opened', 'Zaproszenie'],
      ['replied', undefined],
      ['done', 'Telefon po zaproszeniu'],
      ['success', undefined],
    ]);
  });

  it('with several stages each tells first who came in', () => {
    const lines = funnelOf([
      { id: first, version: invitation },
      { id: second, version: calling },
      { id: 'no scenario', version: null },
    ]);
    expect(lines.filter((line) => line.kind === 'entered').map((line) => line.stageId)).to.deep.equal([first, second]);
  });

  it('every key that it makes can be read back', () => {
    for (const line of funnelOf([{ id: first, version: invitation }])) {
      const read = readFunnelKey(line.key);
      expect(read).to.include({ key: line.key, kind: line.kind });
      expect([read?.stageId, read?.step]).to.deep.equal([line.stageId, line.step]);
    }
  });

  for (const key of [
    '',
    'sent',
    `sent.${first}`,
    'sent.x.invite',
    'nonsense.a.b',
    "success'; drop table",
    `entered.${first}' or 1=1`,
  ]) {
    it(`"${key}" is no key`, () => expect(readFunnelKey(key)).to.equal(undefined));
  }
});

describe('the steps of a scenario', () => {
  it('come in the order in which a run comes to them', () => {
    expect(stepsInOrder(invitation)).to.deep.equal(['invite', 'listen', 'won', 'call', 'lost']);
  });
  it('a loop is walked once', () => {
    const looped = {
      ...calling,
      steps: { ...calling.steps, lost: { kind: 'wait', for: { unit: 'minutes', count: 5 }, next: 'call' } as const },
    };
    expect(stepsInOrder(looped)).to.deep.equal(['call', 'won', 'lost']);
  });
  it('a run begins with the contacts before any other', () => {
    expect(openingContacts(invitation).map((contact) => contact.id)).to.deep.equal(['invite']);
    expect(openingContacts(calling).map((contact) => contact.id)).to.deep.equal(['call']);
  });
  it('a way of its own for those who may not be written to is another beginning', () => {
    const invite = { ...invitation.steps['invite']!, refused: 'call' } as never;
    const version = { ...invitation, steps: { ...invitation.steps, invite } };
    expect(openingContacts(version).map((contact) => contact.id)).to.deep.equal(['invite', 'call']);
  });
});
