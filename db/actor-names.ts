/** Who an actor is, as people know them. */
import { may, type Viewer } from '../domain/access.ts';
import { parseActor, type Actor } from '../domain/actor.ts';
import type { Tx } from './database.ts';

export type NamedActor = { readonly kind: Actor['kind']; readonly name: string | null; readonly onBehalfOf?: string };

/**
 * The names of many actors at once, by their text, in the language of whoever reads them. Which scenario acted is told to who
 * may read runs.
 */
export async function namesOfActors(
  tx: Tx,
  viewer: Viewer,
  texts: readonly string[],
): Promise<Map<string, NamedActor>> {
  const actors = [...new Set(texts)].map((text) => [text, parseActor(text)] as const);
  const ids = (kind: Actor['kind']) =>
    actors.flatMap(([, actor]) => (actor.kind === kind && isUuid(actor.id) ? [actor.id] : []));
  const behalf = actors.flatMap(([, { onBehalfOf }]) => (onBehalfOf && isUuid(onBehalfOf) ? [onBehalfOf] : []));
  const rows = await tx.rows<{ id: string; name: string }>(
    `select id, name from users where id = any($1::uuid[])
     union all select id, name from tokens where id = any($2::uuid[])
     union all select id, file_name from imports where id = any($3::uuid[])
     union all select r.id, s.name_${viewer.language} from runs r join scenario_versions v on v.id = r.version_id
       join scenarios s on s.id = v.scenario_id where r.id = any($4::uuid[])`,
    [[...ids('user'), ...behalf], ids('token'), ids('import'), may(viewer, 'run.read') ? ids('run') : []],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return new Map(
    actors.map(([text, { kind, id, onBehalfOf }]) => [
      text,
      {
        kind,
        name: names.get(id) ?? (kind === 'system' || kind === 'plugin' ? id : null),
        ...(onBehalfOf ? { onBehalfOf: names.get(onBehalfOf) ?? onBehalfOf } : {}),
      },
    ]),
  );
}

function isUuid(text: string): boolean {
  return /^[0-9a-f-]{36}$/i.test(text);
}
