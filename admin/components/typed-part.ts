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

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function isGroup(field: string, value: unknown): value is Fields {
  return field === 'own' && typeof value === 'object' && value !== null;
}
