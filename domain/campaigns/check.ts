import type { Said } from '../domain-error.ts';
import { isDate } from './days.ts';

/** All that decides whether a campaign may be submitted, approved and started. */
export type CampaignFacts = {
  readonly name: string;
  readonly supervisor: { readonly name: string; readonly active: boolean } | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly today: string;
  readonly budgetMinor: number | null;
  readonly goalCount: number | null;
  readonly stages: readonly StageFacts[];
  /** How many of the audience will take part, and how many there are in all; null: not counted. */
  readonly audience: { readonly takingPart: number; readonly all: number } | null;
  /** Somebody outside this machine would get the mails. */
  readonly mailIsReal: boolean;
  readonly publicUrl: string;
};

export type StageFacts = {
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly budgetMinor: number | null;
  readonly hasScenario: boolean;
};

/** `error` holds the campaign back, `warning` is worth knowing. */
export type Problem = {
  readonly level: 'error' | 'warning';
  readonly code: string;
  readonly said: Said;
  readonly field?: string;
};

/** Everything that is wrong with a campaign, most serious first. Empty: it may be submitted, approved and started. */
export function checkCampaign(facts: CampaignFacts): readonly Problem[] {
  const found = [
    ...supervisorProblems(facts),
    ...facts.stages.flatMap((stage, index) => stageProblems(facts, stage, index)),
    ...stagesProblems(facts),
    ...audienceProblems(facts),
    ...moneyProblems(facts),
    ...addressProblems(facts),
  ];
  return [...found.filter((one) => one.level === 'error'), ...found.filter((one) => one.level === 'warning')];
}

function supervisorProblems({ supervisor }: CampaignFacts): Problem[] {
  if (!supervisor) {
    return [
      error('campaign.no_supervisor', 'supervisorId', {
        pl: 'Kampania nie ma osoby nadzorującej. Wybierz ją: dostanie wiadomość o starcie, końcu i kłopotach.',
        en: 'The campaign has no supervisor. Choose one: they are told when it starts, ends or has problems.',
      }),
    ];
  }
  if (supervisor.active) return [];
  return [
    error('campaign.supervisor_left', 'supervisorId', {
      pl: `${supervisor.name} nie ma już konta. Wybierz inną osobę nadzorującą.`,
      en: `${supervisor.name} no longer has an account. Choose another supervisor.`,
    }),
  ];
}

function stageProblems(facts: CampaignFacts, stage: StageFacts, index: number): Problem[] {
  const field = `stages.${index}`;
  if (!isDate(stage.startsOn) || !isDate(stage.endsOn)) {
    return [
      error('stage.bad_date', `${field}.startsOn`, {
        pl: `Etap „${stage.name}” ma niepełne daty. Podaj dzień początku i końca.`,
        en: `Stage "${stage.name}" lacks a date. Give its first and last day.`,
      }),
    ];
  }
  if (stage.endsOn < stage.startsOn) {
    return [
      error('stage.ends_before_start', `${field}.endsOn`, {
        pl: `Etap „${stage.name}” kończy się ${day(stage.endsOn)}, zanim się zacznie (${day(stage.startsOn)}). Popraw jedną z dat.`,
        en: `Stage "${stage.name}" ends on ${stage.endsOn}, before it starts (${stage.startsOn}). Correct one of the dates.`,
      }),
    ];
  }
  const found: Problem[] = [];
  if (stage.startsOn < facts.startsOn || stage.endsOn > facts.endsOn) {
    found.push(
      error('stage.outside_campaign', stage.startsOn < facts.startsOn ? `${field}.startsOn` : `${field}.endsOn`, {
        pl: `Etap „${stage.name}” (${day(stage.startsOn)}–${day(stage.endsOn)}) wychodzi poza kampanię (${day(facts.startsOn)}–${day(facts.endsOn)}). Przesuń etap albo wydłuż kampanię.`,
        en: `Stage "${stage.name}" (${stage.startsOn} to ${stage.endsOn}) lies outside the campaign (${facts.startsOn} to ${facts.endsOn}). Move the stage or make the campaign longer.`,
      }),
    );
  }
  if (stage.endsOn < facts.today) {
    found.push(
      error('stage.over', `${field}.endsOn`, {
        pl: `Etap „${stage.name}” skończył się ${day(stage.endsOn)}, a dziś jest ${day(facts.today)}. Przesuń go albo usuń.`,
        en: `Stage "${stage.name}" ended on ${stage.endsOn} and today is ${facts.today}. Move it or remove it.`,
      }),
    );
  }
  if (!stage.hasScenario) {
    found.push(
      warning('stage.no_scenario', `${field}.scenarioVersionId`, {
        pl: `Etap „${stage.name}” nie ma scenariusza: nie powstaną w nim żadne zadania ani wiadomości.`,
        en: `Stage "${stage.name}" has no scenario: it makes no tasks and sends nothing.`,
      }),
    );
  }
  return found;
}

function stagesProblems({ stages }: CampaignFacts): Problem[] {
  if (stages.length === 0) {
    return [
      error('campaign.no_stages', 'stages', {
        pl: 'Kampania nie ma żadnego etapu. Dodaj przynajmniej jeden, z datami i scenariuszem.',
        en: 'The campaign has no stage. Add at least one, with dates and a scenario.',
      }),
    ];
  }
  if (stages.some((stage) => stage.hasScenario)) return [];
  return [
    error('campaign.no_scenario', 'stages.0.scenarioVersionId', {
      pl: 'Żaden etap nie ma scenariusza, więc nic by się nie wydarzyło. Wybierz scenariusz przynajmniej jednego etapu.',
      en: 'No stage has a scenario, so nothing would happen. Choose a scenario for at least one stage.',
    }),
  ];
}

function audienceProblems({ audience, goalCount }: CampaignFacts): Problem[] {
  if (!audience) return [];
  if (audience.takingPart === 0) {
    const said: Said =
      audience.all === 0
        ? {
            pl: 'Kampania nie ma uczestników. Wybierz grupę, firmy, osoby, import albo wszystkich.',
            en: 'The campaign has no participants. Choose a group, companies, people, an import or everyone.',
          }
        : {
            pl: `Nikt z wybranych (${audience.all}) nie może wziąć udziału. Zobacz powody pominięcia i wybierz innych albo uzupełnij adresy i zgody.`,
            en: `None of those chosen (${audience.all}) can take part. See why they are left out, then choose others or complete addresses and consents.`,
          };
    return [error('campaign.no_participants', 'audience', said)];
  }
  if (goalCount === null || goalCount <= audience.takingPart) return [];
  return [
    warning('campaign.goal_out_of_reach', 'goalCount', {
      pl: `Cel (${goalCount}) jest większy niż liczba uczestników (${audience.takingPart}).`,
      en: `The goal (${goalCount}) is larger than the number of participants (${audience.takingPart}).`,
    }),
  ];
}

function moneyProblems({ budgetMinor, stages }: CampaignFacts): Problem[] {
  const ofStages = stages.reduce((sum, stage) => sum + (stage.budgetMinor ?? 0), 0);
  if (budgetMinor === null || ofStages <= budgetMinor) return [];
  return [
    warning('campaign.stages_over_budget', 'budgetMinor', {
      pl: `Budżety etapów dają razem ${money(ofStages, ',')}, a budżet kampanii to ${money(budgetMinor, ',')}.`,
      en: `The budgets of the stages add up to ${money(ofStages, '.')}, and the campaign's is ${money(budgetMinor, '.')}.`,
    }),
  ];
}

/** Links in the mails would lead to the reader's own machine (rule 2). */
function addressProblems({ mailIsReal, publicUrl }: CampaignFacts): Problem[] {
  if (!mailIsReal || !isLoopback(publicUrl)) return [];
  return [
    error('campaign.loopback_address', undefined, {
      pl: `Poczta wychodzi naprawdę, a adres panelu to ${publicUrl}: link wypisania w mailach nie zadziałałby u nikogo. Ustaw PUBLIC_URL na adres dostępny z zewnątrz i uruchom Nurt ponownie.`,
      en: `Mail really goes out while the panel's address is ${publicUrl}: the unsubscribe link would work for nobody. Set PUBLIC_URL to an address that can be reached from outside and start Nurt again.`,
    }),
  ];
}

/** Whether an address leads back to the machine that opens it. */
export function isLoopback(url: string): boolean {
  let host: string;
  try {
    host = new URL(url).hostname;
  } catch {
    return true;
  }
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|\[::\])$/.test(host);
}

function error(code: string, field: string | undefined, said: Said): Problem {
  return { level: 'error', code, said, ...(field === undefined ? {} : { field }) };
}

function warning(code: string, field: string, said: Said): Problem {
  return { level: 'warning', code, said, field };
}

function day(date: string): string {
  const [year, month, dayOfMonth] = date.split('-');
  return `${Number(dayOfMonth)}.${month}.${year}`;
}

function money(minor: number, comma: string): string {
  return `${Math.floor(minor / 100)}${comma}${String(minor % 100).padStart(2, '0')}`;
}
