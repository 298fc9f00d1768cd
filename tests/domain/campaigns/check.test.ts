import { expect } from 'chai';
import {
  checkCampaign,
  demandDates,
  isLoopback,
  type CampaignFacts,
  type StageFacts,
} from '../../../domain/campaigns/check.ts';
import { DomainError } from '../../../domain/domain-error.ts';

const stage: StageFacts = {
  name: 'Zaproszenie',
  startsOn: '2026-11-23',
  endsOn: '2026-12-04',
  budgetMinor: null,
  hasScenario: true,
  entry: 'everyone',
};
const sound: CampaignFacts = {
  name: 'Seminarium',
  supervisor: { name: 'Maria Nowicka', active: true },
  startsOn: '2026-11-23',
  endsOn: '2026-12-18',
  today: '2026-11-23',
  budgetMinor: 1_500_000,
  goalCount: 120,
  stages: [stage],
  audience: { takingPart: 200, all: 240 },
  mailWaits: false,
  mailIsReal: false,
  publicUrl: 'http://127.0.0.1:3000',
};

const problems: readonly [string, Partial<CampaignFacts>, string, string, RegExp][] = [
  ['no account that sends its mail', { mailWaits: true }, 'campaign.mail_waits', 'warning', /Żadne konto e-mail/],
  ['no supervisor', { supervisor: null }, 'campaign.no_supervisor', 'error', /osoby nadzorującej/],
  [
    'a supervisor who has left',
    { supervisor: { name: 'Jan', active: false } },
    'campaign.supervisor_left',
    'error',
    /Jan nie ma/,
  ],
  ['no stages', { stages: [] }, 'campaign.no_stages', 'error', /żadnego etapu/],
  ['no scenario at all', { stages: [{ ...stage, hasScenario: false }] }, 'campaign.no_scenario', 'error', /scenariusz/],
  [
    'a stage that ends before it starts',
    { stages: [{ ...stage, endsOn: '2026-11-22' }] },
    'stage.ends_before_start',
    'error',
    /kończy się 22\.11\.2026, zanim się zacznie \(23\.11\.2026\)/,
  ],
  [
    'a stage outside the campaign',
    { stages: [{ ...stage, endsOn: '2027-01-04' }] },
    'stage.outside_campaign',
    'error',
    /wychodzi poza/,
  ],
  ['a stage that is over', { today: '2026-12-10' }, 'stage.over', 'error', /skończył się 4\.12\.2026/],
  [
    'a first stage that takes results',
    { stages: [{ ...stage, entry: 'success' }] },
    'stage.nobody_enters',
    'error',
    /„wszyscy”/,
  ],
  ['nobody chosen', { audience: { takingPart: 0, all: 0 } }, 'campaign.no_participants', 'error', /nie ma uczestników/],
  [
    'nobody who can be reached',
    { audience: { takingPart: 0, all: 7 } },
    'campaign.no_participants',
    'error',
    /Nikt z wybranych \(7\)/,
  ],
  [
    'stages that cost more than the campaign may',
    { stages: [{ ...stage, budgetMinor: 1_600_050 }] },
    'campaign.stages_over_budget',
    'warning',
    /16000,50/,
  ],
  [
    'a goal above the number of participants',
    { audience: { takingPart: 50, all: 50 } },
    'campaign.goal_out_of_reach',
    'warning',
    /120/,
  ],
  [
    'real mail with links to this machine (rule 2)',
    { mailIsReal: true },
    'campaign.loopback_address',
    'error',
    /PUBLIC_URL/,
  ],
];

describe('the check of a campaign', () => {
  it('a sound one has no problems', () => expect(checkCampaign(sound)).to.deep.equal([]));

  for (const [title, change, code, level, said] of problems) {
    it(`${title} is a${level === 'error' ? 'n error' : ' warning'}`, () => {
      const found = checkCampaign({ ...sound, ...change }).find((problem) => problem.code === code);
      expect(found?.level).to.equal(level);
      expect(found?.said.pl).to.match(said);
      expect(found?.said.en).to.match(/\.$/);
    });
  }

  it('says no number of an audience to whom it is not told', () => {
    const untold = (takingPart: number) =>
      checkCampaign({ ...sound, audience: { takingPart, all: 70, untold: true } }).map(({ code, said }) => [
        code,
        said.en,
      ]);
    expect(untold(50)).to.deep.equal([]);
    const [[code, said] = []] = untold(0);
    expect(code).to.equal('campaign.no_participants');
    expect(said).to.match(/^None of those chosen can take part\./);
  });

  it('errors come before warnings', () => {
    const levels = checkCampaign({ ...sound, supervisor: null, audience: { takingPart: 1, all: 1 } }).map(
      (one) => one.level,
    );
    expect(levels).to.deep.equal(['error', 'warning']);
  });

  it('real mail with an address that others can reach is fine (rule 2)', () => {
    expect(checkCampaign({ ...sound, mailIsReal: true, publicUrl: 'https://crm.firma.pl' })).to.deep.equal([]);
  });

  for (const [url, loopback] of [
    ['http://localhost:3000', true],
    ['http://127.0.0.1', true],
    ['http://127.1.2.3:3000', true],
    ['http://[::1]:3000', true],
    ['https://nurt.example', false],
    ['http://192.168.1.5:3000', false],
    ['not an address', true],
  ] as const) {
    it(`${url} ${loopback ? 'leads back to this machine' : 'can be reached'}`, () =>
      expect(isLoopback(url)).to.equal(loopback));
  }

  it('dates that are none are refused at once, with their field', () => {
    const wrong = { startsOn: '2026-11-23', endsOn: '2026-12-18', stages: [{ ...stage, endsOn: '2026-02-30' }] };
    expect(() => demandDates(wrong))
      .to.throw(DomainError)
      .that.includes({ code: 'stage.bad_date', field: 'stages.0.endsOn' });
  });
});
