/** A procedure that a person starts by hand: about what it may run, which contacts it means to make, what stands in its way. */
import type { Said } from '../domain-error.ts';
import type { GovernorAnswer } from '../governor/ask.ts';
import { reasons } from '../governor/rule-book.ts';
import { inOrder } from './drawing.ts';
import type { Ref, RefKind, StepId, Version } from './shapes.ts';

/** Where it is started: in a case, which may have a customer, or at a customer alone. */
export type Ground = { readonly caseId: string | null; readonly companyId: string | null };

/** What scenarios of such a place are about: in a case the case itself or its customer, elsewhere the customer. */
export function subjectsOn({ caseId }: Pick<Ground, 'caseId'>): readonly RefKind[] {
  return caseId === null ? ['company'] : ['case', 'company'];
}

/** The record that a scenario about such a subject follows there; undefined where there is none. */
export function subjectOn(kind: RefKind, { caseId, companyId }: Ground): Ref | undefined {
  const id = kind === 'case' ? caseId : kind === 'company' ? companyId : null;
  return id === null ? undefined : { kind, id };
}

/** A step that reaches the customer: a message with its text, or a task that is a contact of a purpose. */
export type ContactStep = { readonly step: StepId; readonly title: string } & (
  | { readonly kind: 'message'; readonly channel: string; readonly template: string }
  | { readonly kind: 'task'; readonly type: string; readonly purpose: string }
);

/** In the order in which a run may come to them. */
export function contactSteps(version: Version): readonly ContactStep[] {
  return inOrder(version).flatMap((id): ContactStep[] => {
    const step = version.steps[id]!;
    if (step.kind === 'message') {
      const { channel, template } = step;
      return [{ step: id, title: step.name ?? template, kind: 'message', channel, template }];
    }
    if (step.kind !== 'task' || step.purpose === undefined) return [];
    return [{ step: id, title: step.name ?? step.title, kind: 'task', type: step.type, purpose: step.purpose }];
  });
}

/** Whether some task is meant for the owner of the customer. */
export function asksOwner({ steps }: Version): boolean {
  return Object.values(steps).some((step) => step.kind === 'task' && step.assignee.to === 'owner');
}

/** What the governor would say of a step now, or what it lacks to be sent at all. */
export type Verdict = GovernorAnswer | 'no template' | 'no sender';

export type Around = {
  /** Nobody and nothing that such a scenario is about. */
  readonly noSubject: boolean;
  /** It goes on there already. */
  readonly runsAlready: boolean;
  readonly frozen: boolean;
  /** Tasks for the owner would have nobody. */
  readonly ownerless: boolean;
  readonly contacts: readonly (Pick<ContactStep, 'title' | 'kind'> & { readonly verdict: Verdict })[];
};

/** What stands in the way. Where it `blocks`, the procedure cannot be started; the rest is only said. */
export type Obstacle = { readonly blocks: boolean; readonly said: Said };

export function obstaclesOf({ noSubject, runsAlready, frozen, ownerless, contacts }: Around): Obstacle[] {
  const warned = (said: Said): Obstacle => ({ blocks: false, said });
  return [
    ...(noSubject ? [{ blocks: true, said: noCustomer }] : []),
    ...(runsAlready ? [{ blocks: true, said: goesOn }] : []),
    ...(frozen ? [warned(isFrozen)] : []),
    ...(ownerless ? [warned(hasNoOwner)] : []),
    ...contacts.flatMap(({ title, kind, verdict }) => {
      const why = whyNot(verdict);
      return why ? [warned(kind === 'message' ? unsent(title, why) : uncalled(title, why))] : [];
    }),
  ];
}

export const noCustomer: Said = {
  pl: 'Ta procedura dotyczy klienta, a w sprawie żadnego nie ma. Dodaj klienta do sprawy.',
  en: 'This procedure is about a customer, and the case has none. Add a customer to the case.',
};

export const goesOn: Said = {
  pl: 'Ta procedura już tu trwa. Poczekaj, aż się skończy, albo ją zakończ.',
  en: 'This procedure goes on here already. Wait until it ends, or end it.',
};

const isFrozen: Said = {
  pl: 'Automaty są tu zamrożone: procedura ruszy dopiero po odmrożeniu.',
  en: 'Everything automatic is frozen here: the procedure moves only when that is over.',
};

const hasNoOwner: Said = {
  pl: 'Klient nie ma opiekuna: zadania dla opiekuna dostanie administrator.',
  en: 'The customer has no owner: tasks for the owner go to an administrator.',
};

/** What only puts a contact off is no obstacle, and a freeze is told once for all of them. */
function whyNot(verdict: Verdict): Said | undefined {
  if (verdict === 'no template') return { pl: 'brak szablonu', en: 'no template' };
  if (verdict === 'no sender') return { pl: 'brak czynnego konta nadawczego', en: 'no active sending account' };
  return verdict.may === 'not' ? reasons[verdict.reason] : undefined;
}

function unsent(title: string, why: Said): Said {
  return {
    pl: `Wiadomość „${title}” nie wyjdzie: ${why.pl}.`,
    en: `The message "${title}" will not go out: ${why.en}.`,
  };
}

function uncalled(title: string, why: Said): Said {
  return { pl: `Zadanie „${title}” nie powstanie: ${why.pl}.`, en: `The task "${title}" will not be made: ${why.en}.` };
}
