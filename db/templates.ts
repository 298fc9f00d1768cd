/** Texts to send. Saving makes a new version; a message keeps the version with which it was planned. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError, withNow, type Said } from '../domain/domain-error.ts';
import { hasOptOut, namePurpose, type Purpose } from '../domain/governor/rule-book.ts';
import { storable, type MailText } from '../texts/mail-template.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { loadRuleBook } from './governor.ts';
import { fieldBook } from './own-merge.ts';

type TemplateRow = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly channel: string;
  /** What it is for, by the rule book: decides which consent it needs. */
  readonly purpose: string;
  readonly active: boolean;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
};

export type Template = TemplateRow &
  MailText & { readonly number: number; readonly versionId: string; readonly attachments: readonly Attachment[] };

/** A file that goes with every mail of a template. */
export type Attachment = { readonly id: string; readonly fileName: string; readonly bytes: number };

export type TemplateDraft = MailText & {
  readonly code: string;
  readonly name: string;
  readonly purpose: string;
  readonly active?: boolean;
};

/** A purpose as whoever writes a template chooses it. */
export type OfferedPurpose = Purpose & { readonly value: string; readonly label: Said; readonly optOut: boolean };

/** All of the rule book, in its order. */
export async function offeredPurposes(tx: Tx): Promise<OfferedPurpose[]> {
  const book = await loadRuleBook(tx);
  return Object.entries(book.purposes).map(([value, rules]) => ({
    ...rules,
    ...{ value, label: namePurpose(value), optOut: hasOptOut(book, value) },
  }));
}

/** Whoever gets it may opt out: it carries the way to unsubscribe. */
export async function carriesOptOut(tx: Tx, { purpose }: Pick<Template, 'purpose'>): Promise<boolean> {
  return hasOptOut(await loadRuleBook(tx), purpose);
}

const COLUMNS = 't.id, t.code, t.name, t.channel, t.purpose, t.active, t.version, t.updated_at, t.updated_by';
const NEWEST = `join lateral (select v.* from template_versions v where v.template_id = t.id order by v.number desc limit 1) v on true`;

export async function templateById(db: Tx, viewer: Viewer, id: string): Promise<Template> {
  demand(viewer, 'template.read');
  const found = await db.maybe<Template>(
    `select ${COLUMNS}, v.id as version_id, v.number, v.language, v.subject, v.body_html, v.body_text,
       coalesce((select json_agg(json_build_object('id', a.id, 'fileName', a.file_name, 'bytes', a.bytes) order by a.id)
         from attachments a where a.template_version_id = v.id), '[]') as attachments
     from templates t ${NEWEST} where t.id = $1`,
    [id],
  );
  if (found) return found;
  throw new DomainError('template.not_found', {
    pl: 'Nie ma takiego szablonu. Wróć do listy i wybierz inny.',
    en: 'There is no such template. Go back to the list and choose another.',
  });
}

/** A new template with its first version. Throws `template.…` with the field and place of what is wrong. */
export async function createTemplate(db: Db, viewer: Viewer, draft: TemplateDraft): Promise<{ id: string }> {
  demand(viewer, 'template.edit');
  return db.transaction(async (tx) => {
    await demandPurpose(tx, draft.purpose);
    return insertTemplate(tx, actorOf(viewer), { ...draft, text: storable(draft, await fieldBook(tx, viewer)) });
  });
}

/** Saves a new version of a template. `seen` is the version that the person had before them. */
export async function saveTemplate(
  db: Db,
  viewer: Viewer,
  { id, seen, ...draft }: TemplateDraft & { readonly id: string; readonly seen: number },
): Promise<{ version: number; number: number }> {
  demand(viewer, 'template.edit');
  return db.transaction(async (tx) => {
    const actor = actorOf(viewer);
    const before = await templateById(tx, viewer, id);
    if (before.version !== seen) throw withNow(changedMeanwhile(), before);
    if (draft.purpose !== before.purpose) await demandPurpose(tx, draft.purpose);
    const text = storable(draft, await fieldBook(tx, viewer));
    const { version } = await updateHead(tx, actor, { ...draft, id, seen });
    const sameText =
      before.subject === text.subject &&
      before.bodyHtml === text.bodyHtml &&
      before.bodyText === text.bodyText &&
      before.language === text.language;
    const number = sameText ? before.number : (await insertVersion(tx, actor, { id, text })).number;
    await recordAudit(tx, {
      actor,
      noun: 'template',
      recordId: id,
      verb: 'edit',
      changes: {
        name: [before.name, draft.name],
        purpose: [before.purpose, draft.purpose],
        active: [before.active, draft.active ?? true],
        number: [before.number, number],
      },
    });
    return { version, number };
  });
}

async function demandPurpose(tx: Tx, purpose: string): Promise<void> {
  const { purposes } = await loadRuleBook(tx);
  if (Object.hasOwn(purposes, purpose)) return;
  throw new DomainError(
    'template.unknown_purpose',
    {
      pl: `Zasady kontaktu nie znają celu „${purpose}”. Wybierz jeden z tych, które w nich są.`,
      en: `The rules of contact do not know the purpose "${purpose}". Choose one of those that they name.`,
    },
    'purpose',
  );
}

/** Whether scenarios and letters may use it; its text stays as it is. `seen` is the version that the person had before them. */
export async function setTemplateActive(
  tx: Tx,
  viewer: Viewer,
  { id, seen, active }: { readonly id: string; readonly seen: number; readonly active: boolean },
): Promise<void> {
  demand(viewer, 'template.edit');
  const actor = actorOf(viewer);
  const changed = await tx.run(
    `update templates set active = $3, version = version + 1, updated_at = now(), updated_by = $4 where id = $1 and version = $2`,
    [id, seen, active, actorText(actor)],
  );
  if (changed === 0) throw changedMeanwhile();
  await recordAudit(tx, {
    actor,
    noun: 'template',
    recordId: id,
    verb: 'edit',
    changes: { active: [!active, active] },
  });
}

/** Writes a template that comes with Nurt, once: what people have changed since stays. */
export async function seatTemplate(tx: Tx, actor: Actor, draft: TemplateDraft): Promise<void> {
  const known = await tx.maybe('select id from templates where code = $1', [draft.code]);
  if (!known) await insertTemplate(tx, actor, { ...draft, text: storable(draft) });
}

type CheckedDraft = TemplateDraft & { readonly text: MailText };

async function insertTemplate(tx: Tx, actor: Actor, { text, ...draft }: CheckedDraft): Promise<{ id: string }> {
  const by = actorText(actor);
  const row = await tx.maybe<{ id: string }>(
    `insert into templates (code, name, purpose, active, created_by, updated_by) values ($1, $2, $3, $4, $5, $5)
     on conflict (code) do nothing returning id`,
    [draft.code, draft.name, draft.purpose, draft.active ?? true, by],
  );
  if (!row) {
    throw new DomainError(
      'template.code_taken',
      {
        pl: `Kod „${draft.code}” ma już inny szablon. Wybierz inny kod.`,
        en: `Another template has the code "${draft.code}". Choose another one.`,
      },
      'code',
    );
  }
  await insertVersion(tx, actor, { id: row.id, text });
  await recordAudit(tx, { actor, noun: 'template', recordId: row.id, verb: 'create' });
  return row;
}

type Head = { readonly id: string; readonly seen: number } & TemplateDraft;

async function updateHead(tx: Tx, actor: Actor, head: Head): Promise<{ version: number }> {
  const saved = await tx.maybe<{ version: number }>(
    `update templates set name = $3, purpose = $4, active = $5, version = version + 1, updated_at = now(), updated_by = $6
     where id = $1 and version = $2 returning version`,
    [head.id, head.seen, head.name, head.purpose, head.active ?? true, actorText(actor)],
  );
  if (saved) return saved;
  throw changedMeanwhile();
}

export function changedMeanwhile(): DomainError {
  return new DomainError('template.changed', {
    pl: 'Ktoś zmienił ten szablon w międzyczasie. Skopiuj swój tekst, odśwież stronę i wprowadź zmiany jeszcze raz.',
    en: 'Somebody has changed this template meanwhile. Copy your text, refresh the page and make your changes again.',
  });
}

type NewVersion = { readonly id: string; readonly text: MailText; readonly without?: string };

/** The next version with the attachments of the one before, `without` the one that is taken off. */
export async function insertVersion(
  tx: Tx,
  actor: Actor,
  { id, text, without }: NewVersion,
): Promise<{ versionId: string; number: number }> {
  const made = await tx.one<{ versionId: string; number: number }>(
    `insert into template_versions (template_id, number, language, subject, body_html, body_text, created_by)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 from template_versions where template_id = $1
     returning id as version_id, number`,
    [id, text.language, text.subject, text.bodyHtml, text.bodyText, actorText(actor)],
  );
  await tx.run(
    `insert into attachments (template_version_id, file_name, media_type, bytes, sha256, path, created_by)
     select $1, a.file_name, a.media_type, a.bytes, a.sha256, a.path, a.created_by
     from attachments a join template_versions v on v.id = a.template_version_id
     where v.template_id = $2 and v.number = $3 and a.id is distinct from $4 order by a.id`,
    [made.versionId, id, made.number - 1, without ?? null],
  );
  return made;
}

export type VersionText = MailText & { readonly id: string; readonly purpose: string };

/** The texts of these versions, with the purpose of their template. */
export async function versionTexts(db: Tx, ids: readonly string[]): Promise<VersionText[]> {
  return db.rows<VersionText>(
    `select v.id, v.language, v.subject, v.body_html, v.body_text, t.purpose
     from template_versions v join templates t on t.id = v.template_id where v.id = any($1::uuid[])`,
    [ids],
  );
}

export type AttachedFile = {
  readonly templateVersionId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly path: string;
};

export async function attachmentsOf(db: Tx, versionIds: readonly string[]): Promise<AttachedFile[]> {
  return db.rows<AttachedFile>(
    `select template_version_id, file_name, media_type, path from attachments
     where template_version_id = any($1::uuid[]) order by id`,
    [versionIds],
  );
}
