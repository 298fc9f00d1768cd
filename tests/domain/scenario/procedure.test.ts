import { expect } from 'chai';
import { contactSteps, obstaclesOf, subjectOn, subjectsOn } from '../../../domain/scenario/procedure.ts';
import { invitation } from '../../support/campaigns.ts';

describe('a procedure that a person starts', () => {
  it('is about the case or its customer in a case, about the customer elsewhere', () => {
    expect(subjectsOn({ caseId: 'k' })).to.deep.equal(['case', 'company']);
    expect(subjectsOn({ caseId: null })).to.deep.equal(['company']);
    expect(subjectOn('case', { caseId: 'k', companyId: 'c' })).to.deep.equal({ kind: 'case', id: 'k' });
    expect(subjectOn('company', { caseId: 'k', companyId: 'c' })).to.deep.equal({ kind: 'company', id: 'c' });
    expect(subjectOn('company', { caseId: 'k', companyId: null })).to.equal(undefined);
    expect(subjectOn('participant', { caseId: 'k', companyId: 'c' })).to.equal(undefined);
  });

  it('reaches the customer by its messages and by tasks with a purpose', () => {
    expect(contactSteps(invitation).map(({ step, kind }) => [step, kind])).to.deep.equal([
      ['invite', 'message'],
      ['call', 'task'],
    ]);
  });

  it('is blocked by what makes it impossible, and only warns of what it will pass over', () => {
    const clear = { noSubject: false, runsAlready: false, frozen: false, ownerless: false, contacts: [] };
    expect(obstaclesOf(clear)).to.deep.equal([]);
    const call = { title: 'Telefon', kind: 'task' } as const;
    const all = obstaclesOf({
      ...{ noSubject: true, runsAlready: true, frozen: true, ownerless: true },
      contacts: [
        { ...call, verdict: { may: 'go' } },
        { ...call, verdict: { may: 'later', when: 1, reason: 'quiet hours' } },
        { ...call, verdict: { may: 'not', reason: 'no consent' } },
        { ...call, kind: 'message', verdict: 'no template' },
      ],
    });
    expect(all.map(({ blocks }) => blocks)).to.deep.equal([true, true, false, false, false, false]);
    expect(all.at(-1)!.said.en).to.equal('The message "Telefon" will not go out: no template.');
  });
});
