import type { Ref, Run } from './shapes.ts';

/** A run that has not moved yet: its first `advance` enters the first step. `chance` is what shares are drawn over (engine rule 12). */
export function begin({ id, versionId, chance, subject }: Beginning): Run {
  return {
    id,
    engine: 1,
    versionId,
    chance,
    subject,
    state: 'running',
    tokens: [],
    forks: {},
    visits: {},
    answers: {},
    kept: [],
    messages: { on: '', count: 0 },
    nextToken: 0,
    rev: 0,
    dueAt: null,
  };
}
export type Beginning = {
  readonly id: string;
  readonly versionId: string;
  readonly chance: string;
  readonly subject: Ref;
};
