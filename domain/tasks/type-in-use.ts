/** What decides which type stands in for another one. */
export type TypeTraits = {
  readonly code: string;
  readonly channel: 'phone' | 'email' | null;
  readonly invites: boolean;
  readonly asksKilometres: boolean;
  readonly active: boolean;
  /** What is nobody's choice is of this one, as are its colour and outcomes. */
  readonly byDefault: boolean;
};

/**
 * The type of work that makes itself (a step of a procedure, a day that comes again, the next date of an outcome). Its own
 * as long as that one is in use; then the one in use that is most like it: a call stays a call, and what people are invited
 * to stays that. Of several the default one goes first, then the order in which people see them.
 */
export function typeInUse(code: string, types: readonly TypeTraits[]): string {
  const own = types.find((type) => type.code === code);
  if (!own || own.active) return code;
  const active = types.filter((type) => type.active);
  const usual = active.find((type) => type.byDefault);
  const near = [...(usual ? [usual] : []), ...active].filter(({ channel }) => channel === own.channel);
  const alike = near.find((type) => type.invites === own.invites && type.asksKilometres === own.asksKilometres);
  return (alike ?? near[0] ?? usual ?? own).code;
}
