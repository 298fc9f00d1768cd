/** What a kind of list is: its rows, its fields, and what may be asked of them. One short file per kind in `kinds/`. */
import type { Right, Viewer } from '../../domain/access.ts';
import type { FactType } from '../../domain/conditions/catalogue.ts';
import type { Rule } from '../../domain/conditions/shapes.ts';
import type { Said } from '../../domain/domain-error.ts';
import type { Choice, FieldType, ListKind, ReferenceTarget, StandardView, View } from '../../domain/lists/shapes.ts';
import type { OwnRecord } from '../../domain/own/shapes.ts';
import type { Tx } from '../database.ts';
import type { Params } from '../task-scope.ts';

/** Who asks, and where the parameters of the statement are collected. */
export type Asking = { readonly viewer: Viewer; readonly params: Params };

/** An SQL expression over the list's table and joins; a function where it depends on who asks. */
export type Sql = string | ((asking: Asking) => string);

/** Read when a list is described, or known beforehand. */
export type Choices = readonly Choice[] | ((tx: Tx, viewer: Viewer) => Promise<readonly Choice[]>);

export type ListDefinition = {
  readonly kind: ListKind;
  readonly right: Right;
  readonly table: string;
  readonly alias: string;
  /** Of what is not edited, and so has no versions of its own. */
  readonly version?: string;
  /** By what people call a row. */
  readonly called: Sql;
  /** Joins by name, each at most one row for a row of the list. */
  readonly joins: Readonly<Record<string, string>>;
  /** What every row of the list fulfils, whoever looks: it is part of the indexes in the list's order. */
  readonly alive?: string;
  /** The rows that the viewer sees. */
  readonly scope: (asking: Asking) => string;
  /** One statement's condition for what somebody typed into the search; undefined where nothing was typed. */
  readonly search: (typed: string, asking: Asking) => string | undefined;
  /**
   * The same as several conditions, of which every hit fulfils exactly one: where an "or" over two tables would be slow to
   * gather. The first word should be one that finds little; common: even that one finds very much. Undefined where `search`
   * will do.
   */
  readonly ways?: (typed: string, asking: Asking & { readonly isCommon: boolean }) => readonly string[] | undefined;
  /** Puts the word that finds least first, and says whether even that finds much: where it matters to `ways`. */
  readonly rarestFirst?: (tx: Tx, viewer: Viewer, typed: string) => Promise<Rarity>;
  readonly fields: readonly FieldDefinition[];
  /** Whose own fields stand beside them. */
  readonly own?: OwnRecord;
  /** Its rows are of customers, who stand in the join `c`: what is asked of a customer is asked of theirs. */
  readonly ofCustomer?: true;
  /** Facts that are no field of the list. */
  readonly facts: readonly FactDefinition[];
  readonly related: readonly RelatedDefinition[];
  /** The first is the one that a new person sees. */
  readonly standard: readonly StandardView[];
  /** What rows are ordered by where a view says nothing. */
  readonly order: View['sort'];
  /** How rows stand as cards, where they go through stages. */
  readonly board?: BoardDefinition;
};

export type BoardDefinition = {
  /** The dictionary of the stages. */
  readonly stages: 'case_stages' | 'opportunity_stages';
  /** The fact that holds the stage of a row. */
  readonly fact: string;
  /** What stands on the board at all. */
  readonly rules: readonly Rule[];
  readonly sort: View['sort'];
  /** Fields that a card shows. */
  readonly columns: readonly string[];
};

/** Typed words, the rarest first; common: even that one finds so much that gathering its hits takes long. */
export type Rarity = { readonly typed: string; readonly isCommon: boolean };

/**
 * `set`: the hits are gathered, so related records are read as sets of ids. `row`: few rows are looked at one by one, as
 * they come in the list's order.
 */
export type Mode = 'set' | 'row';

export type FieldDefinition = {
  readonly id: string;
  readonly title: Said;
  readonly type: FieldType;
  /** What a cell holds. */
  readonly show: Sql;
  /** Puts what the statement answers into words, which are shown and exported in the language of whoever looks. */
  readonly inWords?: (value: unknown) => Said;
  readonly needs?: readonly string[];
  readonly order?: Order;
  readonly width?: number;
  /** What the viewer needs to read it, beyond the right to read the list. */
  readonly right?: Right;
  readonly edit?: Right;
  readonly choices?: Choices;
  /** Of amounts that are all in one currency. */
  readonly currency?: string;
  /** What a number counts, where its name does not say it all (rule 42). */
  readonly means?: Said;
  readonly fact?: FactDefinition;
};

/** How a list is sorted by a field: an expression that an index holds, so that any page is as near as the first. */
export type Order = {
  readonly by: string;
  /** Type in which a value comes back from the cursor. */
  readonly cast: string;
  readonly nullable: boolean;
  /** Which rows have a value, and which not, in the words of a partial index. */
  readonly parts?: { readonly filled: string; readonly empty: string };
  /** It goes by records of everybody: only for those who see all of them. */
  readonly whole?: true;
  /** It goes by the names of customers: who does not see all of them goes by this, worked out for every hit. */
  readonly ofSeen?: Sql;
  /** The id as the index holds it, where that is in a joined table. */
  readonly id?: string;
  readonly needs?: readonly string[];
  /** The same by what it is called in English, for those who read that. */
  readonly inEnglish?: string;
  /** Of rows with one value many stand beside each other: by this, which the index holds behind the value, before the id. */
  readonly then?: { readonly by: string; readonly cast: string };
  /** It goes by the names of few records with many rows each, which an index holds by record and id. */
  readonly through?: { readonly table: string; readonly alias: string; readonly on: string };
  /** A narrower index in this order holds such rows alone: they are walked along it where the view asks for them. */
  readonly alone?: { readonly rule: Rule; readonly sql: string };
  /** No index holds it: worked out for every hit, of which there may only be so many (`sorted.ts`). Then it stands alone. */
  readonly computed?: Sql;
};

export type Comparison = '=' | '<' | '<=' | '>' | '>=';

export type FactDefinition = {
  readonly name: string;
  readonly title: Said;
  readonly type: FactType;
  /** SQL type that values are compared as; that of the fact unless given. */
  readonly cast?: string;
  /** The value as an expression, or the values of records beside the row. */
  readonly is:
    { readonly value: Sql; readonly needs?: readonly string[] } | { readonly from: Sql; readonly value: string };
  /** A column with a trigram index that holds the text of this fact, made plain. */
  readonly within?: string;
  /** A condition that every row with one of these values fulfils, where the value itself is dear to compute. */
  readonly hint?: (values: string) => string;
  /**
   * A condition that an index answers and that every row fulfils whose value compares so with another (`=`, `<` …): where no
   * index holds the value itself.
   */
  readonly bound?: (operator: Comparison, other: string) => string;
  /** Where it is known at all: said beside the value and not within it, so that hits are gathered by it. */
  readonly known?: string;
  /** A count whose column holds null instead of 0, so that an index holds only rows that have some. */
  readonly zeroAs?: 'null';
  readonly choices?: Choices;
  readonly isUser?: true;
  /** Its values are ids of such records. */
  readonly reference?: ReferenceTarget;
  /** It is an amount, in minor units of this currency. */
  readonly currency?: string;
  readonly right?: Right;
  /** It is drawn from records of everybody: only for those who see all of them. */
  readonly whole?: true;
};

/** Records beside the row: `from` is what stands between `select 1 from` and the conditions of a group. */
export type RelatedDefinition = {
  readonly of: string;
  readonly title: Said;
  readonly right?: Right;
  readonly from: Sql;
  readonly facts: readonly FactDefinition[];
  /** Whose own fields are asked as well, and what such a record is called in `from`. */
  readonly own?: { readonly record: OwnRecord; readonly alias: string };
};

/** The version of a row. */
export function versionSql({ alias, version = `${alias}.version` }: ListDefinition): string {
  return version;
}

export function written(sql: Sql, asking: Asking): string {
  return typeof sql === 'string' ? sql : sql(asking);
}
