/**
 * Of a form only what was typed is kept. What somebody else has changed meanwhile is in the form when it is opened again, and
 * is not undone by an old draft.
 */
type Fields = Readonly<Record<string, unknown>>;

/** The fields that differ from what the form began with; of a group of own fields those of them that differ. */
export function typedPart(begin: object, typed: object): Fields {
  const before = begin as Fields;
  return Object.fromEntries(
    Object.entries(typed as Fields)
      .filter(([field, value]) => !isSame(before[field], value))
      .map(([field, value]) => {
        const old = before[field];
        // JSON has no word for "none at all".
        if (!isGroup(field, old) || !isGroup(field, value)) return [field, value ?? null];
        return [field, typedPart(old, value)];
      }),
  );
}

/** The form as it stands now, with what was typed laid over it. */
export function withTyped<Typed extends object>(form: Typed, part: object): Typed {
  const now = form as Fields;
  const laid = Object.entries(part as Fields).map(([field, value]) => {
    const under = now[field];
    return [field, isGroup(field, under) && isGroup(field, value) ? { ...under, ...value } : value];
  });
  return { ...form, ...(Object.fromEntries(laid) as Partial<Typed>) };
}

/**
 * What a form held in the fields of a part when it was begun, with the version of its record; undefined where a form knows none:
 * then nothing is met that somebody else has saved.
 */
export function heldUnder(part: object, begun: object): Fields | undefined {
  if (!('version' in begun)) return undefined;
  return Object.fromEntries([...fieldsOf(part), 'version'].map((field) => [field, fieldOf(begun, field) ?? null]));
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function isGroup(field: string, value: unknown): value is Fields {
  return field === 'own' && typeof value === 'object' && value !== null;
}

/** A field of a form; an own one by the name that it has among others, `own.<code>`. */
export function fieldOf(form: object, field: string): unknown {
  const code = ownCode(field);
  const fields = form as Fields;
  return code === undefined ? fields[field] : (fields['own'] as Fields | undefined)?.[code];
}

/** The form with another value in a field, own or not. */
export function withField<Form extends object>(form: Form, field: string, value: unknown): Form {
  const code = ownCode(field);
  if (code === undefined) return { ...form, [field]: value };
  return { ...form, own: { ...((form as Fields)['own'] as Fields | undefined), [code]: value ?? null } };
}

/** As `withField`, for several. */
export function withFields<Form extends object>(form: Form, values: Fields): Form {
  return Object.entries(values).reduce((laid, [field, value]) => withField(laid, field, value), form);
}

function ownCode(field: string): string | undefined {
  return field.startsWith('own.') ? field.slice(4) : undefined;
}

type Sides<Form> = {
  /** What both have begun with. */
  readonly base: Form;
  readonly mine: Form;
  readonly theirs: Form;
};

type MetSides<Form> = {
  /** Changed by the other one only. */
  readonly taken: readonly string[];
  /** Changed by both, to different values. */
  readonly both: readonly string[];
  /** What is typed, with what was taken over. */
  readonly merged: Form;
};

/** Two people have changed the same form: what only one of them touched is theirs, own fields one by one. */
export function metSides<Form extends object>({ base, mine, theirs }: Sides<Form>): MetSides<Form> {
  const names = [...new Set([base, mine, theirs].flatMap(fieldsOf))];
  const differ = (one: Form, other: Form) => (field: string) => !isSame(fieldOf(one, field), fieldOf(other, field));
  const touched = names.filter(differ(base, theirs));
  const isMine = differ(base, mine);
  const taken = touched.filter((field) => !isMine(field));
  const both = touched.filter((field) => isMine(field) && differ(mine, theirs)(field));
  const merged = taken.reduce((form, field) => withField(form, field, fieldOf(theirs, field)), mine);
  return { taken, both, merged };
}

/** A form in which `next` takes the place of what was sent; what was typed since then stays. */
export function goneOn<Form extends object>(sent: Form, next: Form): (typed: Form) => Form {
  return (typed) => metSides({ base: sent, mine: typed, theirs: next }).merged;
}

/** The names of a form's fields, of own ones each by itself. */
export function fieldsOf(form: object): string[] {
  return Object.entries(form).flatMap(([field, value]) =>
    isGroup(field, value) ? Object.keys(value).map((code) => `own.${code}`) : [field],
  );
}
