/** Auxiliary dictionaries: lists of values that a company keeps by itself and that choices are made from. */
import { actorOf, demand, may, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said, withNow } from '../domain/domain-error.ts';
import type { Entry, EntryColor } from '../domain/own/entries.ts';
import { checkedName, entryCode, folded } from '../domain/own/entry-names.ts';
import { codeOf } from '../domain/own/shapes.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { addBuiltIn, builtIn, builtInEntries, editBuiltIn, orderBuiltIn } from './built-in-dictionaries.ts';
import type { Tx } from './database.ts';

export type ListedDictionary = {
  readonly code: string;
  readonly name: Said;
  readonly shipped: boolean;
  readonly open: boolean;
  readonly active: boolean;
  readonly version: number;
  readonly entries: number;
  /** Columns of Nurt's own lead to it: no own field is made of it, and its name stays. */
  readonly builtIn: boolean;
};
export type Dictionary = Omit<ListedDictionary, 'entries'> & {
  readonly hasColor: boolean;
  readonly hasProbability: boolean;
  /** Its entries are known by a code that is typed in. */
  readonly hasCode: boolean;
  readonly entries: readonly Entry[];
  /** Whether this viewer may add an entry in place. */
  readonly mayAdd: boolean;
};

const MOST_ENTRIES = 2_000;

/** Names are no secret: whoever is logged in fills in forms with them. */
export async function listDictionaries(tx: Tx): Promise<ListedDictionary[]> {
  const own = await tx.rows<ListedDictionary>(
    `select code, jsonb_build_object('pl', name_pl, 'en', name_en) as name, shipped, open, active, version,
       (select count(*) from dictionary_entries e where e.dictionary_id = d.id and e.active) as entries, false as built_in
     from dictionaries d order by plain_text(name_pl), code`,
  );
  const shipped: ListedDictionary[] = [];
  for (const [code, one] of Object.entries(builtIn)) {
    const entries = (await builtInEntries(tx, one)).filter(({ active }) => active).length;
    shipped.push({
      code,
      name: one.name,
      entries,
      shipped: true,
      open: false,
      active: true,
      version: 1,
      builtIn: true,
    });
  }
  return [...shipped, ...own];
}

/** One with its entries, switched off ones last. Throws `dictionary.not_found`. */
export async function readDictionary(tx: Tx, viewer: Viewer, code: string): Promise<Dictionary> {
  const built = builtIn[code];
  if (built) return builtInDictionary(tx, viewer, code);
  const found = await tx.maybe<Omit<Dictionary, 'mayAdd' | 'builtIn' | 'hasColor' | 'hasProbability' | 'hasCode'>>(
    `select code, jsonb_build_object('pl', name_pl, 'en', name_en) as name, shipped, open, active, version,
       (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'code', e.code, 'name', jsonb_build_object('pl', e.name_pl, 'en', e.name_en),
          'color', e.color, 'active', e.active, 'version', e.version) order by e.active desc, e.position, e.id), '[]')
        from dictionary_entries e where e.dictionary_id = d.id) as entries
     from dictionaries d where code = $1`,
    [code],
  );
  if (!found) throw notFound();
  const shape = { builtIn: false, hasColor: true, hasProbability: false, hasCode: false };
  return { ...found, ...shape, mayAdd: mayAdd(viewer, found) };
}

async function builtInDictionary(tx: Tx, viewer: Viewer, code: string): Promise<Dictionary> {
  const one = builtIn[code]!;
  const { name, hasColor, hasProbability, hasCode } = one;
  const head = {
    code,
    name,
    hasColor,
    hasProbability,
    hasCode,
    shipped: true,
    open: false,
    active: true,
    version: 1,
    builtIn: true,
  };
  return { ...head, entries: await builtInEntries(tx, one), mayAdd: may(viewer, 'settings.edit') };
}

export async function createDictionary(tx: Tx, viewer: Viewer, name: Said): Promise<{ code: string }> {
  demand(viewer, 'settings.edit');
  const named = checkedName(name);
  const wanted = codeOf(named.pl);
  const rows = await tx.rows<{ code: string }>('select code from dictionaries');
  const taken = new Set([...rows.map(({ code }) => code), ...Object.keys(builtIn)]);
  let code = wanted;
  for (let n = 2; taken.has(code); n++) code = `${wanted}_${n}`;
  const actor = actorOf(viewer);
  await tx.run(
    `insert into dictionaries (code, name_pl, name_en, created_by, updated_by) values ($1, $2, $3, $4, $4)`,
    [code, named.pl, named.en, actorText(actor)],
  );
  await recordAudit(tx, {
    actor,
    noun: 'dictionary',
    recordId: code,
    verb: 'create',
    changes: { name: [null, named.pl] },
  });
  return { code };
}

export type DictionaryEdit = {
  readonly code: string;
  readonly version: number;
  readonly name: Said;
  readonly open: boolean;
  readonly active: boolean;
};

export async function editDictionary(tx: Tx, viewer: Viewer, edit: DictionaryEdit): Promise<void> {
  demand(viewer, 'settings.edit');
  const old = await readDictionary(tx, viewer, edit.code);
  const name = checkedName(edit.name);
  const actor = actorOf(viewer);
  const done = await tx.run(
    `update dictionaries set name_pl = $3, name_en = $4, open = $5, active = $6, version = version + 1, updated_at = now(), updated_by = $7
     where code = $1 and version = $2`,
    [edit.code, edit.version, name.pl, name.en, edit.open, edit.active, actorText(actor)],
  );
  if (done === 0) throw withNow(changed(old.name), old);
  const changes = changesBetween({ ...old }, { name, open: edit.open, active: edit.active });
  await recordAudit(tx, { actor, noun: 'dictionary', recordId: edit.code, verb: 'edit', changes });
}

export type NewEntry = {
  readonly dictionary: string;
  readonly name: Said;
  readonly color?: EntryColor | null;
  readonly probability?: number | undefined;
  /** Of a dictionary whose entries are known by one: of a currency, as ISO 4217 has it. */
  readonly code?: string | undefined;
};

/** Adds an entry, or answers the one of that name: two people who add the same meet in one. Both names may be the same. */
export async function addEntry(
  tx: Tx,
  viewer: Viewer,
  { dictionary, name, color, probability, code: typed }: NewEntry,
): Promise<Entry> {
  const there = await readDictionary(tx, viewer, dictionary);
  if (!there.mayAdd) demand(viewer, 'settings.edit');
  const named = checkedName(name);
  await tx.run('select pg_advisory_xact_lock(hashtext($1))', [`dictionary ${dictionary}`]);
  const { entries } = await readDictionary(tx, viewer, dictionary);
  const same = entries.find((entry) =>
    there.hasCode ? folded(entry.code) === folded(typed ?? '') : folded(entry.name.pl) === folded(named.pl),
  );
  if (same) return same.active ? same : activate(tx, viewer, { dictionary, entry: same });
  if (entries.length >= MOST_ENTRIES) throw tooMany();
  const built = builtIn[dictionary];
  if (built) {
    const code = await addBuiltIn(tx, built, { name: named, color: color ?? null, probability, code: typed });
    await auditNewEntry(tx, viewer, { dictionary, code, name: named });
    return { id: code, code, name: named, color: color ?? null, active: true, version: 1 };
  }
  const actor = actorOf(viewer);
  const code = entryCode(there, named);
  const made = await tx.one<{ id: string }>(
    `insert into dictionary_entries (dictionary_id, code, name_pl, name_en, color, position, created_by, updated_by)
     select d.id, $2, $3, $4, $5, coalesce((select max(position) from dictionary_entries where dictionary_id = d.id), 0) + 1, $6, $6
     from dictionaries d where d.code = $1 returning id`,
    [dictionary, code, named.pl, named.en, color ?? null, actorText(actor)],
  );
  await auditNewEntry(tx, viewer, { dictionary, code, name: named });
  return { id: made.id, code, name: named, color: color ?? null, active: true, version: 1 };
}

type NamedEntry = { readonly dictionary: string; readonly code: string; readonly name: Said };

async function auditNewEntry(tx: Tx, viewer: Viewer, { dictionary, code, name }: NamedEntry): Promise<void> {
  const changes = { [`entry ${code}`]: [null, name.pl] } as const;
  await recordAudit(tx, {
    actor: actorOf(viewer),
    noun: 'dictionary',
    recordId: dictionary,
    verb: 'add entry',
    changes,
  });
}

async function activate(
  tx: Tx,
  viewer: Viewer,
  { dictionary, entry }: { dictionary: string; entry: Entry },
): Promise<Entry> {
  await editEntry(tx, viewer, { ...entry, dictionary, active: true });
  return { ...entry, active: true, version: entry.version + 1 };
}

export type EntryEdit = {
  readonly dictionary: string;
  readonly code: string;
  readonly version: number;
  readonly name: Said;
  readonly color: EntryColor | null;
  readonly active: boolean;
  readonly probability?: number | undefined;
};

/** Name, colour, and whether it is offered. What records hold stays: an entry is switched off, never removed. */
export async function editEntry(tx: Tx, viewer: Viewer, edit: EntryEdit): Promise<void> {
  const there = await readDictionary(tx, viewer, edit.dictionary);
  if (!there.mayAdd) demand(viewer, 'settings.edit');
  const old = there.entries.find((entry) => entry.code === edit.code);
  if (!old) throw notFound();
  // In an open dictionary, adding an entry that was switched off brings it back; everything else is for administrators.
  const bringsBack =
    there.mayAdd && edit.active && !old.active && JSON.stringify(edit.name) === JSON.stringify(old.name);
  if (!bringsBack) demand(viewer, 'settings.edit');
  const name = checkedName(edit.name);
  const actor = actorOf(viewer);
  const { color, active, probability } = edit;
  const built = builtIn[edit.dictionary];
  const done = built
    ? await editBuiltIn(tx, built, { ...edit, name })
    : await tx.run(
        `update dictionary_entries set name_pl = $3, name_en = $4, color = $5, active = $6, version = version + 1, updated_at = now(), updated_by = $7
         where id = $1 and version = $2`,
        [old.id, edit.version, name.pl, name.en, color, active, actorText(actor)],
      );
  if (!done) throw withNow(changed(old.name), old);
  const after = { name, color, active, ...(probability === undefined ? {} : { probability }) };
  const differences = changesBetween({ ...old }, after);
  const changes = Object.fromEntries(Object.entries(differences).map(([key, pair]) => [`${edit.code}: ${key}`, pair]));
  await recordAudit(tx, { actor, noun: 'dictionary', recordId: edit.dictionary, verb: 'edit entry', changes });
}

export type EntryOrder = { readonly dictionary: string; readonly codes: readonly string[] };

export async function orderEntries(tx: Tx, viewer: Viewer, { dictionary, codes }: EntryOrder): Promise<void> {
  demand(viewer, 'settings.edit');
  const built = builtIn[dictionary];
  if (built) await orderBuiltIn(tx, built, codes);
  await tx.run(
    `update dictionary_entries e set position = coalesce(array_position($2::text[], e.code), 10000 + e.position)
     from dictionaries d where d.id = e.dictionary_id and d.code = $1`,
    [dictionary, codes],
  );
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'dictionary', recordId: dictionary, verb: 'order' });
}

function mayAdd(viewer: Viewer, { open, active }: { open: boolean; active: boolean }): boolean {
  if (!active) return false;
  return may(viewer, 'settings.edit') || (open && (may(viewer, 'company.edit') || may(viewer, 'task.edit')));
}

function notFound(): DomainError {
  return new DomainError('dictionary.not_found', {
    pl: 'Nie ma takiego słownika albo pozycji. Odśwież stronę.',
    en: 'There is no such dictionary or entry. Reload the page.',
  });
}

function changed(name: Said): DomainError {
  return new DomainError('dictionary.changed', {
    pl: `„${name.pl}” ktoś w międzyczasie zmienił. Wczytaj stronę ponownie.`,
    en: `Somebody has changed "${name.en}" meanwhile. Load the page again.`,
  });
}

function tooMany(): DomainError {
  return new DomainError('dictionary.too_many', {
    pl: `Słownik może mieć najwyżej ${MOST_ENTRIES} pozycji. Użyj zwykłego pola tekstowego.`,
    en: `A dictionary has at most ${MOST_ENTRIES} entries. Use a plain text field instead.`,
  });
}
