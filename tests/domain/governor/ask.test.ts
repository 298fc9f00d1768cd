import { expect } from 'chai';
import { askGovernor, type GovernorAnswer, type GovernorQuestion } from '../../../domain/governor/ask.ts';
import { checkRuleBook } from '../../../domain/governor/check.ts';
import { defaultRuleBook, reasons, strictest } from '../../../domain/governor/rule-book.ts';
import { calendars, DAY, HOUR, monday } from '../../support/scenario.ts';

const allowed: GovernorQuestion = {
  now: monday,
  channel: 'email',
  purpose: 'marketing',
  zone: 'Europe/Warsaw',
  calendars,
  hasAddress: true,
  suppressed: false,
  consent: 'given',
  touches: [],
  frozen: false,
  inCollection: false,
};
const ask = (more: Partial<GovernorQuestion>) => askGovernor(defaultRuleBook, { ...allowed, ...more });
const not = (reason: keyof typeof reasons): GovernorAnswer => ({ may: 'not', reason });

/** What is asked, and the answer. */
const table: readonly (readonly [title: string, asked: Partial<GovernorQuestion>, answer: GovernorAnswer])[] = [
  ['with consent, an address and in hours one may', {}, { may: 'go' }],
  ['without an address nobody is reached', { hasAddress: false }, not('no address')],
  ['a suppressed address gets nothing', { suppressed: true }, not('suppressed')],
  ['without consent there is no marketing', { consent: null }, not('no consent')],
  ['a refused consent is named', { consent: 'refused' }, not('consent refused')],
  ['a withdrawn consent is named', { consent: 'withdrawn' }, not('consent withdrawn')],
  ['an invoice needs no consent', { purpose: 'invoice', consent: null }, { may: 'go' }],
  ['an invoice goes out though consent was withdrawn', { purpose: 'invoice', consent: 'withdrawn' }, { may: 'go' }],
  ['an invoice never goes to a suppressed address', { purpose: 'invoice', suppressed: true }, not('suppressed')],
  ['an unknown purpose has the strictest rules', { purpose: 'newsletter', consent: null }, not('no consent')],
  ['a company in collection gets no offers', { inCollection: true }, not('in collection')],
  ['a company in collection gets its demand', { inCollection: true, purpose: 'demand' }, { may: 'go' }],
  ['what is frozen waits', { frozen: true }, { may: 'hold', reason: 'frozen' }],
  ['what is forbidden does not wait for a thaw', { frozen: true, suppressed: true }, not('suppressed')],
  [
    'a fourth contact in seven days is over the cap',
    { touches: [monday - DAY, monday - 2 * DAY, monday - 6 * DAY] },
    not('over cap'),
  ],
  [
    'a contact of a week ago no longer counts',
    { touches: [monday - DAY, monday - 2 * DAY, monday - 7 * DAY] },
    { may: 'go' },
  ],
  [
    'reservations for later count as well',
    { touches: [monday + DAY, monday + 2 * DAY, monday + 3 * DAY] },
    not('over cap'),
  ],
  ['a demand is not held by the cap', { purpose: 'demand', touches: [monday, monday, monday, monday] }, { may: 'go' }],
  [
    'an evening mail is shifted to the morning',
    { now: monday + 12 * HOUR },
    { may: 'later', when: monday + 23 * HOUR, reason: 'quiet hours' },
  ],
  [
    'an early mail is shifted to eight o’clock',
    { now: monday - 2 * HOUR },
    { may: 'later', when: monday - HOUR, reason: 'quiet hours' },
  ],
  [
    'a Saturday evening is shifted to Monday',
    { now: monday + 5 * DAY + 12 * HOUR },
    { may: 'later', when: monday + 7 * DAY - HOUR, reason: 'quiet hours' },
  ],
  ['what is wanted at once goes at any hour', { now: monday + 12 * HOUR, atOnce: true }, { may: 'go' }],
  [
    'nobody is called on a Saturday',
    { channel: 'phone', now: monday + 5 * DAY },
    { may: 'later', when: monday + 7 * DAY - HOUR, reason: 'quiet hours' },
  ],
  [
    'the hours are those of the recipient',
    { zone: 'America/New_York' },
    { may: 'later', when: Date.UTC(2026, 10, 23, 13), reason: 'quiet hours' },
  ],
  ['a channel without hours knows none', { channel: 'letter', now: monday + 12 * HOUR }, { may: 'go' }],
];

describe('the governor (engine rule 13)', () => {
  for (const [title, asked, answer] of table) it(title, () => expect(ask(asked)).to.deep.equal(answer));

  it('a shift keeps the local opening over the change of the clock', () => {
    const saturdayEvening = Date.UTC(2026, 9, 24, 19);
    expect(ask({ now: saturdayEvening })).to.include({ when: Date.UTC(2026, 9, 26, 7) });
  });

  it('a shifted contact is counted where it will be made', () => {
    const evening = monday + 12 * HOUR;
    const touches = [evening - 7 * DAY + HOUR, evening, evening];
    expect(ask({ now: evening, touches })).to.include({ may: 'later' });
  });

  it('every reason is told in both languages', () => {
    for (const { pl, en } of Object.values(reasons)) expect([pl, en]).not.to.include('');
  });

  it('a book that cannot be followed is refused', () => {
    const wrong = { ...defaultRuleBook, hours: { email: { from: '20:00', to: '08:00', days: [1] } } };
    expect(() => checkRuleBook(wrong))
      .to.throw()
      .with.property('code', 'rule_book.wrong_hours');
    expect(() => checkRuleBook({ ...defaultRuleBook, cap: { touches: 0, days: 7 } }))
      .to.throw()
      .with.property('code', 'rule_book.wrong_cap');
    for (const name of ['', ' newsletter', 'Marketing', 'x'.repeat(51)]) {
      const purposes = { ...defaultRuleBook.purposes, [name]: strictest };
      expect(() => checkRuleBook({ ...defaultRuleBook, purposes }), name)
        .to.throw()
        .with.property('code', 'rule_book.wrong_purpose');
    }
    checkRuleBook({ ...defaultRuleBook, purposes: { ...defaultRuleBook.purposes, newsletter: strictest } });
    checkRuleBook(defaultRuleBook);
    checkRuleBook({ ...defaultRuleBook, hours: {}, cap: null });
  });
});
