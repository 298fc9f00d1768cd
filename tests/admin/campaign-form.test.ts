import { expect } from 'chai';
import { draftOf, emptyForm, formOf, withStored } from '../../admin/pages/new-campaign/form.ts';
import type { CampaignChoices } from '../../db/campaign-choices.ts';
import type { Stage } from '../../db/campaign-stages.ts';
import type { CampaignRead } from '../../admin/pages/campaign/shapes.ts';

const firm = '019b0000-0000-7000-8000-000000000001';
const begun = emptyForm({
  ...{ today: '2026-11-27', supervisorId: 'maria', legalEntityId: firm },
  ...{ scenarioVersionId: '', stageName: 'Etap 1' },
});

const read: CampaignRead = {
  ...draftOf(begun),
  ...{ id: 'c', currency: 'PLN', own: {}, state: 'draft', stateReason: null, openWork: 'finish' },
  ...{ paused: false, pausedBecause: null, supervisorName: 'Maria', supervisorActive: true, approvedAt: null },
  ...{ approvedByName: null, startedAt: null, endedAt: null, createdBy: 'user:maria', version: 1 },
  ...{ stages: [], actions: [] },
};

describe('the form of a campaign', () => {
  it('sends the firm that was chosen', () => {
    expect(draftOf(begun).legalEntityId).to.equal(firm);
  });

  it('keeps the firm of a draft that is opened again', () => {
    expect(draftOf(formOf(read)).legalEntityId).to.equal(firm);
  });

  it('shows the supervisor who has left and the older version that a stage follows, beside what may be chosen', () => {
    const stage: Stage = {
      ...{ id: 's', name: 'Etap 1', position: 1, startsOn: '2026-11-27', endsOn: '2026-12-27', goalCount: null },
      ...{ state: 'planned' as const, budgetMinor: null, openedAt: null, closedAt: null, scenarioVersionId: 'v1' },
      ...{ tasksOnClose: 'finish' as const, entry: 'everyone' as const },
      ...{ scenarioNumber: 1, scenarioNamePl: 'Oferta', scenarioNameEn: 'Offer' },
    };
    const newest = { versionId: 'v2', number: 2, namePl: 'Oferta', nameEn: 'Offer', sendsMail: true };
    const choices: CampaignChoices = {
      ...{ scenarios: [newest], supervisors: [{ id: 'jan', name: 'Jan' }], today: '2026-11-28' },
      ...{ legalEntities: [], mailOff: false, whole: true, groups: [], classes: [], imports: [] },
    };
    const shown = withStored(choices, { ...read, stages: [stage, { ...stage, id: 's2', position: 2 }] });
    expect(shown.supervisors.map(({ name }) => name)).to.deep.equal(['Jan', 'Maria']);
    expect(shown.scenarios.map(({ versionId, number }) => [versionId, number])).to.deep.equal([
      ['v2', 2],
      ['v1', 1],
    ]);
    expect(withStored(shown, { ...read, stages: [stage] })).to.deep.equal(shown);
  });
});
