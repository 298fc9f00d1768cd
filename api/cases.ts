import { Router } from 'express';
import { z } from 'zod';
import { caseLevels } from '../domain/access.ts';
import { casesToAddTo, homeCase, movables, moveToCase, previewMove } from '../db/case-moves.ts';
import { readCaseEffect } from '../db/case-effect.ts';
import { readCase, tasksOfCase } from '../db/case-page.ts';
import { readCaseReport } from '../db/case-report.ts';
import { goesAlong, grantCase, handOverCase, peopleOfCase, revokeCase, rightsOfPerson } from '../db/case-people.ts';
import { addCaseCompany, removeCaseCompany } from '../db/case-companies.ts';
import { caseEntryKinds, caseTimeline } from '../db/case-timeline.ts';
import { caseStages } from '../db/case-stages.ts';
import { closeCase, reopenCase } from '../db/case-closing.ts';
import { createCase, editCase } from '../db/cases.ts';
import { cases as caseList } from '../db/lists/kinds/cases.ts';
import { caseReportHeaders, caseReportRows } from '../sheets/case-report.ts';
import { writeRows } from '../sheets/write-rows.ts';
import { paging } from './changes.ts';
import { cursors, opened } from './cursor.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { ownShape } from './own-shape.ts';
import { openPlainList } from './plain-lists.ts';
import { answerOnce } from './once.ts';
import { sent } from './sent.ts';

const id = z.uuid();
const version = z.int();
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const level = z.enum(caseLevels);
export const filter = z.object({
  list: z.enum(['open', 'closed']).default('open'),
  who: z.enum(['mine', 'granted', 'all']).default('all'),
  kind: z.string().max(60).optional(),
  stage: z.string().max(50).optional(),
  ownerId: id.optional(),
  companyId: id.optional(),
  overdue: z.enum(['1', 'true']).optional(),
  search: z.string().max(200).optional(),
});
const shown = [
  ...['number', 'name', 'kind', 'stage', 'state', 'outcome', 'company', 'moreCompanies', 'owner', 'dueOn', 'overdue'],
  ...['closedAt', 'openTasks', 'overdueTasks', 'progress'],
];
const shared = {
  kind: z.string().min(1).max(60).optional(),
  companyId: id.nullish(),
  stage: z.string().min(1).max(50).optional(),
  dueOn: z.iso.date().nullish(),
  description: z.string().max(20_000).nullish(),
  own: ownShape('case'),
};
const name = z.string().trim().max(500);
export const newCase = z.strictObject({
  ...shared,
  name,
  companyIds: z.array(id).max(200).optional(),
  ownerId: id.nullish(),
});
export const edit = z.strictObject({ version, changes: z.strictObject({ ...shared, name: name.optional() }) });
export const closing = z.strictObject({
  version,
  outcome: z.enum(['success', 'failure', 'neutral']),
  result: z.string().max(2_000),
  openTasks: z.enum(['leave', 'cancel']).optional(),
  openRuns: z.enum(['end']).optional(),
});
export const reopening = z.strictObject({ version, reason: z.string().max(2_000).default('') });
export const handingOver = z.strictObject({ version, ownerId: id, withTasks: z.boolean(), keep: level.nullable() });
export const joining = z.strictObject({ companyId: id });
export const grant = z.strictObject({ userId: id, level, endsOn: z.iso.date().nullish() });
export const move = z.object({ kind: z.enum(movables), id, caseId: id.nullable() });
export const movePreview = z.object({
  kind: z.enum(movables),
  id,
  caseId: id.optional(),
});
export const timeline = paging.extend({ kind: z.enum(caseEntryKinds).optional() });
export const pick = z.object({
  search: z.string().max(200).default(''),
  companyId: id.optional(),
  only: z.enum(['customer']).optional(),
});

/** Cases: lists, board, the page of one, its people, and what moves into it and out of it. */
export function casesApi(door: Door): Router {
  const router = Router();
  lists(router, door);
  moves(router, door);
  page(router, door);
  report(router, door);
  verbs(router, door);
  people(router, door);
  return router;
}

function lists(router: Router, door: Door): void {
  const { db } = door;
  openPlainList(router, door, {
    path: '/cases',
    list: caseList,
    query: filter,
    columns: shown,
    sort: ({ list }) => (list === 'closed' ? [{ field: 'closedAt', descending: true }] : [{ field: 'dueOn' }]),
  });
  router.get(
    '/case-stages',
    answer(async () => ({ rows: await caseStages(db) })),
  );
  router.get(
    '/users/:id/case-rights',
    answer(async (request) => ({
      rows: await rightsOfPerson(db, viewerOf(request), { userId: id.parse(request.params['id']), limit: 200 }),
    })),
  );
}

function moves(router: Router, { db }: Door): void {
  router.get(
    '/cases/picks',
    answer(async (request) => ({ rows: await casesToAddTo(db, viewerOf(request), pick.parse(request.query)) })),
  );
  router.get(
    '/cases/move',
    answer((request) => {
      const { caseId = null, ...asked } = movePreview.parse(request.query);
      return previewMove(db, viewerOf(request), { ...asked, caseId });
    }),
  );
  router.get(
    '/cases/home',
    answer(async (request) => ({ home: await homeCase(db, viewerOf(request), movePreview.parse(request.query)) })),
  );
  router.post(
    '/cases/move',
    answer((request) => moveToCase(db, viewerOf(request), move.parse(request.body))),
  );
}

function page(router: Router, { db, secretKey }: Door): void {
  router.get(
    '/cases/:id',
    answer((request) => readCase(db, viewerOf(request), id.parse(request.params['id']))),
  );
  router.get(
    '/cases/:id/tasks',
    answer((request) => tasksOfCase(db, viewerOf(request), id.parse(request.params['id']))),
  );
  router.get(
    '/cases/:id/effect',
    answer((request) => readCaseEffect(db, viewerOf(request), id.parse(request.params['id']))),
  );
  const ofTimeline = cursors(secretKey, 'case timeline');
  router.get(
    '/cases/:id/timeline',
    answer(async (request) => {
      const { after, limit, kind } = timeline.parse(request.query);
      const wanted = { id: id.parse(request.params['id']), limit, ...(kind ? { kinds: [kind] } : {}) };
      const { rows, next } = await caseTimeline(db, viewerOf(request), { ...wanted, ...opened(ofTimeline, after) });
      return { rows, next: next ? ofTimeline.seal(next) : null };
    }),
  );
}

function report(router: Router, { db }: Door): void {
  router.get(
    '/cases/:id/report',
    answer((request) => readCaseReport(db, viewerOf(request), id.parse(request.params['id']))),
  );
  router.get(
    '/cases/:id/report.xlsx',
    answer(async (request, response) => {
      const { language } = viewerOf(request);
      const found = await readCaseReport(db, viewerOf(request), id.parse(request.params['id']));
      const sheet = language === 'pl' ? 'Zestawienie sprawy' : 'Report of a case';
      response.attachment(`${sheet} ${found.number.replace('/', '-')}.xlsx`).type(XLSX);
      await writeRows(response, {
        sheet,
        headers: caseReportHeaders(found, language),
        widths: [32],
        rows: caseReportRows(found, language),
      });
    }),
  );
}

function verbs(router: Router, { db }: Door): void {
  router.post(
    '/cases',
    answerOnce(db, (request, within) => createCase(within, viewerOf(request), sent(newCase.parse(request.body)))),
  );
  router.patch(
    '/cases/:id',
    answer((request) => {
      const { version: seen, changes } = edit.parse(request.body);
      return editCase(db, viewerOf(request), {
        id: id.parse(request.params['id']),
        version: seen,
        changes: sent(changes),
      });
    }),
  );
  router.post(
    '/cases/:id/close',
    answer((request) =>
      closeCase(db, viewerOf(request), { id: id.parse(request.params['id']), ...sent(closing.parse(request.body)) }),
    ),
  );
  router.post(
    '/cases/:id/reopen',
    answer((request) =>
      reopenCase(db, viewerOf(request), { id: id.parse(request.params['id']), ...reopening.parse(request.body) }),
    ),
  );
  router.post(
    '/cases/:id/companies',
    answer((request) => {
      const { companyId } = joining.parse(request.body);
      return addCaseCompany(db, viewerOf(request), { id: id.parse(request.params['id']), companyId });
    }),
  );
  router.delete(
    '/cases/:id/companies/:companyId',
    answer((request) =>
      removeCaseCompany(db, viewerOf(request), {
        id: id.parse(request.params['id']),
        companyId: id.parse(request.params['companyId']),
      }),
    ),
  );
}

function people(router: Router, { db }: Door): void {
  router.get(
    '/cases/:id/people',
    answer(async (request) => ({ rows: await peopleOfCase(db, viewerOf(request), id.parse(request.params['id'])) })),
  );
  router.post(
    '/cases/:id/people',
    answer((request) =>
      grantCase(db, viewerOf(request), { id: id.parse(request.params['id']), ...sent(grant.parse(request.body)) }),
    ),
  );
  router.delete(
    '/cases/:id/people/:userId',
    answer((request) =>
      revokeCase(db, viewerOf(request), {
        id: id.parse(request.params['id']),
        userId: id.parse(request.params['userId']),
      }),
    ),
  );
  router.get(
    '/cases/:id/along',
    answer((request) => goesAlong(db, viewerOf(request), id.parse(request.params['id']))),
  );
  router.post(
    '/cases/:id/hand-over',
    answer((request) =>
      handOverCase(db, viewerOf(request), { id: id.parse(request.params['id']), ...handingOver.parse(request.body) }),
    ),
  );
}
