import type { Request, Response } from 'express';
import { DomainError } from '../domain/domain-error.ts';
import { viewerOf } from './door.ts';

/** Runs a piece of work when its turn has come. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export type TurnLimits = {
  readonly atOnce: number;
  /** More are turned away with `request.too_many` (429). */
  readonly mostWaiting: number;
};

/** So many pieces of work run at once; the others wait in the order in which they came. */
export function turns({ atOnce, mostWaiting }: TurnLimits): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw tooManyAtOnce();
      await new Promise<void>((go) => waiting.push(go));
    } else running++;
    try {
      return await work();
    } finally {
      // Whoever waits longest gets the place as it is: nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

/**
 * Heavy questions wait for those that the same person has asked: the connections to the database are everybody's, and one
 * person with many tabs, or a program, must not take them all.
 */
function inTurnOfPerson(limits: TurnLimits) {
  const people = new Map<string, { turns: Turns; asking: number }>();
  return <T>(work: (request: Request, response: Response) => Promise<T>) =>
    async (request: Request, response: Response): Promise<T> => {
      const { userId } = viewerOf(request);
      const person = people.get(userId) ?? { turns: turns(limits), asking: 0 };
      people.set(userId, person);
      person.asking++;
      try {
        return await person.turns(() => work(request, response));
      } finally {
        if (--person.asking === 0) people.delete(userId);
      }
    };
}

/** For lists, counts, boards and searches, which may each read for seconds. */
export const inTurn = inTurnOfPerson({ atOnce: 3, mostWaiting: 30 });

function tooManyAtOnce(): DomainError {
  return new DomainError('request.too_many', {
    pl: 'Za dużo pytań naraz. Poczekaj chwilę i spróbuj ponownie.',
    en: 'Too many questions at once. Wait a moment and try again.',
  });
}
