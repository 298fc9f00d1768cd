import type { Router } from 'express';
import { bankStatementsApi } from './bank-statements.ts';
import { bulkApi } from './bulk.ts';
import { absencesApi } from './absences.ts';
import { auditApi } from './audit.ts';
import { calendarFeedsApi } from './calendar-feeds.ts';
import { calendarApi } from './calendar.ts';
import { campaignsApi } from './campaigns.ts';
import { casesApi } from './cases.ts';
import { catcherApi } from './catcher.ts';
import { companyListsApi } from './company-lists.ts';
import { classesApi } from './classes.ts';
import { companiesApi } from './companies.ts';
import { changesApi } from './changes.ts';
import { customerApi } from './customer.ts';
import { channelsApi } from './channels.ts';
import type { Door } from './door.ts';
import { duplicatesApi } from './duplicates.ts';
import { filesApi } from './files.ts';
import { dictionariesApi } from './dictionaries.ts';
import { formsApi } from './forms.ts';
import { groupsApi } from './groups.ts';
import { icalDoor } from './ical.ts';
import { importantDatesApi } from './important-dates.ts';
import { importsApi } from './imports.ts';
import { installationApi } from './installation.ts';
import { listsApi } from './lists.ts';
import { exportsApi } from './exports.ts';
import { findApi } from './find.ts';
import { viewsApi } from './views.ts';
import { liveApi } from './live.ts';
import { lookupsApi } from './lookups.ts';
import { invitationDoor, invitationsApi } from './invitations.ts';
import { meApi } from './me.ts';
import { mergesApi } from './merges.ts';
import { messagesApi } from './messages.ts';
import { ownFieldsApi } from './own-fields.ts';
import { opportunitiesApi } from './opportunities.ts';
import { openapiApi, type Opener } from './openapi.ts';
import { peopleApi } from './people.ts';
import { proceduresApi } from './procedures.ts';
import { profilesApi } from './profiles.ts';
import { recurrencesApi } from './recurrences.ts';
import { remindersApi } from './reminders.ts';
import { ruleBookApi } from './rule-book.ts';
import { taskTypesApi } from './task-types.ts';
import { tasksApi } from './tasks.ts';
import { teamApi } from './team.ts';
import { templatesApi } from './templates.ts';
import { todayApi } from './today.ts';
import { transactionsApi } from './transactions.ts';
import { scenariosApi } from './scenarios.ts';
import { systemStateApi } from './system-state.ts';
import { unsubscribeDoor } from './unsubscribe.ts';
import { tokensApi } from './tokens.ts';
import { usersApi } from './users.ts';
import { workApi } from './work.ts';
import { workingCalendarsApi } from './working-calendars.ts';

const routers: readonly Opener[] = [
  meApi,
  installationApi,
  duplicatesApi,
  lookupsApi,
  mergesApi,
  companyListsApi,
  classesApi,
  companiesApi,
  customerApi,
  changesApi,
  peopleApi,
  casesApi,
  proceduresApi,
  opportunitiesApi,
  filesApi,
  groupsApi,
  listsApi,
  viewsApi,
  bankStatementsApi,
  bulkApi,
  findApi,
  exportsApi,
  importantDatesApi,
  importsApi,
  scenariosApi,
  tokensApi,
  usersApi,
  workingCalendarsApi,
  campaignsApi,
  todayApi,
  workApi,
  teamApi,
  tasksApi,
  recurrencesApi,
  remindersApi,
  liveApi,
  absencesApi,
  calendarApi,
  calendarFeedsApi,
  invitationsApi,
  messagesApi,
  templatesApi,
  catcherApi,
  channelsApi,
  systemStateApi,
  ruleBookApi,
  dictionariesApi,
  formsApi,
  auditApi,
  taskTypesApi,
  ownFieldsApi,
  transactionsApi,
  profilesApi,
];

/** Routers under `/api/v1`, behind the gate. The last one describes them all. */
export const apiRoutes: readonly Opener[] = [...routers, (door) => openapiApi(door, routers)];

/** Doors that stand open to the world: each checks its own token or signature. */
export const publicDoors: readonly { readonly at: string; readonly open: (door: Door) => Router }[] = [
  { at: '/ical', open: icalDoor },
  { at: '/u', open: unsubscribeDoor },
  { at: '/m', open: invitationDoor },
];
