/** Two people write the same record: what the second one is asked before their words are sent again. */

/** As the API answers with 409. */
export type Theirs = {
  readonly version: number;
  readonly fields: Readonly<Record<string, { readonly yours: unknown; readonly theirs: unknown }>>;
};
export type Met = {
  readonly message: string;
  readonly theirs: Theirs;
  /** Words of the form itself, where it has some for a field and for its values. */
  readonly words?: FormWords;
};

export type FormWords = {
  readonly name: (field: string) => string | undefined;
  readonly value: (field: string, value: unknown) => string | undefined;
};

/** The value to send for each field that differs; undefined where the person goes back to the form. */
export type Chosen = Readonly<Record<string, unknown>> | undefined;
type Ask = (met: Met) => Promise<Chosen>;

let ask: Ask | undefined;

/** The frame draws the question; without it a conflict is told, and no more. */
export function asksWhenMet(by: Ask): () => void {
  ask = by;
  return () => {
    if (ask === by) ask = undefined;
  };
}

type Body = { readonly version?: unknown; readonly changes?: object; readonly change?: object };

/** The body to send again with what was chosen, or undefined. */
export async function bodyAfterMeeting(met: Met, body: unknown): Promise<object | undefined> {
  const sent = (body ?? {}) as Body;
  if (!ask || typeof sent.version !== 'number') return undefined;
  const chosen = await ask(met);
  if (!chosen) return undefined;
  const { version } = met.theirs;
  if (sent.changes) return { ...sent, version, changes: { ...sent.changes, ...chosen } };
  if (sent.change) return { ...sent, version, change: { ...sent.change, ...chosen } };
  return { ...sent, ...chosen, version };
}
