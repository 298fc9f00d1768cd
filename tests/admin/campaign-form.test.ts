import { expect } from 'chai';
import { draftOf, emptyForm, formOf } from '../../admin/pages/new-campaign/form.ts';
import type { CampaignRead } from '../../admin/pages/campaign/shapes.ts';

const firm = '019b0000-0000-7000-8000-000000000001';
const begun = emptyForm({
  ...{ today: '2026-11-27', supervisorId: 'maria', legalEntityId: firm },
  ...{ scenarioVersionId: '', stageName: 'Etap 1' },
});

describe('the form of a campaign', () => {
  it('sends the firm that was chosen', () => {
    expect(draftOf(begun).legalEntityId).to.equal(firm);
  });

  it('keeps the firm of a draft that is opened again', () => {
    const read: CampaignRead = {
      ...draftOf(begun),
      ...{ id: 'c', currency: 'PLN', own: {}, state: 'draft', stateReason: null, openWork: 'finish' },
      ...{ paused: false, pausedBecause: null, supervisorName: 'Maria', supervisorActive: true, approvedAt: null },
      ...{ approvedByName: null, startedAt: null, endedAt: null, createdBy: 'user:maria', version: 1 },
      ...{ stages: [], actions: [] },
    };
    expect(draftOf(formOf(read)).legalEntityId).to.equal(firm);
  });
});
