import type { Viewer } from '../domain/access.ts';
import type { Language } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';

type Liked = {
  readonly language?: Language | undefined;
  readonly preferences?: Readonly<Record<string, string | undefined>> | undefined;
};

/** Keeps how a person likes the panel; what is not named stays. */
export async function rememberPreferences(db: Tx, viewer: Viewer, { language, preferences }: Liked): Promise<void> {
  await db.run(
    `update users set language = coalesce($2, language), preferences = preferences || $3::jsonb where id = $1`,
    [viewer.userId, language ?? null, JSON.stringify(preferences ?? {})],
  );
}
