import { expect } from 'chai';
import { asksWhenMet, bodyAfterMeeting, type Chosen, type Met, type Theirs } from '../../admin/components/meeting.ts';
import { metSides } from '../../admin/components/typed-part.ts';

describe('two people in the same form', () => {
  const asked: string[][] = [];
  const answering = (chosen: Chosen) => {
    asked.length = 0;
    return asksWhenMet((met) => {
      asked.push(Object.keys(met.theirs.fields));
      return Promise.resolve(chosen);
    });
  };
  const metIn = (fields: Theirs['fields']): Met => ({ noun: 'case', theirs: { version: 2, fields } });

  it('the second is asked about what both have changed, and about nothing else', async () => {
    const stop = answering({ name: 'Saved' });
    const seen = { name: 'Old', city: 'Kielce', street: 'Krótka', own: { size: 1, floor: 2 } };
    const body = { version: 1, name: 'Mine', city: 'Kielce', street: 'Długa', own: { size: 5, floor: 2 } };
    const fields = {
      name: { yours: 'Mine', theirs: 'Saved' },
      city: { yours: 'Kielce', theirs: 'Radom' },
      street: { yours: 'Długa', theirs: 'Krótka' },
      'own.size': { yours: 5, theirs: 1 },
      'own.floor': { yours: 2, theirs: 3 },
    };
    const again = await bodyAfterMeeting({ met: metIn(fields), body, seen });
    expect(asked).to.deep.equal([['name']]);
    const chosen = { name: 'Saved', city: 'Radom', street: 'Długa', own: { size: 5, floor: 3 } };
    expect(again).to.deep.equal({ ...chosen, version: 2 });
    stop();
  });

  it('is asked nothing where each has changed something else, and goes on with both', async () => {
    const stop = answering(undefined);
    const body = { version: 1, changes: { name: 'Mine' } };
    const met = metIn({ name: { yours: 'Mine', theirs: 'Old' } });
    expect(await bodyAfterMeeting({ met, body, seen: { name: 'Old' } })).to.deep.equal({ ...body, version: 2 });
    expect(asked).to.deep.equal([]);
    stop();
  });

  it('is asked where nothing is told of what stands there', async () => {
    const stop = answering(undefined);
    const body = { version: 1, changes: { name: 'Mine' } };
    expect(await bodyAfterMeeting({ met: metIn({}), body, seen: { name: 'Old' } })).to.equal(undefined);
    expect(asked).to.deep.equal([[]]);
    stop();
  });

  it('an own field that was chosen is sent with the other own ones', async () => {
    const stop = answering({ 'own.size': 3 });
    const body = { version: 1, changes: { own: { size: 5, floor: 2 } } };
    const met = metIn({ 'own.size': { yours: 5, theirs: 3 } });
    const again = await bodyAfterMeeting({ met, body });
    expect(again).to.deep.equal({ version: 2, changes: { own: { size: 3, floor: 2 } } });
    stop();
  });

  it('own fields are met one by one, those that were emptied too', () => {
    const base = { name: 'Old', own: { size: 1, floor: 2, gone: 'x' } };
    const mine = { name: 'Old', own: { size: 5, floor: 2, gone: 'x', new: 'mine' } };
    const theirs = { name: 'Saved', own: { size: 3, floor: 4 } };
    expect(metSides({ base, mine, theirs })).to.deep.equal({
      taken: ['name', 'own.floor', 'own.gone'],
      both: ['own.size'],
      merged: { name: 'Saved', own: { size: 5, floor: 4, gone: null, new: 'mine' } },
    });
  });
});
