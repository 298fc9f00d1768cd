import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '..', '..');

/** Tables of which not everybody sees every row. */
const tables = 'companies|people|tasks|cases|messages|opportunities|files|notes|contact_points';
/** Those of records with own fields are named by the kind of record as well. */
const names = new RegExp(`\\b(from|join)\\s+((${tables})\\b|\\$\\{ownTables\\[)|\\btable = ownTables\\[`, 'i');
/** What says within a statement who looks: `visible`, and what is made of it for each table. */
const scoped =
  /\b(visible\w*|reachable\w*|beyond|seen\w*|scope|mayWatch|ownCaseIds|demandCompany|lockSeen|readable\w*)\b\s*[(}]|\$\{seen/;

/**
 * The other way: statements that name such a table without saying who looks, by the reason why they may. One more has to be
 * put here, under a reason that is true of it; whoever reads this list looks at each.
 */
const system: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'the record was found within the scope by the verb around it, which passes on its id': {
    'db/bulk/actions/change-class.ts': 'changeClass',
    'db/bulk/actions/change-owner.ts': 'changeOwner',
    'db/bulk/actions/create-task.ts': 'standingOf abouts',
    'db/bulk/actions/groups.ts': 'memberOf',
    'db/bulk/actions/messages.ts': 'settleMessages readAt',
    'db/bulk/actions/opportunities.ts': 'stageSinceOf',
    'db/bulk/actions/tasks.ts': 'postpone',
    'db/call-rules.ts': 'askedOf suppressedPhone',
    'db/case-companies.ts': 'linkCompany',
    'db/case-moves.ts': 'demandSameCustomer',
    'db/case-page.ts': 'readCase customersOf',
    'db/case-people.ts': 'peopleOfCase goesAlong',
    'db/case-report.ts': 'spansOf',
    'db/class-members.ts': 'reasonsOf',
    'db/companies.ts': 'readCompany headOffices',
    'db/consents.ts': 'whoseWord',
    'db/contact-points.ts': 'bringBackAll bringBackPointsOf makeMain makeOtherMain',
    'db/corrected-addresses.ts': 'READDRESS',
    'db/days-left-out.ts': 'makeAfterAll',
    'db/invitees.ts': 'inviteesOf',
    'db/letter-about.ts': 'workBehind',
    'db/merge-journal.ts': 'loose',
    'db/merge-apart.ts': 'standWithPeople toldAgain',
    'db/merge-freezes.ts': 'holdFrozen',
    'db/merge-own-values.ts': 'ownOfBoth',
    'db/merge-preview.ts': 'words consentClashes twinsOf',
    'db/merge-steps.ts': 'unitePoints giveUpMainPoints',
    'db/merges.ts': 'giveUpMains',
    'db/important-dates.ts': 'demandFirst',
    'db/message-reading.ts': 'readingOf',
    'db/opportunities.ts': 'recordMove',
    'db/opportunity-page.ts': 'readOpportunity',
    'db/own-files.ts': 'hangOwnFiles',
    'db/own-merge.ts': 'nameSql lastTasksOf',
    'db/people.ts': 'SELECT keepOneMain',
    'db/received-messages.ts': 'pointOf',
    'db/procedure-preview.ts': 'standing',
    'db/procedures.ts': 'customerOfCase',
    'db/person-move-undo.ts': 'undoPersonMove nameOf',
    'db/person-moves.ts': 'insertCopy moveAddresses',
    'db/recurrence-page.ts': 'readRecurrence',
    'db/recurrences.ts': 'createRecurrence editRecurrence dropDoubles endAt',
    'db/resources.ts': 'writeBookings bookAgain demandFreeResources takenOf',
    'db/task-company.ts': 'setPeople stillThere',
    'db/effect-decisions.ts': 'planAgain',
    'db/task-edits.ts': 'remindersOf',
    'db/task-leases.ts': 'tryLease writeLease',
    'db/task-mistakes.ts': 'repeatElsewhere carry reasonOf',
    'db/outcomes-taken-back.ts': 'reopen',
    'db/task-notes.ts': 'notesOfTask',
    'db/task-opportunity.ts': 'tieTask',
    'db/task-outcomes.ts': 'saidBefore writeContact planFollowUp',
    'db/task-progress.ts': 'rollUp demandTree demandOwnProgress',
    'db/work-customer.ts': 'whomToCall',
    'db/work-screen.ts': 'sourceOf',
  },
  'the statement around this part of one says who looks': {
    'db/calendar.ts': 'within',
    'db/candidates.ts': 'listCandidates CHOSEN needSql',
    'db/case-progress.ts': 'caseProgress',
    'db/days-in-calendars.ts': 'daysOfTheirPeople',
    'db/consents.ts': 'aboutFirst',
    'db/customer-files.ts': 'linksAround',
    'db/duplicates.ts': 'EXACT',
    'db/fact-sql.ts': 'aliases reachable reached',
    'db/file-page.ts': 'titles',
    'db/invitees.ts': 'PARTICIPANTS',
    'db/message-reading.ts': 'lookersAfter',
    'db/lists/kinds/beside.ts': 'waitsForAnswer',
    'db/lists/kinds/cases.ts': 'facts',
    'db/lists/kinds/company-fields.ts': 'address',
    'db/lists/kinds/company-facts.ts': 'casesOfCompanies',
    'db/lists/kinds/people.ts': 'address',
    'db/lists/kinds/recurrences.ts': 'next',
    'db/lists/kinds/tasks.ts': 'facts',
    'db/open-feeds.ts': 'idsOfPeople',
    'db/paused-tasks.ts': 'OVERDUE_SINCE',
    'db/task-rows.ts': 'SELECT',
  },
  'it is the work, the reminders or the file of whoever looks': {
    'db/counts.ts': 'ownTasks',
    'db/files.ts': 'demandRoomForLoose',
    'db/reminders.ts': 'listReminders snoozeReminder',
    'db/today.ts': 'stripOf',
    'db/work-day.ts': 'progressOfDay lastFinished',
    'db/work-candidates.ts': 'ZONE nearest',
  },
  'nobody looks: runs, jobs and sending reach every row': {
    'db/balances.ts': 'reckonBalances',
    'db/class-conditions.ts': 'membersSql',
    'db/class-members.ts': 'nextChunk',
    'db/company-facts.ts': 'reconcileCompanyFacts RECONCILE',
    'db/contact-facts.ts': 'FACTS isThere lockTouches nearest',
    'db/due-messages.ts': 'DUE',
    'db/effects.ts': 'markAddresses',
    'db/facts.ts': 'factsFor LAST_TASK factsOnceDone',
    'db/files.ts': 'forgetDeletedFiles',
    'db/governed-messages.ts': 'FACTS',
    'db/important-days.ts': 'dueDays takeBackDays',
    'db/invitations.ts': 'callOff',
    'db/made-days.ts': 'UNBEGUN UNMARKED closeMissed AFFECTED',
    'db/messages.ts': 'knownReply',
    'db/own-formulas.ts': 'refreshNextFormulas reckonBatch',
    'db/participants.ts': 'endOfPage',
    'db/queue-deadlines.ts': 'tellOfQueues',
    'db/recurrence-days.ts': 'insertOccurrence',
    'db/reminder-digest.ts': 'WAITING',
    'db/reminder-escalation.ts': 'DUE planEscalation',
    'db/reminders.ts': 'IS_PUT_OFF',
    'db/run-assignees.ts': 'ownersOf',
    'db/run-marks.ts': 'saveField',
    'db/run-tasks.ts': 'insertTasks',
    'db/run-timeouts.ts': 'putOffTimeouts',
    'db/search-text.ts': 'refreshCompanySearch',
    'db/task-reminders.ts': 'setReminders keepReminders moveReminders passOn remindOfDeadline',
  },
  'an import compares with every customer, and who may run one sees what it did': {
    'db/import-files.ts': 'forgetOldImports',
    'db/import-register.ts': 'registerMatches personOf',
    'db/import-undo.ts': 'beside touches keepTouched removeNew restoreChanged',
    'db/import-verdict.ts': 'knownFacts verdict',
    'db/import-writing.ts': 'writeCompanies writePeople writeOwnOfKnown writeContactPoints closeBatch',
  },
  'the address is the right: a calendar feed, an invitation, a way out of mails': {
    'db/open-feeds.ts': 'stateOf openFeed',
    'db/invitation-answers.ts': 'invitationOf answerInvitation tellOwner',
    'db/unsubscribe.ts': 'subscriptionOf',
  },
  'it counts or names what everybody with this right may know of the whole': {
    'db/audience.ts': 'audienceOf',
    'db/dictionary-uses.ts': 'usesOfField',
    'db/held-values.ts': 'heldValues',
    'db/task-type-settings.ts': 'select',
    'db/team-work.ts': 'queuesAtWork',
  },
};

describe('reads of what not everybody sees (rule 20)', () => {
  it('say who looks, or stand on the list of those that need not', () => {
    const found = globSync('{db,api,activities}/**/*.ts', { cwd: root })
      .filter((file) => !/^db\/(demo|migrations)\//.test(file))
      .flatMap((file) => withoutScope(readFileSync(join(root, file), 'utf8')).map((name) => `${file} ${name}`));
    const listed = Object.values(system).flatMap((files) =>
      Object.entries(files).flatMap(([file, uses]) => uses.split(' ').map((name) => `${file} ${name}`)),
    );
    expect(found.toSorted()).to.deep.equal(listed.toSorted());
  });

  it('are none of the API’s own: it asks verbs and queries', () => {
    const own = globSync('api/**/*.ts', { cwd: root }).filter((file) => names.test(sqlOf(join(root, file))));
    expect(own).to.deep.equal([]);
  });
});

/** Names of the functions and constants of a file that read such a table without a scope. */
function withoutScope(text: string): string[] {
  const parts = text.split(/^(?=(?:export )?(?:async )?function |(?:export )?const |(?:export )?type )/m);
  return parts
    .filter((part) => names.test(part) && !scoped.test(part))
    .map((part) => /(?:function|const) (\w+)/.exec(part)?.[1] ?? part.slice(0, 40));
}

/** Statements stand in backticks or quotes; what is said about them does not count. */
function sqlOf(path: string): string {
  return (readFileSync(path, 'utf8').match(/(`[^`]*`|'[^']*')/g) ?? [])
    .filter((text) => /\bselect\b/i.test(text))
    .join('\n');
}
