import * as foundation from './0001-foundation.ts';
import * as customers from './0002-customers.ts';
import * as work from './0003-work.ts';
import * as scenarios from './0004-scenarios.ts';
import * as messages from './0005-messages.ts';
import * as campaigns from './0006-campaigns.ts';
import * as companyFacts from './0007-company-facts.ts';
import * as listOrders from './0008-list-orders.ts';
import * as listWork from './0009-list-work.ts';
import * as tasksInDepth from './0013-tasks-in-depth.ts';
import * as recurrences from './0014-recurrences.ts';
import * as remindersWithProof from './0015-reminders-with-proof.ts';
import * as calendar from './0016-calendar.ts';
import * as resources from './0017-resources.ts';
import * as invitations from './0018-invitations.ts';
import * as cases from './0019-cases.ts';
import * as opportunities from './0020-opportunities.ts';
import * as files from './0021-files.ts';
import * as ledgerWithoutChecks from './0028-ledger-without-checks.ts';
import * as attachmentPaths from './0027-attachment-paths.ts';
import * as shape from './0022-shape.ts';
import * as transactions from './0010-transactions.ts';
import * as customerCard from './0011-customer-card.ts';
import * as merges from './0012-merges.ts';
import * as profiles from './0023-profiles.ts';
import * as classes from './0024-classes.ts';
import * as versionsOfProcedures from './0053-versions-of-procedures.ts';
import * as lightMessages from './0052-light-messages.ts';
import * as fileCategoriesInOrder from './0037-file-categories-in-order.ts';
import * as removedContactPoints from './0043-removed-contact-points.ts';
import * as messagesOfRuns from './0054-messages-of-runs.ts';
import * as numbersOfDocuments from './0057-numbers-of-documents.ts';
import * as wordsOfLetters from './0058-words-of-letters.ts';
import * as remindersThatFollow from './0059-reminders-that-follow.ts';
import * as notesOfTasks from './0060-notes-of-tasks.ts';
import * as numbersOfTransactions from './0061-numbers-of-transactions.ts';
import * as ordersOfUsersAndGroups from './0062-orders-of-users-and-groups.ts';
import * as membersOfGroups from './0063-members-of-groups.ts';
import * as daysThatBringWork from './0064-days-that-bring-work.ts';
import * as mergesOfPeople from './0065-merges-of-people.ts';
import * as feedsOfPeople from './0068-feeds-of-people.ts';
import * as absencesInFeeds from './0069-absences-in-feeds.ts';
import * as ordersOfParticipants from './0067-orders-of-participants.ts';
import * as ordersOfCustomers from './0077-orders-of-customers.ts';
import * as birthdaysInOrder from './0079-birthdays-in-order.ts';
import * as oneWordForInvitations from './0082-one-word-for-invitations.ts';
import * as plannedTasks from './0039-planned-tasks.ts';
import * as finishedTasks from './0040-finished-tasks.ts';
import * as outcomesOfTasks from './0042-outcomes-of-tasks.ts';
import * as ordersOfTransactions from './0066-orders-of-transactions.ts';
import * as unreadMessages from './0044-unread-messages.ts';
import * as documents from './0045-documents.ts';
import * as documentsInCases from './0046-documents-in-cases.ts';
import * as audienceOfClasses from './0036-audience-of-classes.ts';
import * as indexesOfReferences from './0055-indexes-of-references.ts';
import * as workThatMoves from './0056-work-that-moves.ts';
import * as ordersOfCases from './0025-orders-of-cases.ts';
import * as actorsByPattern from './0029-actors-by-pattern.ts';
import * as plannedMessages from './0030-planned-messages.ts';
import * as ordersOfMessages from './0026-orders-of-messages.ts';
import * as ordersOfTasks from './0035-orders-of-tasks.ts';
import * as factsOfSentMessages from './0031-facts-of-sent-messages.ts';
import * as companyTrade from './0038-company-trade.ts';
import * as remindersOfDeadlines from './0041-reminders-of-deadlines.ts';
import * as tokensOfWork from './0049-tokens-of-work.ts';
import * as endsOfTokens from './0050-ends-of-tokens.ts';
import * as factsWithoutPrivateWork from './0047-facts-without-private-work.ts';
import * as requestKeys from './0048-request-keys.ts';
import * as currencies from './0070-currencies.ts';
import * as kindsOfCases from './0071-kinds-of-cases.ts';
import * as ordersOfTemplates from './0073-orders-of-templates.ts';
import * as ordersOfRecurrences from './0075-orders-of-recurrences.ts';
import * as daysCounted from './0074-days-counted.ts';
import * as usesOfCurrencies from './0072-uses-of-currencies.ts';
import * as hoursOfPeople from './0076-hours-of-people.ts';
import * as datesThatComeBack from './0085-dates-that-come-back.ts';

/** Every migration in order. A published one is never edited; a new one is added at the end. */
import * as bookingsThatComeBack from './0083-bookings-that-come-back.ts';
import * as waysBackOfPeople from './0081-ways-back-of-people.ts';
import * as ownFieldsOfTransactions from './0084-own-fields-of-transactions.ts';
import * as ownFieldsOfFiles from './0086-own-fields-of-files.ts';
import * as defaultTypeOfTasks from './0090-default-type-of-tasks.ts';
import * as ordersOfTokens from './0091-orders-of-tokens.ts';
import * as ownFieldsOfMessages from './0087-own-fields-of-messages.ts';
import * as deletedCustomersAndNextWork from './0092-deleted-customers-and-next-work.ts';
import * as documentsOfCampaigns from './0093-documents-of-campaigns.ts';
import * as urgentWork from './0097-urgent-work.ts';
import * as addressesOfDeletedPeople from './0098-addresses-of-deleted-people.ts';

export const migrations = [
  { name: '0001-foundation', ...foundation },
  { name: '0002-customers', ...customers },
  { name: '0003-work', ...work },
  { name: '0004-scenarios', ...scenarios },
  { name: '0005-messages', ...messages },
  { name: '0006-campaigns', ...campaigns },
  { name: '0007-company-facts', ...companyFacts },
  { name: '0008-list-orders', ...listOrders },
  { name: '0009-list-work', ...listWork },
  { name: '0013-tasks-in-depth', ...tasksInDepth },
  { name: '0014-recurrences', ...recurrences },
  { name: '0015-reminders-with-proof', ...remindersWithProof },
  { name: '0016-calendar', ...calendar },
  { name: '0017-resources', ...resources },
  { name: '0018-invitations', ...invitations },
  { name: '0019-cases', ...cases },
  { name: '0020-opportunities', ...opportunities },
  { name: '0021-files', ...files },
  { name: '0028-ledger-without-checks', ...ledgerWithoutChecks },
  { name: '0022-shape', ...shape },
  { name: '0010-transactions', ...transactions },
  { name: '0011-customer-card', ...customerCard },
  { name: '0012-merges', ...merges },
  { name: '0027-attachment-paths', ...attachmentPaths },
  { name: '0023-profiles', ...profiles },
  { name: '0025-orders-of-cases', ...ordersOfCases },
  { name: '0029-actors-by-pattern', ...actorsByPattern },
  { name: '0030-planned-messages', ...plannedMessages },
  { name: '0026-orders-of-messages', ...ordersOfMessages },
  { name: '0035-orders-of-tasks', ...ordersOfTasks },
  { name: '0031-facts-of-sent-messages', ...factsOfSentMessages },
  { name: '0024-classes', ...classes },
  { name: '0036-audience-of-classes', ...audienceOfClasses },
  { name: '0037-file-categories-in-order', ...fileCategoriesInOrder },
  { name: '0052-light-messages', ...lightMessages },
  { name: '0053-versions-of-procedures', ...versionsOfProcedures },
  { name: '0038-company-trade', ...companyTrade },
  { name: '0041-reminders-of-deadlines', ...remindersOfDeadlines },
  { name: '0049-tokens-of-work', ...tokensOfWork },
  { name: '0050-ends-of-tokens', ...endsOfTokens },
  { name: '0044-unread-messages', ...unreadMessages },
  { name: '0045-documents', ...documents },
  { name: '0046-documents-in-cases', ...documentsInCases },
  { name: '0047-facts-without-private-work', ...factsWithoutPrivateWork },
  { name: '0048-request-keys', ...requestKeys },
  { name: '0043-removed-contact-points', ...removedContactPoints },
  { name: '0054-messages-of-runs', ...messagesOfRuns },
  { name: '0057-numbers-of-documents', ...numbersOfDocuments },
  { name: '0058-words-of-letters', ...wordsOfLetters },
  { name: '0055-indexes-of-references', ...indexesOfReferences },
  { name: '0056-work-that-moves', ...workThatMoves },
  { name: '0059-reminders-that-follow', ...remindersThatFollow },
  { name: '0060-notes-of-tasks', ...notesOfTasks },
  { name: '0061-numbers-of-transactions', ...numbersOfTransactions },
  { name: '0064-days-that-bring-work', ...daysThatBringWork },
  { name: '0065-merges-of-people', ...mergesOfPeople },
  { name: '0068-feeds-of-people', ...feedsOfPeople },
  { name: '0069-absences-in-feeds', ...absencesInFeeds },
  { name: '0070-currencies', ...currencies },
  { name: '0071-kinds-of-cases', ...kindsOfCases },
  { name: '0074-days-counted', ...daysCounted },
  { name: '0066-orders-of-transactions', ...ordersOfTransactions },
  { name: '0067-orders-of-participants', ...ordersOfParticipants },
  { name: '0077-orders-of-customers', ...ordersOfCustomers },
  { name: '0079-birthdays-in-order', ...birthdaysInOrder },
  { name: '0082-one-word-for-invitations', ...oneWordForInvitations },
  { name: '0072-uses-of-currencies', ...usesOfCurrencies },
  { name: '0085-dates-that-come-back', ...datesThatComeBack },
  { name: '0073-orders-of-templates', ...ordersOfTemplates },
  { name: '0039-planned-tasks', ...plannedTasks },
  { name: '0040-finished-tasks', ...finishedTasks },
  { name: '0042-outcomes-of-tasks', ...outcomesOfTasks },
  { name: '0076-hours-of-people', ...hoursOfPeople },
  { name: '0075-orders-of-recurrences', ...ordersOfRecurrences },
  { name: '0084-own-fields-of-transactions', ...ownFieldsOfTransactions },
  { name: '0086-own-fields-of-files', ...ownFieldsOfFiles },
  { name: '0062-orders-of-users-and-groups', ...ordersOfUsersAndGroups },
  { name: '0063-members-of-groups', ...membersOfGroups },
  { name: '0090-default-type-of-tasks', ...defaultTypeOfTasks },
  { name: '0081-ways-back-of-people', ...waysBackOfPeople },
  { name: '0083-bookings-that-come-back', ...bookingsThatComeBack },
  { name: '0091-orders-of-tokens', ...ordersOfTokens },
  { name: '0087-own-fields-of-messages', ...ownFieldsOfMessages },
  { name: '0092-deleted-customers-and-next-work', ...deletedCustomersAndNextWork },
  { name: '0093-documents-of-campaigns', ...documentsOfCampaigns },
  { name: '0097-urgent-work', ...urgentWork },
  { name: '0098-addresses-of-deleted-people', ...addressesOfDeletedPeople },
];
