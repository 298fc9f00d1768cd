/** What a list is made of: the records it shows, their fields, and the views that people keep of it. JSON only. */
import type { FactType } from '../conditions/catalogue.ts';
import type { Condition, Operator } from '../conditions/shapes.ts';
import type { Said } from '../domain-error.ts';

/** The lists of the panel, named after the records they show. */
export type ListKind =
  | 'companies'
  | 'people'
  | 'tasks'
  | 'messages'
  | 'cases'
  | 'opportunities'
  | 'files'
  | 'campaigns'
  | 'transactions'
  | 'participants'
  | 'templates'
  | 'scenarios'
  | 'recurrences'
  | 'imports'
  | 'users'
  | 'groups'
  | 'members'
  | 'tokens';

/** What a field holds decides how it is shown, filtered, edited and written into a spreadsheet. */
export type FieldType =
  'text' | 'number' | 'money' | 'percent' | 'date' | 'instant' | 'yes/no' | 'choice' | 'many' | 'user' | 'reference';

/** One field of a list, as its viewer may use it. Own fields have ids of the form `own.<code>`. */
export type ListField = {
  readonly id: string;
  readonly title: Said;
  readonly type: FieldType;
  readonly sortable: boolean;
  /** May be changed in its cell by this viewer. */
  readonly editable: boolean;
  /** Name of the fact that conditions ask for, where one may filter by the field. */
  readonly fact?: string;
  readonly choices?: readonly Choice[];
  /** Of amounts that are all in one currency. */
  readonly currency?: string;
  /** What a number counts, where its name does not say it all. */
  readonly means?: Said;
  /** Of a text that has more than one. */
  readonly lines?: number;
  /** Pixels a column of it is given at first. */
  readonly width?: number;
};

export type Choice = {
  readonly value: string;
  readonly label: Said;
  readonly tone?: Tone;
  /** Still said where it stands, but not chosen any more. */
  readonly retired?: true;
};
export type Tone = 'accent' | 'violet' | 'green' | 'orange' | 'red';

/** How somebody looks at a list. Kept by the ids of fields, so that it survives new names; always run as the viewer. */
export type View = {
  readonly columns: readonly { readonly field: string; readonly width?: number }[];
  readonly sort: readonly { readonly field: string; readonly descending?: boolean }[];
  /** Symbolic values (`me`, `{ days: -90 }`) stay symbolic: everyone who opens a shared view sees their own. */
  readonly condition: Condition | null;
  /** The first that holds colours the row. */
  readonly colours: readonly { readonly condition: Condition; readonly tone: Tone }[];
  readonly density: 'roomy' | 'dense';
};

/** Something that a condition on a list may ask about. */
export type ListFact = {
  readonly name: string;
  readonly title: Said;
  readonly type: FactType;
  readonly operators: readonly Operator[];
  readonly choices?: readonly Choice[];
  /** Its values are ids of users; `me` and `my people` stand for whoever looks at the list. */
  readonly isUser?: true;
  /** Its values are ids of such records: they are found by name, and said by it as far as the viewer sees them. */
  readonly reference?: ReferenceTarget;
  /** It is an amount, in minor units of this currency. */
  readonly currency?: string;
};

/** What a reference leads to; `record`: any of these. */
export type ReferenceTarget = 'company' | 'person' | 'case' | 'opportunity' | 'task' | 'file' | 'record';

/** Records beside the row. A group with `of` asks whether at least one of them fits all its rules; with `not`, that none does. */
export type RelatedFacts = { readonly of: string; readonly title: Said; readonly facts: readonly ListFact[] };

/** A view that comes with Nurt. */
export type StandardView = { readonly id: string; readonly title: Said; readonly view: View };

/** Something that an action wants to know before it is done to many rows. */
export type ActionAsk = {
  readonly id: string;
  readonly title: Said;
  /** `field`: one of the fields and a value for it, as JSON `{ field, value }`. */
  readonly type: 'text' | 'date' | 'choice' | 'field';
  readonly required: boolean;
  /** Of a date: which of the many 3rds of December is meant; the next where nothing is said. */
  readonly towards?: 'past';
  readonly choices?: readonly Choice[];
  readonly fields?: readonly ListField[];
  /** One that is missing may be made on the spot. */
  readonly adds?: 'group';
};

/** What may be done to many rows of a list at once. */
export type ListAction = {
  readonly name: string;
  readonly title: Said;
  readonly asks: readonly ActionAsk[];
  /** Whether it can be taken back for a while. */
  readonly canUndo: boolean;
  /** Selections for it name the versions that were shown. */
  readonly asSeen?: true;
};

/** Everything that is needed to show a list and to build views of it, as its viewer may use it. */
export type ListDescription = {
  readonly kind: ListKind;
  readonly fields: readonly ListField[];
  readonly facts: readonly ListFact[];
  readonly related: readonly RelatedFacts[];
  readonly standard: readonly StandardView[];
  readonly views: readonly SavedView[];
  /** What its viewer may do to many rows at once. */
  readonly actions: readonly ListAction[];
  /** Ids of all of them, in the order in which their viewer has put them. */
  readonly order: readonly string[];
  /** Id of a standard or kept view. */
  readonly defaultView: string;
};

/** How many rows a list has, at most 10,000; `estimate` only where its viewer may see all of them. */
export type ListCount = { readonly count: number; readonly isMore: boolean; readonly estimate?: number };

/** A view that was kept. `isShared`: everyone with the list sees it; only its maker and administrators change it. */
export type SavedView = {
  readonly id: string;
  readonly kind: ListKind;
  readonly name: string;
  readonly isShared: boolean;
  readonly isMine: boolean;
  readonly view: View;
  /** Fields and facts of it that this viewer may not read, or that are gone: left out, and said so. */
  readonly dropped: readonly string[];
  readonly version: number;
};

/** What is asked of a list: a kept view or one that is being changed, narrowed by a search. */
export type ListAsk = {
  readonly view: View;
  readonly search?: string;
  /** Sealed place after which the page begins. */
  readonly after?: string;
  readonly limit?: number;
};

/**
 * One row: `id`, `version`, the values of the asked columns by field id (people and references as `{ id, name }`, money as
 * `{ minor, currency }`), and the tone of the first colour that holds.
 */
export type ListRow = {
  readonly id: string;
  readonly version: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly tone?: Tone;
};

/** A stage of a board. */
export type BoardStage = {
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly color: string;
  /** Per cent; null where stages have none. */
  readonly probability: number | null;
};

/** A stage with its first cards and how many there are, at most 10,000. */
export type BoardColumn = BoardStage & { readonly rows: readonly ListRow[]; readonly count: number };

export type ListPage = { readonly rows: readonly ListRow[]; readonly next: string | null; readonly asOf: string };

/** Rows to act on: by id (at most 10,000), or all that a view finds but these; in the versions that were shown, by id. */
export type Selection = (
  { readonly ids: readonly string[] } | { readonly all: ListAsk; readonly except: readonly string[] }
) & { readonly versions?: Readonly<Record<string, number>> | undefined };
