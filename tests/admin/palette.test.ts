import { expect } from 'chai';
import { asSearched } from '../../domain/lists/as-searched.ts';
import { offeredActions, offeredPages } from '../../admin/frame/offers.ts';
import { pages } from '../../admin/pages/list.ts';
import { pageAt } from '../../admin/pages/match.ts';

/** The exchange opens it with the number of whoever calls. */
const needsNumber = ['/admin/call'];

describe('the palette', () => {
  it('takes the last nine digits of a phone, however it was written (rule 41)', () => {
    expect(asSearched('+48 602 123 456')).to.equal('602123456');
    expect(asSearched('0048602123456')).to.equal('602123456');
    expect(asSearched('(22) 602-12-34')).to.equal('226021234');
    expect(asSearched('525-22-14-198 ')).to.equal('252214198');
    expect(asSearched('Alfa 602123456')).to.equal('Alfa 602123456');
  });

  it('offers every page that needs no record, to whoever may open it', () => {
    const forgotten = pages
      .filter(({ path, forDevelopers }) => !path.includes(':') && !forDevelopers && !needsNumber.includes(path))
      .filter(({ path, right }) => {
        const me = { may: (wanted: string) => wanted === right };
        return ![...offeredActions(me), ...offeredPages(me)].some(({ to }) => to === path);
      });
    expect(forgotten.map(({ path }) => path)).to.deep.equal([]);
  });

  it('offers only what its viewer may do, and no address that leads nowhere', () => {
    const operator = { may: (right: string) => right === 'company.read' || right === 'task.read' };
    expect(offeredActions(operator)).to.deep.equal([]);
    expect(offeredPages(operator).map(({ to }) => to))
      .to.include('/admin/companies')
      .and.not.include('/admin/users');
    for (const { to } of [...offeredActions({ may: () => true }), ...offeredPages({ may: () => true })]) {
      if (!/^\/admin\/resources\/\w+$/.test(to)) expect(pageAt(to), to).to.not.equal(undefined);
    }
  });
});
