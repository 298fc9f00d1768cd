/** Layouts of forms: one for everyone and one per profile, as administrators have arranged them. */
import { actorOf, demand, profilesOf, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { Layout } from '../domain/own/layout.ts';
import type { OwnRecord, UsableField } from '../domain/own/shapes.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { ownFieldsOf } from './own-fields.ts';

export type FormShape = { readonly fields: readonly UsableField[]; readonly layout: Layout | null };

/** The own fields of a record that the viewer may read, and the layout of their profile, else the one for everyone. */
export async function formShape(tx: Tx, viewer: Viewer, record: OwnRecord): Promise<FormShape> {
  const fields = await ownFieldsOf(tx, viewer, record);
  const found = await tx.maybe<{ layout: Layout }>(
    `select layout from form_layouts where record = $1 and profile = any($2::text[] || '{""}'::text[])
     order by array_position($2::text[], profile) nulls last limit 1`,
    [record, profilesOf(viewer)],
  );
  return { fields, layout: found?.layout ?? null };
}

export type KeptLayout = { readonly profile: string; readonly layout: Layout; readonly version: number };

export async function layoutsOf(tx: Tx, viewer: Viewer, record: OwnRecord): Promise<KeptLayout[]> {
  demand(viewer, 'settings.edit');
  return tx.rows<KeptLayout>('select profile, layout, version from form_layouts where record = $1 order by profile', [
    record,
  ]);
}

export type LayoutWrite = {
  readonly record: OwnRecord;
  /** `''`: for everyone without a layout of their own. */
  readonly profile: string;
  /** Null: back to how the form comes. */
  readonly layout: Layout | null;
  /** The version that was seen; 0 where there was none. */
  readonly version: number;
};

export async function keepLayout(
  tx: Tx,
  viewer: Viewer,
  { record, profile, layout, version }: LayoutWrite,
): Promise<void> {
  demand(viewer, 'settings.edit');
  await tx.run(`select pg_advisory_xact_lock(hashtext('form_layouts'))`);
  const old = await tx.maybe<{ version: number; layout: Layout }>(
    'select version, layout from form_layouts where record = $1 and profile = $2',
    [record, profile],
  );
  if ((old?.version ?? 0) !== version) throw withNow(changed(), old ?? { version: 0, layout: null });
  const actor = actorOf(viewer);
  if (layout === null) await tx.run('delete from form_layouts where record = $1 and profile = $2', [record, profile]);
  else {
    await tx.run(
      `insert into form_layouts (record, profile, layout, updated_by) values ($1, $2, $3, $4)
       on conflict (record, profile) do update set layout = excluded.layout, version = form_layouts.version + 1,
         updated_at = now(), updated_by = excluded.updated_by`,
      [record, profile, JSON.stringify(layout), actorText(actor)],
    );
  }
  const changes = { layout: [old?.layout ?? null, layout] } as const;
  await recordAudit(tx, { actor, noun: 'form layout', recordId: `${record} ${profile}`.trim(), verb: 'edit', changes });
}

function changed(): DomainError {
  return new DomainError('form_layout.changed', {
    pl: 'Układ tego formularza ktoś w międzyczasie zmienił. Wczytaj stronę ponownie.',
    en: 'Somebody has arranged this form meanwhile. Load the page again.',
  });
}
