import type { Said } from '../domain-error.ts';
import type { StepId } from './shapes.ts';

/** What is wrong with a drawn scenario, in plain words, and where. A warning does not keep it from being published. */
export type Problem = {
  readonly code: string;
  readonly step: StepId | null;
  readonly warning: boolean;
  readonly said: Said;
};

export function problem(code: string, step: StepId | null, said: Said): Problem {
  return { code, step, warning: false, said: placed(step, said) };
}

export function warning(code: string, step: StepId | null, said: Said): Problem {
  return { code, step, warning: true, said: placed(step, said) };
}

function placed(step: StepId | null, { pl, en }: Said): Said {
  return step === null ? { pl, en } : { pl: `Krok „${step}”: ${pl}`, en: `Step "${step}": ${en}` };
}
