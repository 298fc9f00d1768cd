/** What bodies and queries of the API must look like: the schemas that its routes read them with. */
import type { ZodType } from 'zod';
import * as absences from './absences.ts';
import * as audit from './audit.ts';
import * as bankStatements from './bank-statements.ts';
import * as bulk from './bulk.ts';
import * as calendar from './calendar.ts';
import * as calendarFeeds from './calendar-feeds.ts';
import * as campaigns from './campaign-forms.ts';
import * as cases from './cases.ts';
import * as catcher from './catcher.ts';
import * as changes from './changes.ts';
import * as channels from './channels.ts';
import * as classes from './classes.ts';
import * as companies from './companies.ts';
import * as companyLists from './company-lists.ts';
import * as customer from './customer.ts';
import * as dictionaries from './dictionaries.ts';
import * as duplicates from './duplicates.ts';
import * as exports from './exports.ts';
import * as files from './files.ts';
import * as find from './find.ts';
import * as forms from './forms.ts';
import * as groups from './groups.ts';
import * as importantDates from './important-dates.ts';
import * as imports from './imports.ts';
import * as listShapes from './list-shapes.ts';
import * as installation from './installation.ts';
import * as invitations from './invitations.ts';
import * as me from './me.ts';
import * as merges from './merges.ts';
import * as messages from './messages.ts';
import * as opportunities from './opportunities.ts';
import * as ownFields from './own-fields.ts';
import { paging } from './plain-lists.ts';
import * as people from './people.ts';
import * as procedures from './procedures.ts';
import * as profiles from './profiles.ts';
import * as recurrences from './recurrences.ts';
import * as reminders from './reminders.ts';
import * as ruleBook from './rule-book.ts';
import * as scenarios from './scenarios.ts';
import * as taskTypes from './task-types.ts';
import * as tasks from './tasks.ts';
import * as team from './team.ts';
import * as templates from './templates.ts';
import * as today from './today.ts';
import * as tokens from './tokens.ts';
import * as transactions from './transactions.ts';
import * as users from './users.ts';
import * as views from './views.ts';
import * as work from './work.ts';
import * as workingCalendars from './working-calendars.ts';
import { versioned } from './sent.ts';

export type RouteShape = {
  readonly body?: ZodType;
  readonly query?: ZodType;
  /** The body is the file itself. */
  readonly bytes?: true;
};

/** A route that writes and reads nothing but its address. */
const bare: RouteShape = {};

export const routeShapes: Readonly<Record<string, RouteShape>> = {
  'GET /absences': { query: absences.asked },
  'POST /absences': { body: absences.absence },
  'GET /audit': { query: audit.listed },
  'GET /bulk/:id/rows': { query: bulk.rowsAsked },
  'POST /bulk/:id/run': { body: bulk.run },
  'DELETE /clipboard/:kind': { body: bulk.takenOff },
  'POST /calendar-feeds': { body: calendarFeeds.wanted },
  'GET /calendar': { query: calendar.asked },
  'GET /calendar/clashes': { query: calendar.askedTime },
  'PUT /tasks/:id/resources': { body: calendar.booking },
  'POST /tasks/:id/extend': { body: calendar.extension },
  'GET /cases': { query: cases.filter.extend(paging.shape) },
  'GET /cases/count': { query: cases.filter },
  'GET /cases/picks': { query: cases.pick },
  'GET /cases/move': { query: cases.movePreview },
  'GET /cases/home': { query: cases.movePreview },
  'POST /cases/move': { body: cases.move },
  'GET /cases/:id/timeline': { query: cases.timeline },
  'POST /cases': { body: cases.newCase },
  'PATCH /cases/:id': { body: cases.edit },
  'POST /cases/:id/close': { body: cases.closing },
  'POST /cases/:id/reopen': { body: cases.reopening },
  'GET /cases/:id/procedures': { query: procedures.inCase },
  'GET /cases/:id/procedures/:scenarioId': { query: procedures.inCase },
  'POST /cases/:id/procedures': { body: procedures.startInCase },
  'POST /companies/:id/procedures': { body: procedures.start },
  'POST /runs/:id/end': { body: procedures.ending },
  'POST /cases/:id/freeze': { body: customer.freezing },
  'POST /cases/:id/thaw': bare,
  'POST /runs/:id/repair': { body: procedures.repair },
  'POST /cases/:id/people': { body: cases.grant },
  'POST /cases/:id/hand-over': { body: cases.handingOver },
  'GET /catcher': { query: catcher.listed },
  'POST /channels': { body: channels.settings },
  'PUT /channels/:id': { body: channels.change },
  'POST /channels/:id/try': { body: channels.trial },
  'POST /companies': { body: companies.newCompany },
  'PATCH /companies/:id': { body: companies.edit },
  'POST /companies/:id/consents': { body: companies.consent },
  'POST /companies/:id/contact-points': { body: companies.contactPoint },
  'PATCH /contact-points/:id': { body: companies.pointEdit },
  'GET /companies': { query: companyLists.listed },
  'GET /companies/count': { query: companyLists.narrowing },
  'GET /companies/:id/timeline': { query: customer.timeline },
  'GET /companies/:id/changes': { query: changes.paging },
  'GET /people/:id/changes': { query: changes.paging },
  'GET /tasks/:id/changes': { query: changes.paging },
  'GET /cases/:id/changes': { query: changes.paging },
  'GET /opportunities/:id/changes': { query: changes.paging },
  'GET /companies/:id/files': { query: changes.paging },
  'GET /companies/:id/messages': { query: customer.messagesAsked },
  'POST /companies/:id/notes': { body: customer.note },
  'PATCH /notes/:id': { body: customer.noteEdit },
  'POST /companies/:id/letters': { body: customer.letter },
  'POST /companies/:id/dates': { body: importantDates.date },
  'PATCH /important-dates/:id': { body: importantDates.dateEdit },
  'POST /dictionaries': { body: dictionaries.newDictionary },
  'PUT /dictionaries/:code': { body: dictionaries.edit },
  'POST /dictionaries/:code/entries': { body: dictionaries.newEntry },
  'PUT /dictionaries/:code/entries': { body: dictionaries.entryEdit },
  'PUT /dictionaries/:code/order': { body: dictionaries.order },
  'GET /companies/duplicates': { query: duplicates.likeness },
  'POST /companies/hints': { body: duplicates.likeness },
  'POST /companies/hints/ask': { body: duplicates.likeness },
  'POST /lists/:kind/exports': { body: exports.asked },
  'POST /files': { query: files.uploaded, bytes: true },
  'POST /files/:id/versions': { query: files.named, bytes: true },
  'GET /files': { query: files.listed.extend(paging.shape) },
  'GET /files/count': { query: files.listed },
  'PATCH /files/:id': { body: files.described },
  'POST /messages/:id/take-back': bare,
  'POST /files/:id/restore': bare,
  'POST /files/:id/links': { body: files.place },
  'DELETE /files/:id/links': { query: files.place },
  'PUT /forms/:record/layouts': { body: forms.write },
  'POST /classes': { body: classes.newClass },
  'PUT /classes/order': { body: classes.order },
  'PUT /classes/:id': { body: classes.edit },
  'POST /groups': { body: groups.newGroup },
  'PUT /groups/:id': { body: groups.editedGroup },
  'DELETE /groups/:id': { query: versioned },
  'POST /bank-statements/read': { query: bankStatements.named, bytes: true },
  'POST /bank-statements/book': { body: bankStatements.booking },
  'POST /imports': { query: imports.uploaded, bytes: true },
  'POST /imports/:id/plan': { body: imports.plan },
  'POST /imports/:id/start': bare,
  'POST /imports/:id/undo': bare,
  'POST /imports/:id/stop': bare,
  'GET /imports': { query: imports.listed.extend(paging.shape) },
  'GET /imports/count': { query: imports.listed },
  'GET /imports/:id/look': { query: imports.wish },
  'GET /imports/:id/rows': { query: imports.rowsAsked },
  'PATCH /me': { body: me.changes },
  'PUT /me/password': { body: me.passwords },
  'POST /companies/:id/merge': { body: merges.merge },
  'POST /people/:id/merge': { body: merges.personMerge },
  'GET /messages': { query: messages.listed.extend(paging.shape) },
  'GET /messages/count': { query: messages.listed },
  'PUT /messages/:id/transactions/:transactionId': bare,
  'PUT /campaigns/:id/documents/:transactionId': bare,
  'PUT /campaigns/:id/stages/:stageId/documents/:transactionId': bare,
  'PATCH /messages/:id': { body: messages.edit },
  'PUT /messages/:id/read': { body: messages.marked },
  'POST /messages/decide': { body: messages.decided },
  'POST /messages/held': { body: messages.held },
  'POST /messages/received': { body: messages.received },
  'POST /messages/replies': { body: messages.reply },
  'GET /opportunities': { query: opportunities.filter.extend(paging.shape) },
  'GET /opportunities/count': { query: opportunities.filter },
  'GET /opportunities/report': { query: opportunities.report },
  'POST /opportunities/sums': { body: opportunities.summed },
  'POST /opportunities': { body: opportunities.newOpportunity },
  'PATCH /opportunities/:id': { body: opportunities.edit },
  'POST /opportunities/:id/close': { body: opportunities.closing },
  'GET /opportunities/picks': { query: opportunities.pick },
  'PUT /tasks/:id/opportunity': { body: opportunities.tie },
  'PUT /messages/:id/opportunity': { body: opportunities.tie },
  'GET /own-fields': { query: ownFields.listed },
  'POST /own-fields/names': { body: ownFields.names },
  'POST /own-fields': { body: ownFields.newField },
  'POST /own-fields/formula': { body: ownFields.formula },
  'PUT /own-fields/order': { body: ownFields.order },
  'PUT /own-fields/:id': { body: ownFields.edit },
  'POST /own-fields/:id/conversion': { body: ownFields.conversion },
  'POST /own-fields/:id/convert': { body: ownFields.converting },
  'POST /companies/:id/people': { body: people.newPerson },
  'POST /people/:id/move': { body: people.move },
  'PATCH /people/:id': { body: people.edit },
  'POST /profiles': { body: profiles.newProfile },
  'PUT /profiles/:code': { body: profiles.edit },
  'POST /recurrences': { body: recurrences.recurrence },
  'PATCH /recurrences/:id': { body: recurrences.edit },
  'DELETE /recurrences/:id': { query: recurrences.ending },
  'POST /reminders/acknowledge': { body: reminders.acknowledged },
  'POST /reminders/:id/snooze': { body: reminders.minutes },
  'PUT /rule-book': { body: ruleBook.edited },
  'GET /scenarios': { query: scenarios.listed.extend(paging.shape) },
  'GET /scenarios/count': { query: scenarios.listed },
  'GET /scenarios/:id': { query: scenarios.shown },
  'POST /scenarios': { body: scenarios.draft },
  'POST /task-type-settings': { body: taskTypes.newType },
  'PUT /task-type-settings/order': { body: taskTypes.order },
  'PUT /task-type-settings/:code': { body: taskTypes.edit },
  'GET /tasks': { query: tasks.filter.extend(paging.shape) },
  'GET /tasks/count': { query: tasks.filter },
  'GET /task-receivers': { query: tasks.received },
  'GET /typed-date': { query: tasks.typed },
  'POST /tasks': { body: tasks.newTask },
  'POST /task-categories': { body: taskTypes.newCategory },
  'PATCH /tasks/:id': { body: tasks.edit },
  'POST /contacts': { body: tasks.contact },
  'POST /tasks/:id/tick': { body: tasks.tick },
  'POST /tasks/:id/links': { body: tasks.link },
  'POST /tasks/:id/notes': { body: tasks.noted },
  'POST /tasks/:id/cancel': { body: tasks.cancelled },
  'POST /tasks/:id/restore': bare,
  'POST /tasks/:id/repeat': { body: tasks.repeated },
  'POST /tasks/:id/postpone': { body: tasks.typedDate },
  'POST /tasks/:id/assign': { body: tasks.receiver },
  'POST /tasks/hand-over/plan': { body: team.asked },
  'POST /tasks/hand-over': { body: team.rows },
  'GET /templates': { query: templates.listed.extend(paging.shape) },
  'GET /templates/count': { query: templates.listed },
  'POST /templates/preview': { body: templates.previewed },
  'POST /templates': { body: templates.draft },
  'PUT /templates/:id': { body: templates.change },
  'POST /templates/:id/attachments': { query: templates.attached, bytes: true },
  'DELETE /templates/:id/attachments/:attachmentId': { query: templates.seen },
  'GET /today': { query: today.wanted },
  'POST /tokens': { body: tokens.wanted },
  'PUT /transactions': { body: transactions.feed },
  'PATCH /transactions/:id': { body: transactions.edit },
  'POST /transactions/:id/settle': { body: transactions.settling },
  'GET /transactions': { query: transactions.listed.extend(paging.shape) },
  'GET /transactions/count': { query: transactions.listed },
  'GET /users': { query: users.listed },
  'POST /users': { body: users.newUser },
  'PUT /users/:id': { body: users.edit },
  'PUT /users/:id/password': { body: users.password },
  'POST /lists/:kind/views': { body: views.newView },
  'PATCH /lists/:kind/views': { body: views.choices },
  'PATCH /lists/:kind/views/:id': { body: views.edit },
  'POST /work/next': { body: work.wanted },
  'POST /work/:id/outcome': { body: work.outcome },
  'POST /work/:id/foretell': { body: work.supposed },
  'PUT /working-calendar': { body: workingCalendars.calendar },
  'POST /installation/unmute': bare,
  'PUT /installation/sight': { body: installation.sight },
  'PUT /installation/work-rates': { body: installation.workRates },
  'POST /merges/:id/undo': bare,
  'POST /person-merges/:id/undo': bare,
  'POST /people/:id/move/undo': bare,
  'DELETE /companies/:id': { query: versioned },
  'GET /important-dates': { query: importantDates.daysAsked },
  'GET /companies/:id/dates': { query: importantDates.datesAsked },
  'GET /companies/:id/consents': { query: companies.consentsAsked },
  'GET /companies/:id/notes': { query: customer.notesAsked },
  'DELETE /notes/:id': { query: versioned },
  'DELETE /important-dates/:id': { query: versioned },
  'GET /companies/:id/letters/draft': { query: customer.draftAsked },
  'POST /companies/:id/freeze': { body: customer.freezing },
  'POST /companies/:id/thaw': bare,
  'POST /companies/:id/restore': bare,
  'DELETE /people/:id': { query: versioned },
  'GET /people/positions': { query: people.typed },
  'POST /people/:id/restore': bare,
  'POST /notes/:id/restore': bare,
  'POST /important-dates/:id/restore': bare,
  'DELETE /contact-points/:id': { query: versioned },
  'POST /contact-points/:id/restore': { body: companies.broughtBack },
  'POST /contact-points/:id/suppress': { body: companies.suppressing },
  'POST /contact-points/:id/lift-suppression': { body: companies.lifting },
  'GET /people/duplicates': { query: people.likeness },
  'POST /cases/:id/companies': { body: cases.joining },
  'POST /opportunities/:id/reopen': { body: opportunities.reopening },
  'POST /groups/:id/members': { body: groups.members },
  'DELETE /groups/:id/members': { body: groups.members },
  'POST /lists/:kind/rows': { body: listShapes.askShape },
  'POST /lists/:kind/count': { body: listShapes.askShape },
  'POST /lists/:kind/board': { body: listShapes.askShape },
  'DELETE /lists/:kind/views/:id': { query: versioned },
  'POST /lists/:kind/views/:id/copy': { body: views.copying },
  'POST /lists/:kind/selections': { body: listShapes.selectionShape },
  'POST /clipboard/:kind': { body: listShapes.selectionShape },
  'POST /bulk/:id/undo': bare,
  'POST /bulk/:id/cancel': bare,
  'GET /find': { query: find.sought },
  'POST /exports/:id/cancel': bare,
  'POST /scenarios/check': { body: scenarios.checked },
  'GET /campaigns': { query: campaigns.listed },
  'GET /campaigns/picks': { query: campaigns.typed },
  'GET /campaigns/:id/participants': { query: campaigns.participantsOf.extend(paging.shape) },
  'GET /campaigns/:id/participants/count': { query: campaigns.participantsOf },
  'GET /campaigns/:id/tasks': { query: campaigns.tasksAsked },
  'GET /campaigns/:id/messages': { query: campaigns.messagesAsked },
  'POST /campaigns/preview': { body: campaigns.preview },
  'POST /campaigns/preview/rows': { body: campaigns.previewRows },
  'POST /campaigns': { body: campaigns.draft },
  'PUT /campaigns/:id': { body: campaigns.change },
  'PATCH /campaigns/:id': { body: campaigns.filling },
  'POST /campaigns/:id/participants': { body: campaigns.sources },
  'POST /campaigns/:id/participants/remove': { body: campaigns.removal },
  'PUT /campaigns/:id/stages/:stageId': { body: campaigns.move },
  'POST /campaigns/:id/costs': { body: campaigns.cost },
  'POST /campaigns/:id/submit': bare,
  'POST /campaigns/:id/approve': bare,
  'POST /campaigns/:id/start': bare,
  'POST /campaigns/:id/resume': bare,
  'POST /campaigns/:id/send-back': { body: campaigns.reasoned },
  'POST /campaigns/:id/pause': { body: campaigns.reasoned },
  'POST /campaigns/:id/cancel': { body: campaigns.reasoned },
  'POST /campaigns/:id/end': { body: campaigns.ending },
  'POST /work/:id/undo': bare,
  'POST /work/:id/lease': bare,
  'GET /recurrences': { query: recurrences.listed.extend(paging.shape) },
  'GET /recurrences/count': { query: recurrences.listed },
  'GET /recurrences/preview': { query: recurrences.tried },
  'POST /tasks/:id/invitations': bare,
  'POST /tasks/untold': { body: invitations.untoldAsked },
  'POST /calendar-feeds/:id/renew': bare,
};
