import { DomainError, type Said } from '../domain-error.ts';
import { isDate } from './plain-dates.ts';
import type { StageEntry } from './shapes.ts';

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
  /**
   * How many of the audience will take part, and how many there are in all; null: not counted. `untold`: whoever asks does not
   * see all of them, and no sentence says how many there are.
   */
  readonly audience: { readonly takingPart: number; readonly all: number; readonly untold?: boolean } | null;
  /** A stage sends e-mail, and no account for e-mail is active. */
  readonly mailWaits: boolean;
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
  readonly entry: StageEntry;
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
    ...senderProblems(facts),
    ...addressProblems(facts),
  ];
  return [...found.filter((one) => one.level === 'error'), ...found.filter((one) => one.level === 'warning')];
}

export type Dates = {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly stages: readonly { readonly name: string; readonly startsOn: string; readonly endsOn: string }[];
};

/** Throws the first thing that is wrong with the dates as such; a campaign with such dates is not even kept as a draft. */
export function demandDates({ startsOn, endsOn, stages }: Dates): void {
  const own = { pl: 'Kampania', en: 'The campaign' };
  const spans = [
    { said: own, startsOn, endsOn, field: '' },
    ...stages.map((stage, index) => ({
      said: { pl: `Etap „${stage.name}”`, en: `Stage "${stage.name}"` },
      startsOn: stage.startsOn,
      endsOn: stage.endsOn,
      field: `stages.${index}.`,
    })),
  ];
  for (const span of spans) {
    const problem = spanProblem(span);
    if (problem) throw new DomainError(problem.code, problem.said, problem.field);
  }
}

type NamedSpan = { readonly said: Said; readonly startsOn: string; readonly endsOn: string; readonly field: string };

function spanProblem({ said, startsOn, endsOn, field }: NamedSpan): Problem | undefined {
  const noun = field === '' ? 'campaign' : 'stage';
  if (!isDate(startsOn) || !isDate(endsOn)) {
    return error(`${noun}.bad_date`, `${field}${isDate(startsOn) ? 'endsOn' : 'startsOn'}`, {
      pl: `${said.pl} ma niepełną datę. Podaj dzień początku i końca.`,
      en: `${said.en} lacks a date. Give its first and last day.`,
    });
  }
  if (endsOn >= startsOn) return undefined;
  return error(`${noun}.ends_before_start`, `${field}endsOn`, {
    pl: `${said.pl} kończy się ${day(endsOn)}, zanim się zacznie (${day(startsOn)}). Popraw jedną z dat.`,
    en: `${said.en} ends on ${endsOn}, before it starts (${startsOn}). Correct one of the dates.`,
  });
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
  const said = { pl: `Etap „${stage.name}”`, en: `Stage "${stage.name}"` };
  const wrong = spanProblem({ said, startsOn: stage.startsOn, endsOn: stage.endsOn, field: `${field}.` });
  if (wrong) return [wrong];
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
  if (stage.entry !== 'everyone' && !facts.stages.slice(0, index).some((earlier) => earlier.hasScenario)) {
    found.push(
      error('stage.nobody_enters', `${field}.entry`, {
        pl: `Do etapu „${stage.name}” wchodzą ci, których wcześniejszy etap skończył się wynikiem, a wcześniejszego etapu ze scenariuszem nie ma. Wybierz wejście „wszyscy”.`,
        en: `Stage "${stage.name}" takes those whose earlier stage ended with a result, and there is no earlier stage with a scenario. Let everyone in.`,
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
    const number = audience.untold ? '' : ` (${audience.all})`;
    const said: Said =
      audience.all === 0
        ? {
            pl: 'Kampania nie ma uczestników. Wybierz grupę, firmy, osoby, import albo wszystkich.',
            en: 'The campaign has no participants. Choose a group, companies, people, an import or everyone.',
          }
        : {
            pl: `Nikt z wybranych${number} nie może wziąć udziału. Zobacz powody pominięcia i wybierz innych albo uzupełnij adresy i zgody.`,
            en: `None of those chosen${number} can take part. See why they are left out, then choose others or complete addresses and consents.`,
          };
    return [error('campaign.no_participants', 'audience', said)];
  }
  if (audience.untold || goalCount === null || goalCount <= audience.takingPart) return [];
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

function senderProblems({ mailWaits }: CampaignFacts): Problem[] {
  if (!mailWaits) return [];
  return [
    warning('campaign.mail_waits', undefined, {
      pl: 'Żadne konto e-mail nie jest czynne: wiadomości tej kampanii poczekają, aż administrator włączy konto w ustawieniach.',
      en: "No e-mail account is active: this campaign's messages will wait until an administrator switches one on in the settings.",
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

function warning(code: string, field: string | undefined, said: Said): Problem {
  return { level: 'warning', code, said, ...(field === undefined ? {} : { field }) };
}

function day(date: string): string {
  const [year, month, dayOfMonth] = date.split('-');
  return `${Number(dayOfMonth)}.${month}.${year}`;
}

function money(minor: number, comma: string): string {
  return `${Math.floor(minor / 100)}${comma}${String(minor % 100).padStart(2, '0')}`;
}
