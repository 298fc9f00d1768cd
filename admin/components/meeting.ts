/** Two people write the same record: what the second one is asked before their words are sent again. */
import type { Theirs } from '../../api/both-values.ts';
import { fieldOf, fieldsOf, isSame, withFields } from './typed-part.ts';

export type { Theirs };
export type Met = {
  /** What the record is, as the history of changes calls it. */
  readonly noun: string;
  readonly theirs: Theirs;
  /** Words of the form itself, where it has some for a field and for its values. */
  readonly words?: FormWords;
};

export type FormWords = {
  readonly name: (field: string) => string | undefined;
  readonly value: (field: string, value: unknown) => string | undefined;
};

/** The value to send for each field that was asked about; undefined where the person goes back to the form. */
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
type Second = {
  readonly met: Met;
  readonly body: unknown;
  /** What the form began with, as it is sent: what only one of both has changed is no question. */
  readonly seen?: object | undefined;
};

/** A record as it stands now, as its form sends it. */
export type Standing = { readonly version: number; readonly body: object };

/** What differs by the form's own measure, where the server does not know the record as the form sends it. */
export function differingFrom(told: Theirs, { version, body }: Standing, sent: object): Theirs {
  const fields = fieldsOf(sent)
    .filter((field) => !isSame(fieldOf(sent, field), fieldOf(body, field)))
    .map((field) => {
      const both = { yours: fieldOf(sent, field) ?? null, theirs: fieldOf(body, field) ?? null };
      return [field, { ...told.fields[field], ...both }] as const;
    });
  return { version, fields: Object.fromEntries(fields) };
}

/** The body to send again with what was chosen, or undefined. */
export async function bodyAfterMeeting({ met, body, seen }: Second): Promise<object | undefined> {
  const sent = (body ?? {}) as Body;
  if (!ask || typeof sent.version !== 'number') return undefined;
  const { version, fields } = met.theirs;
  const { untouched, asked } = apart(fields, seen);
  // Where nothing is told of what stands there, nothing can be settled either.
  const settled = Object.keys(fields).length > 0 && Object.keys(asked).length === 0;
  const chosen = settled ? {} : await ask({ ...met, theirs: { version, fields: asked } });
  if (!chosen) return undefined;
  const laid = (form: object) => withFields(form, { ...untouched, ...chosen });
  if (sent.changes) return { ...sent, version, changes: laid(sent.changes) };
  if (sent.change) return { ...sent, version, change: laid(sent.change) };
  return { ...laid(sent), version };
}

/** A field that the second has not touched stays as the first has left it; one that the first has not touched is the second's. */
function apart(fields: Theirs['fields'], seen: object | undefined) {
  if (!seen) return { untouched: {}, asked: fields };
  const all = Object.entries(fields);
  const before = (field: string) => fieldOf(seen, field);
  const isUntouched = ([field, { yours }]: (typeof all)[number]) => isSame(yours, before(field));
  const isOpen = ([field, { theirs }]: (typeof all)[number]) => !isSame(theirs, before(field));
  return {
    untouched: Object.fromEntries(all.filter(isUntouched).map(([field, { theirs }]) => [field, theirs])),
    asked: Object.fromEntries(all.filter((one) => !isUntouched(one) && isOpen(one))),
  };
}
