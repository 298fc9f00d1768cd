/** Who did it: stands on every row, so that each change can be explained later. */
export type Actor = {
  readonly kind: 'user' | 'run' | 'plugin' | 'token' | 'import' | 'system';
  /** Id of the user, run, token or import; id of the plugin; for `system` the name of the job. */
  readonly id: string;
  /** The user in whose name it was done (delegation, token of a user), if not their own. */
  readonly onBehalfOf?: string;
};

/** The form that is stored: `user:<id>`, or `user:<id> for <user id>`. */
export function actorText(actor: Actor): string {
  const own = `${actor.kind}:${actor.id}`;
  return actor.onBehalfOf ? `${own} for ${actor.onBehalfOf}` : own;
}

/** Reads what `actorText` wrote. Throws on anything else: such a row was not written by Nurt. */
export function parseActor(text: string): Actor {
  const found = /^(user|run|plugin|token|import|system):(\S+)(?: for (\S+))?$/.exec(text);
  if (!found) throw new Error(`Not an actor: "${text}"`);
  const [, kind, id, onBehalfOf] = found;
  return { kind: kind as Actor['kind'], id: id!, ...(onBehalfOf ? { onBehalfOf } : {}) };
}
