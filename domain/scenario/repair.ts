/** How a person says that a stuck run goes on (engine rule 1). */
import { DomainError, type Said } from '../domain-error.ts';
import { titleOf } from './path.ts';
import type { Control, Run, StepId, Version } from './shapes.ts';
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
  const step = version.steps[id];
  return { id, title: step ? titleOf(step) : id, kind: step?.kind ?? 'end' };
}

/** The stored reason as sentences that call steps by their titles. */
export function whyStands(why: string, version: Version): Said {
  const named = why
    .split('|')
    .map((part, at) => (at > 0 && version.steps[part] && titleOf(version.steps[part])) || part);
  return explainStuck(named.join('|'));
}

type Standing = { readonly run: Run; readonly version: Version; readonly inputs: readonly number[] };

/** What hinders a repair, if anything does. `inputs`: what waits to be heard, by number. */
export function hindersRepair(how: Repair, { run, version, inputs }: Standing): DomainError | undefined {
  if (how.do === 'skip' && !inputs.includes(how.seq)) return noInput();
  if (how.do !== 'move') return undefined;
  if (!run.tokens.some(({ id }) => id === how.tokenId)) return noBranch();
  return version.steps[how.to] ? undefined : noStep();
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
