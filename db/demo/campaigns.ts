import type { Viewer } from '../../domain/access.ts';
import { approveCampaign, startCampaign, submitCampaign } from '../campaign-states.ts';
import { createCampaign, type CampaignDraft } from '../campaigns.ts';
import type { Db } from '../database.ts';
import { addMembers, createGroup } from '../groups.ts';
import { startRuns } from '../runs.ts';
import { viewerById } from '../viewers.ts';
import type { DemoCompany } from './customers.ts';
import type { Dice } from './dice.ts';
import type { Staff } from './staff.ts';

const DAY = 86_400_000;
const actor = { kind: 'system', id: 'demo' } as const;
/** Addresses of the demo end in `.example`, so nothing of it can leave for anybody real. */
const outside = { publicUrl: 'http://127.0.0.1', mailIsReal: false };

type Setting = { readonly staff: Staff; readonly companies: readonly DemoCompany[]; readonly now: number };

/** One campaign under way, one waiting for approval, one being prepared, and the welcome of new customers: all by the usual verbs. */
export async function runCampaigns(db: Db, dice: Dice, setting: Setting): Promise<void> {
  const { staff, companies, now } = setting;
  const [maria, tomasz] = await Promise.all(staff.supervisors.map((id) => viewerById(db, id)));
  const versions = await newestVersions(db);
  const groups = await makeGroups(db, setting);
  const day = (days: number) => new Date(now + days * DAY).toISOString().slice(0, 10);

  const seminar = await draft(db, maria!, {
    name: 'Seminarium: faktury ustrukturyzowane',
    goalText: 'Trzydziestu uczestników z klas A i B',
    goalCount: 30,
    budgetMinor: 1_200_000,
    startsOn: day(-2),
    endsOn: day(28),
    stages: [
      stage('Zaproszenia i telefony', { startsOn: day(-2), endsOn: day(28), version: versions.get('invitation-call') }),
    ],
    groups: [groups.good],
  });
  await submitCampaign(db, maria!, { id: seminar, ...outside });
  await approveCampaign(db, maria!, { id: seminar, ...outside });
  await startCampaign(db, maria!, { id: seminar, ...outside });

  const quiet = await draft(db, tomasz!, {
    name: 'Powrót cichych klientów',
    goalText: 'Dziesięciu klientów wraca z zamówieniem',
    goalCount: 10,
    budgetMinor: 600_000,
    startsOn: day(1),
    endsOn: day(42),
    stages: [
      stage('Dwa listy i telefon', { startsOn: day(1), endsOn: day(42), version: versions.get('reactivation') }),
    ],
    groups: [groups.quiet],
  });
  await submitCampaign(db, tomasz!, { id: quiet, ...outside });

  await draft(db, maria!, {
    name: 'Przeglądy przed sezonem',
    goalText: 'Umówione przeglądy u połowy klientów klasy C',
    goalCount: null,
    budgetMinor: 300_000,
    startsOn: day(14),
    endsOn: day(60),
    stages: [stage('Zaproszenia', { startsOn: day(14), endsOn: day(60), version: versions.get('invitation-call') })],
    groups: [groups.quiet],
  });
  await welcomeNewcomers(db, dice, { companies, now, versionId: versions.get('welcome') });
}

type StageOf = { readonly startsOn: string; readonly endsOn: string; readonly version: string | undefined };

function stage(name: string, { startsOn, endsOn, version }: StageOf): CampaignDraft['stages'][number] {
  return {
    name,
    startsOn,
    endsOn,
    budgetMinor: null,
    goalCount: null,
    scenarioVersionId: version ?? null,
    tasksOnClose: 'finish',
    entry: 'everyone',
  };
}

type Draft = Pick<
  CampaignDraft,
  'name' | 'goalText' | 'goalCount' | 'budgetMinor' | 'startsOn' | 'endsOn' | 'stages'
> & {
  readonly groups: readonly string[];
};

async function draft(db: Db, viewer: Viewer, { groups, ...campaign }: Draft): Promise<string> {
  const { id } = await createCampaign(db, viewer, {
    ...campaign,
    kind: 'marketing',
    description: null,
    goalMeasure: 'success',
    currency: 'PLN',
    supervisorId: viewer.userId,
    legalEntityId: null,
    leaveOutBusy: false,
    audience: { groups, companies: [], people: [], imports: [], classes: [], everyone: false },
  });
  return id;
}

async function makeGroups(db: Db, { companies, now }: Setting): Promise<{ good: string; quiet: string }> {
  const good = companies.filter((company) => company.class === 'A' || company.class === 'B').slice(0, 120);
  const quiet = companies.filter((company) => company.class === 'C' && company.since < now - 180 * DAY).slice(0, 70);
  return db.transaction(async (tx) => {
    const group = async (name: string, members: readonly DemoCompany[]) => {
      const { id } = await createGroup(tx, actor, { name });
      await addMembers(tx, actor, { groupId: id, members: members.map((company) => ({ companyId: company.id })) });
      return id;
    };
    return { good: await group('Klienci klasy A i B', good), quiet: await group('Cisi od pół roku', quiet) };
  });
}

async function newestVersions(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ code: string; id: string }>(
    `select distinct on (s.code) s.code, v.id from scenarios s join scenario_versions v on v.scenario_id = s.id
     order by s.code, v.number desc`,
  );
  return new Map(rows.map(({ code, id }) => [code, id]));
}

type Newcomers = {
  readonly companies: readonly DemoCompany[];
  readonly now: number;
  readonly versionId: string | undefined;
};

async function welcomeNewcomers(db: Db, dice: Dice, { companies, now, versionId }: Newcomers): Promise<void> {
  if (!versionId) return;
  const fresh = companies.filter(({ since }) => since > now - 21 * DAY);
  await db.transaction((tx) =>
    startRuns(
      tx,
      fresh.map(({ id, personId }) => ({
        id: dice.id(now),
        kind: 'procedure',
        versionId,
        subject: { kind: 'company', id },
        companyId: id,
        personId,
        actor,
      })),
    ),
  );
}
