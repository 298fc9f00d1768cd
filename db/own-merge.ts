/** Own fields as merge fields of texts: which there are, and what they say for whom a text is filled in. */
import type { Viewer } from '../domain/access.ts';
import type { Language } from '../domain/domain-error.ts';
import type { OwnTarget, OwnValues, ReadableField } from '../domain/own/shapes.ts';
import { bookOf, type FieldBook, type MergeFacts, type MergeField } from '../texts/fields.ts';
import { mergeRecords, ownInWords, ownMergeField, type MergeRecord } from '../texts/own-words.ts';
import type { Tx } from './database.ts';
import { activeFields, mayKnowFields, ownFieldsOf } from './own-fields.ts';
import { ownTables } from './own-sql.ts';

/** Own fields that somebody may put into a text: those that they read themselves. */
export async function ownMergeFields(tx: Tx, viewer: Viewer): Promise<MergeField[]> {
  const found: MergeField[] = [];
  for (const record of mergeRecords.filter((each) => mayKnowFields(viewer, each)))
    found.push(...(await ownFieldsOf(tx, viewer, record)).map((field) => ownMergeField(record, field)));
  return found;
}

/** Every field that this person's texts may name. */
export async function fieldBook(tx: Tx, viewer: Viewer): Promise<FieldBook> {
  return bookOf(await ownMergeFields(tx, viewer));
}

/** For whom a text is filled in, and which own fields it names, as `company.own.<code>`. */
export type Naming = {
  readonly companyId?: string | null;
  readonly personId?: string | null;
  readonly campaignId?: string | null;
  readonly language: Language;
  readonly uses: ReadonlySet<string>;
};

/**
 * What the named own fields say, for each text in its place: `{ company: { own: { … } } }`. With a viewer only what they
 * may read. Texts without own fields cost nothing.
 */
export async function ownFacts(tx: Tx, texts: readonly Naming[], viewer?: Viewer): Promise<MergeFacts[]> {
  const said = texts.map(() => ({}) as Record<MergeRecord, { own: Record<string, string> }>);
  for (const record of mergeRecords) {
    const asked = texts.flatMap((text, at) => {
      const [id, codes] = [idOf(text, record), codesOf(text, record)];
      return id && codes.length > 0 ? [{ at, id, codes, language: text.language }] : [];
    });
    if (asked.length === 0 || (viewer && !mayKnowFields(viewer, record))) continue;
    const fields = viewer ? await ownFieldsOf(tx, viewer, record) : await activeFields(tx, record);
    const byCode = new Map<string, ReadableField>(fields.map((field) => [field.code, field]));
    const rows = await ownOf(tx, record, [...new Set(asked.map(({ id }) => id))]);
    const names = await namesIn(tx, byCode, [...rows.values()]);
    for (const { at, id, codes, language } of asked) {
      const own: Record<string, string> = {};
      for (const code of codes) {
        const field = byCode.get(code);
        const word = field && ownInWords(field, rows.get(id)?.[code], { language, names });
        if (word) own[code] = word;
      }
      said[at]![record] = { own };
    }
  }
  return said;
}

/** Facts with what own fields say in their place. */
export function withOwn(facts: MergeFacts, own: MergeFacts): MergeFacts {
  const merged: Record<string, unknown> = { ...facts };
  for (const [record, said] of Object.entries(own))
    if (merged[record]) merged[record] = { ...merged[record], ...(said as object) };
  return merged;
}

function idOf({ companyId, personId, campaignId }: Naming, record: MergeRecord): string | null | undefined {
  return { company: companyId, person: personId, campaign: campaignId }[record];
}

function codesOf({ uses }: Naming, record: MergeRecord): string[] {
  const start = `${record}.own.`;
  return [...uses].flatMap((path) => (path.startsWith(start) ? [path.slice(start.length)] : []));
}

async function ownOf(tx: Tx, record: MergeRecord, ids: readonly string[]): Promise<Map<string, OwnValues>> {
  const rows = await tx.rows<{ id: string; own: OwnValues }>(
    `select id, own from ${ownTables[record]} where id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, own }) => [id, own]));
}

const nameSql: Readonly<Record<OwnTarget | 'file', string>> = {
  company: 'select id, name from companies where id = any($1::uuid[])',
  person: `select id, concat_ws(' ', first_name, last_name) as name from people where id = any($1::uuid[])`,
  user: 'select id, name from users where id = any($1::uuid[])',
  task: 'select id, title as name from tasks where id = any($1::uuid[])',
  file: 'select id, name from files where id = any($1::uuid[]) and deleted_at is null',
};

/** Whoever wrote the text decided to name them: a letter is not read by one of ours. */
async function namesIn(
  tx: Tx,
  fields: ReadonlyMap<string, ReadableField>,
  rows: readonly OwnValues[],
): Promise<Map<string, string>> {
  const ids = new Map<OwnTarget | 'file', Set<string>>();
  for (const { code, kind, options } of fields.values()) {
    if (kind !== 'reference' && kind !== 'file') continue;
    const target = kind === 'file' ? 'file' : (options.target ?? 'company');
    const found = rows.flatMap((own) => (typeof own[code] === 'string' ? [own[code]] : []));
    ids.set(target, new Set([...(ids.get(target) ?? []), ...found]));
  }
  const names = new Map<string, string>();
  for (const [target, wanted] of ids) {
    if (wanted.size === 0) continue;
    const found = await tx.rows<{ id: string; name: string }>(nameSql[target], [[...wanted]]);
    for (const { id, name } of found) names.set(id, name);
  }
  return names;
}
