import { Router, type Request } from 'express';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { actionsIn } from '../domain/campaigns/transitions.ts';
import { askedInForm } from '../db/campaign-audience.ts';
import { campaignChoices, findPicks, namesOfPicks } from '../db/campaign-choices.ts';
import { checkSavedCampaign } from '../db/campaign-checks.ts';
import { addCost, listCosts, removeCost } from '../db/campaign-costs.ts';
import { documentsOfCampaign, tieToCampaign, untieFromCampaign } from '../db/campaign-documents.ts';
import { countFunnel, demandFunnelKey } from '../db/campaign-funnel.ts';
import { listCampaignMessages } from '../db/campaign-messages.ts';
import { readNumbers } from '../db/campaign-numbers.ts';
import { moveStage } from '../db/campaign-stage-dates.ts';
import * as states from '../db/campaign-states.ts';
import { createCampaign, editCampaign, fillCampaign, readCampaign } from '../db/campaigns.ts';
import { countCandidates, listCandidates } from '../db/candidates.ts';
import { troublesOfCampaign } from '../db/mail-troubles.ts';
import { listCampaignTasks } from '../db/campaign-task-list.ts';
import { addParticipants, removeParticipants } from '../db/participants.ts';
import { runsOfParticipant } from '../db/run-path.ts';
import * as forms from './campaign-forms.ts';
import { campaigns as campaignList } from '../db/lists/kinds/campaigns.ts';
import { participants as participantList } from '../db/lists/kinds/participants.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { openPlainList } from './plain-lists.ts';
import { answerOnce } from './once.ts';
import { sent } from './sent.ts';

const idOf = (request: Request): string => z.uuid().parse(request.params['id']);

/** Campaigns: their list, their pages with every number and the rows behind it, and what people do with them. */
export function campaignsApi(door: Door): Router {
  const router = Router();
  choosing(router, door);
  reading(router, door);
  peopleOf(router, door);
  editing(router, door);
  documents(router, door);
  acting(router, door);
  return router;
}

function choosing(router: Router, { db }: Door): void {
  router.get(
    '/campaigns/choices',
    answer((request) => campaignChoices(db, viewerOf(request))),
  );
  router.get(
    '/campaigns/picks',
    answer(async (request) => {
      const { q } = forms.typed.parse(request.query);
      return { rows: await findPicks(db, viewerOf(request), q) };
    }),
  );
  router.get(
    '/campaigns/:id/picks',
    answer(async (request) => {
      const { audience } = await readCampaign(db, viewerOf(request), idOf(request));
      return { rows: await namesOfPicks(db, viewerOf(request), audience) };
    }),
  );
}

function reading(router: Router, door: Door): void {
  const { db, publicUrl, mailIsReal, mailServer } = door;
  openPlainList(router, door, {
    path: '/campaigns',
    list: campaignList,
    query: forms.listed,
    columns: [
      ...['name', 'kind', 'state', 'paused', 'startsOn', 'endsOn', 'supervisor', 'goalCount', 'goalMeasure', 'reached'],
      ...['openStages', 'stages', 'createdAt'],
    ],
    sort: () => [{ field: 'createdAt', descending: true }],
  });
  router.get(
    '/campaigns/:id',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const campaign = await readCampaign(db, viewer, idOf(request));
      return { ...campaign, actions: actionsIn(campaign.state, campaign.paused) };
    }),
  );
  router.get(
    '/campaigns/:id/numbers',
    answer(async (request) => {
      const [viewer, id] = [viewerOf(request), idOf(request)];
      const numbers = await readNumbers(db, viewer, id);
      return { ...numbers, mailTroubles: await troublesOfCampaign(db, { viewer, mailServer }, id) };
    }),
  );
  router.get(
    '/campaigns/:id/funnel',
    answer(async (request) => ({ lines: await countFunnel(db, viewerOf(request), idOf(request)) })),
  );
  router.get(
    '/campaigns/:id/check',
    answer((request) => checkSavedCampaign(db, viewerOf(request), { id: idOf(request), publicUrl, mailIsReal })),
  );
  router.get(
    '/campaigns/:id/costs',
    answer(async (request) => ({ rows: await listCosts(db, viewerOf(request), idOf(request)) })),
  );
}

function peopleOf(router: Router, door: Door): void {
  const { db } = door;
  openPlainList(router, door, {
    path: '/campaigns/:id/participants',
    list: participantList,
    query: forms.participantsAsked,
    columns: [
      'company',
      'city',
      'person',
      'campaign',
      'state',
      'reason',
      'result',
      'stage',
      'steps',
      'lastContact',
      'dueAt',
    ],
    sort: () => [{ field: 'addedAt' }],
    names: { lastContact: 'lastContactAt' },
    before: async (_viewer, { step }) => demandFunnelKey(step),
  });
  router.get(
    '/participants/:id/runs',
    answer(async (request) => ({ rows: await runsOfParticipant(db, viewerOf(request), idOf(request)) })),
  );
  router.get(
    '/campaigns/:id/tasks',
    answer(async (request) => {
      const asked = forms.tasksAsked.parse(request.query);
      const rows = await listCampaignTasks(db, viewerOf(request), { ...asked, campaignId: idOf(request) });
      return { rows, next: rows.length === asked.limit ? rows.at(-1)!.id : null };
    }),
  );
  router.get(
    '/campaigns/:id/messages',
    answer(async (request) => {
      const asked = forms.messagesAsked.parse(request.query);
      const rows = await listCampaignMessages(db, viewerOf(request), { ...asked, campaignId: idOf(request) });
      return { rows, next: rows.length === asked.limit ? rows.at(-1)!.key : null };
    }),
  );
  router.post(
    '/campaigns/preview',
    answer(async (request) => {
      demand(viewerOf(request), 'campaign.read');
      demand(viewerOf(request), 'company.read');
      const form = forms.preview.parse(request.body);
      return countCandidates(db, await askedInForm(db, viewerOf(request), form));
    }),
  );
  router.post(
    '/campaigns/preview/rows',
    answer(async (request) => {
      demand(viewerOf(request), 'campaign.read');
      demand(viewerOf(request), 'company.read');
      const { reason, after, limit, ...form } = forms.previewRows.parse(request.body);
      const page = { reason, limit, ...(after ? { after } : {}) };
      const rows = await listCandidates(db, await askedInForm(db, viewerOf(request), form), page);
      const last = rows.at(-1);
      return { rows, next: last && rows.length === limit ? `${last.companyId}${last.personId ?? ''}` : null };
    }),
  );
  router.post(
    '/campaigns/:id/participants',
    answer(async (request) =>
      addParticipants(db, viewerOf(request), { id: idOf(request), sources: forms.sources.parse(request.body) }),
    ),
  );
  router.post(
    '/campaigns/:id/participants/remove',
    answer(async (request) => ({
      removed: await removeParticipants(db, viewerOf(request), {
        id: idOf(request),
        ...forms.removal.parse(request.body),
      }),
    })),
  );
}

function editing(router: Router, { db }: Door): void {
  router.post(
    '/campaigns',
    answerOnce(db, (request, within) =>
      createCampaign(within, viewerOf(request), sent(forms.draft.parse(request.body))),
    ),
  );
  router.put(
    '/campaigns/:id',
    answer(async (request) => {
      const { version, ...fields } = forms.change.parse(request.body);
      await editCampaign(db, viewerOf(request), { id: idOf(request), version, draft: sent(fields) });
    }),
  );
  router.patch(
    '/campaigns/:id',
    answer((request) => {
      const { version, changes } = forms.filling.parse(request.body);
      const wanted = { id: idOf(request), version, changes: sent(changes) };
      return db.transaction((tx) => fillCampaign(tx, viewerOf(request), wanted));
    }),
  );
  router.put(
    '/campaigns/:id/stages/:stageId',
    answer(async (request) => {
      const stageId = z.uuid().parse(request.params['stageId']);
      await moveStage(db, viewerOf(request), { ...forms.move.parse(request.body), campaignId: idOf(request), stageId });
    }),
  );
  router.post(
    '/campaigns/:id/costs',
    answerOnce(db, (request, within) =>
      addCost(within, viewerOf(request), { ...forms.cost.parse(request.body), campaignId: idOf(request) }),
    ),
  );
  router.delete(
    '/campaigns/:id/costs/:costId',
    answer(async (request) => {
      const costId = z.uuid().parse(request.params['costId']);
      await removeCost(db, viewerOf(request), { campaignId: idOf(request), costId });
    }),
  );
}

/** Documents of the whole campaign and of its stages. */
function documents(router: Router, { db }: Door): void {
  router.get(
    '/campaigns/:id/documents',
    answer(async (request) => ({ rows: await documentsOfCampaign(db, viewerOf(request), idOf(request)) })),
  );
  const one = (request: Request, name: string) => z.uuid().parse(request.params[name]);
  for (const [path, stageOf] of [
    ['/campaigns/:id/documents/:transactionId', () => null],
    ['/campaigns/:id/stages/:stageId/documents/:transactionId', (request: Request) => one(request, 'stageId')],
  ] as const) {
    const tie = (request: Request) => ({
      campaignId: idOf(request),
      stageId: stageOf(request),
      transactionId: one(request, 'transactionId'),
    });
    router.put(
      path,
      answer((request) => db.transaction((tx) => tieToCampaign(tx, viewerOf(request), tie(request)))),
    );
    router.delete(
      path,
      answer((request) => db.transaction((tx) => untieFromCampaign(tx, viewerOf(request), tie(request)))),
    );
  }
}

function acting(router: Router, { db, publicUrl, mailIsReal }: Door): void {
  const outside = { publicUrl, mailIsReal };
  const verbs = {
    submit: (request: Request) => states.submitCampaign(db, viewerOf(request), { id: idOf(request), ...outside }),
    approve: (request: Request) => states.approveCampaign(db, viewerOf(request), { id: idOf(request), ...outside }),
    start: (request: Request) => states.startCampaign(db, viewerOf(request), { id: idOf(request), ...outside }),
    resume: (request: Request) => states.resumeCampaign(db, viewerOf(request), { id: idOf(request) }),
    'send-back': (request: Request) =>
      states.sendBackCampaign(db, viewerOf(request), { id: idOf(request), ...forms.reasoned.parse(request.body) }),
    pause: (request: Request) =>
      states.pauseCampaign(db, viewerOf(request), { id: idOf(request), ...forms.reasoned.parse(request.body) }),
    cancel: (request: Request) =>
      states.cancelCampaign(db, viewerOf(request), { id: idOf(request), ...forms.reasoned.parse(request.body) }),
    end: (request: Request) =>
      states.endCampaign(db, viewerOf(request), { id: idOf(request), ...forms.ending.parse(request.body) }),
  } as const;
  for (const [verb, act] of Object.entries(verbs)) {
    router.post(
      `/campaigns/:id/${verb}`,
      answer(async (request) => act(request)),
    );
  }
}
