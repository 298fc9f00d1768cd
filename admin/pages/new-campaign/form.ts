import type { CampaignChoices } from '../../../db/campaign-choices.ts';
import type { CampaignDraft } from '../../../db/campaigns.ts';
import type { Sources } from '../../../db/candidates.ts';
import { addDays } from '../../../domain/campaigns/plain-dates.ts';
import type { GoalMeasure, OpenWork, StageEntry } from '../../../domain/campaigns/shapes.ts';
import type { OwnValues } from '../../../domain/own/shapes.ts';
import { readMoney, writeMoney } from '../../../domain/campaigns/typed-money.ts';
import type { CampaignRead } from '../campaign/shapes.ts';

/** The form as it is typed: texts, until they are read. */
export type Form = {
  /** Of a stored campaign. */
  readonly version?: number;
  readonly name: string;
  readonly kind: CampaignDraft['kind'];
  readonly description: string;
  readonly goalText: string;
  readonly goalMeasure: GoalMeasure;
  readonly goalCount: string;
  readonly budget: string;
  readonly currency: string;
  readonly supervisorId: string;
  /** Whose campaign it is; null: that of the default firm. */
  readonly legalEntityId: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly leaveOutBusy: boolean;
  readonly stages: readonly StageForm[];
  readonly audience: Sources;
  readonly own: OwnValues;
};

export type StageForm = {
  /** Known to this page only; a stage that is stored already has its own id as well. */
  readonly key: string;
  readonly id?: string;
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly budget: string;
  readonly goalCount: number | null;
  readonly scenarioVersionId: string;
  readonly tasksOnClose: OpenWork;
  readonly entry: StageEntry;
};

/** What every card of the form is given. */
export type Editing = {
  readonly form: Form;
  readonly change: (over: Partial<Form>) => void;
  readonly choices: CampaignChoices;
  /** What is wrong with a field, from this page or from the server. */
  readonly problem: (field: string) => string | undefined;
};

/** Told apart from those of a draft that is restored from an earlier visit. */
const born = Date.now().toString(36);
let keys = 0;

export function emptyStage(over: Pick<StageForm, 'name' | 'startsOn' | 'endsOn' | 'scenarioVersionId'>): StageForm {
  return {
    key: `new ${born} ${++keys}`,
    budget: '',
    goalCount: null,
    tasksOnClose: 'finish',
    entry: 'everyone',
    ...over,
  };
}

type Beginning = {
  readonly today: string;
  readonly supervisorId: string;
  readonly legalEntityId: string | null;
  readonly scenarioVersionId: string;
  readonly stageName: string;
};

/** A month from today, one stage, nobody yet. */
export function emptyForm({ today, supervisorId, legalEntityId, scenarioVersionId, stageName }: Beginning): Form {
  const endsOn = addDays(today, 30);
  return {
    name: '',
    kind: 'marketing',
    description: '',
    goalText: '',
    goalMeasure: 'success',
    goalCount: '',
    budget: '',
    currency: '',
    supervisorId,
    legalEntityId,
    startsOn: today,
    endsOn,
    leaveOutBusy: false,
    stages: [emptyStage({ name: stageName, startsOn: today, endsOn, scenarioVersionId })],
    audience: { groups: [], companies: [], people: [], imports: [], classes: [], everyone: false },
    own: {},
  };
}

export function formOf(campaign: CampaignRead): Form {
  return {
    ...campaign,
    description: campaign.description ?? '',
    goalCount: campaign.goalCount === null ? '' : String(campaign.goalCount),
    budget: writeMoney(campaign.budgetMinor),
    stages: campaign.stages.map((stage) => ({
      key: stage.id,
      id: stage.id,
      name: stage.name,
      startsOn: stage.startsOn,
      endsOn: stage.endsOn,
      budget: writeMoney(stage.budgetMinor),
      goalCount: stage.goalCount,
      scenarioVersionId: stage.scenarioVersionId ?? '',
      tasksOnClose: stage.tasksOnClose,
      entry: stage.entry,
    })),
  };
}

/** What may be chosen, and what the campaign has though it is offered to others no longer: a select must not show another. */
export function withStored(choices: CampaignChoices, stored: CampaignRead | undefined): CampaignChoices {
  if (!stored) return choices;
  const { supervisorId, supervisorName, stages } = stored;
  const hasSupervisor = choices.supervisors.some(({ id }) => id === supervisorId);
  const left = hasSupervisor ? [] : [{ id: supervisorId, name: supervisorName }];
  const older = new Map(
    stages.flatMap(({ scenarioVersionId: versionId, scenarioNumber, scenarioNamePl, scenarioNameEn }) => {
      if (versionId === null || choices.scenarios.some((one) => one.versionId === versionId)) return [];
      const names = { namePl: scenarioNamePl ?? '', nameEn: scenarioNameEn ?? '' };
      return [[versionId, { versionId, number: scenarioNumber ?? 0, ...names, sendsMail: false }] as const];
    }),
  );
  return {
    ...choices,
    supervisors: [...choices.supervisors, ...left],
    scenarios: [...choices.scenarios, ...older.values()],
  };
}

/** What was typed and cannot be read, by field: the key of the sentence and what stands there. */
export type Unreadable = Readonly<Record<string, { readonly key: string; readonly typed: string }>>;

export function unreadable(form: Form): Unreadable {
  const wrong: Record<string, { key: string; typed: string }> = {};
  const money = (field: string, typed: string) => {
    if (typed.trim() !== '' && readMoney(typed, form.currency || undefined) === null)
      wrong[field] = { key: 'campaign.form.bad money', typed };
  };
  money('budgetMinor', form.budget);
  form.stages.forEach((stage, at) => money(`stages.${at}.budgetMinor`, stage.budget));
  if (form.goalCount.trim() !== '' && readCount(form.goalCount) === null) {
    wrong['goalCount'] = { key: 'campaign.form.bad number', typed: form.goalCount };
  }
  return wrong;
}

function readCount(typed: string): number | null {
  const plain = typed.replace(/[\s\u00a0\u202f]/g, '');
  return /^[1-9]\d{0,6}$/.test(plain) ? Number(plain) : null;
}

/** What is sent to the server. */
export function draftOf(form: Form): CampaignDraft {
  return {
    name: form.name,
    kind: form.kind,
    description: form.description.trim() || null,
    goalText: form.goalText,
    goalMeasure: form.goalMeasure,
    goalCount: readCount(form.goalCount),
    budgetMinor: readMoney(form.budget, form.currency || undefined),
    ...(form.currency ? { currency: form.currency } : {}),
    supervisorId: form.supervisorId,
    legalEntityId: form.legalEntityId,
    startsOn: form.startsOn,
    endsOn: form.endsOn,
    leaveOutBusy: form.leaveOutBusy,
    stages: form.stages.map((stage) => ({
      ...(stage.id ? { id: stage.id } : {}),
      name: stage.name,
      startsOn: stage.startsOn,
      endsOn: stage.endsOn,
      budgetMinor: readMoney(stage.budget, form.currency || undefined),
      goalCount: stage.goalCount,
      scenarioVersionId: stage.scenarioVersionId || null,
      tasksOnClose: stage.tasksOnClose,
      entry: stage.entry,
    })),
    audience: form.audience,
  };
}
