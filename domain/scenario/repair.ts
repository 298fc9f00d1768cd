/** How a person says that a stuck run goes on (engine rule 1). */
import { DomainError, type Said } from '../domain-error.ts';
import { titleOf } from './path.ts';
import type { Control, EffectKey, Run, Step, StepId, Version } from './shapes.ts';
import { explainStuck } from './stuck.ts';

export type Repair = Extract<Control, { what: 'resume' }>['how'];

/** A place of a scenario as people know it; without a title its kind says what it is. */
export type Spot = { readonly id: StepId; readonly title: string | null; readonly kind: string };

/** Where the run stands: one place for each of its branches. */
export type Branch = { readonly tokenId: number; readonly at: Spot };

export function branchesOf(run: Run, version: Version): readonly Branch[] {
  return run.tokens.map(({ id, step }) => ({ tokenId: id, at: spotOf(step, version) }));
}

export function spotsOf(version: Version): readonly Spot[] {
  return Object.keys(version.steps).map((id) => spotOf(id, version));
}

function spotOf(id: StepId, version: Version): Spot {
  const step = stepOf(version, id);
  return { id, title: step ? titleOf(step) : id, kind: step?.kind ?? 'end' };
}

function stepOf(version: Version, id: StepId): Step | undefined {
  return Object.hasOwn(version.steps, id) ? version.steps[id] : undefined;
}

/** The stored reason as sentences that call the step by its title. `hides` what somebody said who may not be read. */
export function whyStands(why: string, version: Version, hides = false): Said {
  const [code = '', first, ...others] = why.split('|');
  if (first === undefined || code === 'said' || code === 'defect') return explainStuck(why);
  const step = stepOf(version, first);
  const named = (step && titleOf(step)) ?? first;
  return explainStuck([code, named, ...(hides && code === 'no-outcome' ? ['…'] : others)].join('|'));
}

/** Something that the run has not heard: its number, and the key of the effect that it is about. */
export type UnheardKey = { readonly seq: number; readonly key: EffectKey | undefined };

export type Standing = {
  readonly run: Run;
  readonly version: Version;
  readonly unheard: readonly UnheardKey[];
  /** Keys of effects that are closed: nothing more will come of them. */
  readonly closed: ReadonlySet<EffectKey>;
};

/**
 * What hinders repairs that are made one after the other, if anything does. None may leave a branch that waits for what is
 * closed: nothing would ever move it.
 */
export function hindersRepairs(hows: readonly Repair[], standing: Standing): DomainError | undefined {
  for (const how of hows) {
    const hindrance = hinders(how, standing);
    if (hindrance) return hindrance;
  }
  if (hows.some((how) => how.do === 'end')) return undefined;
  const skipped = hows.flatMap((how) => (how.do === 'skip' ? [how.seq] : []));
  const moved = hows.flatMap((how) => (how.do === 'move' ? [how.tokenId] : []));
  return strandedBranches(standing, skipped).some((id) => !moved.includes(id)) ? strands() : undefined;
}

/** Branches that would wait in vain if these were skipped, by the numbers of their tokens. */
export function strandedBranches(standing: Standing, skipped: readonly number[] = []): readonly number[] {
  const { run, unheard, closed } = standing;
  const awaited = new Set(unheard.flatMap(({ seq, key }) => (key === undefined || skipped.includes(seq) ? [] : [key])));
  return run.tokens.flatMap(({ id, wait }) =>
    wait?.key !== undefined && wait.until === undefined && closed.has(wait.key) && !awaited.has(wait.key) ? [id] : [],
  );
}

function hinders(how: Repair, { run, version, unheard }: Standing): DomainError | undefined {
  if (how.do === 'skip' && !unheard.some(({ seq }) => seq === how.seq)) return noInput();
  if (how.do !== 'move') return undefined;
  if (!run.tokens.some(({ id }) => id === how.tokenId)) return noBranch();
  return stepOf(version, how.to) ? undefined : noStep();
}

function strands(): DomainError {
  return new DomainError('run.strands', {
    pl: 'Procedura czekałaby na zadanie, które jest już zamknięte. Wybierz krok, od którego ma iść dalej, albo ją zakończ.',
    en: 'The procedure would wait for a task that is closed already. Choose the step from which it goes on, or end it.',
  });
}

function noInput(): DomainError {
  return new DomainError('run.no_input', {
    pl: 'Tego, co chcesz pominąć, już nie ma: mogło zostać cofnięte. Zamknij okno, odśwież stronę i wybierz jeszcze raz.',
    en: 'What you want to skip is gone: it may have been taken back. Close the window, refresh the page and choose again.',
  });
}

function noBranch(): DomainError {
  return new DomainError('run.no_branch', {
    pl: 'Procedura nie stoi już w tym miejscu. Zamknij okno, odśwież stronę i wybierz jeszcze raz.',
    en: 'The procedure no longer stands at this place. Close the window, refresh the page and choose again.',
  });
}

function noStep(): DomainError {
  return new DomainError('run.no_step', {
    pl: 'Scenariusz nie ma takiego kroku. Wybierz krok z listy.',
    en: 'The scenario has no such step. Choose a step from the list.',
  });
}
