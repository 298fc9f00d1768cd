import type { ListField, ListRow } from '../../../domain/lists/shapes.ts';
import { call, callAlone } from '../read.ts';

/** How a list saves one cell. A refusal with a code `….changed` means that somebody was faster. */
export type SaveCell = {
  /** Answers the row as it stands afterwards. */
  save(row: ListRow, field: ListField, value: unknown): Promise<ListRow>;
  /** The row as it stands now. */
  read?(row: ListRow, field: ListField): Promise<ListRow>;
};

type Record = Readonly<{ [key: string]: unknown; version: number }>;

type Saving = {
  /** Where the record is: `/companies`. */
  readonly path: string;
  /** Under which name the API takes what changed. */
  readonly under: 'changes' | 'change';
  /** Fields whose name in the record is another. */
  readonly names?: Readonly<{ [field: string]: string }>;
  /** The record in what its address answers; without it a conflict is told, and no more. */
  readonly recordIn?: (answer: unknown) => Record;
};

/** Saves a cell through the record's own verb, with its version, so that nobody's work is overwritten. */
export function savesBy({ path, under, names = {}, recordIn }: Saving): SaveCell {
  const nameOf = ({ id }: ListField) => names[id] ?? id;
  /** Own values stand beside the others under `own`, by their codes. */
  const changing = (field: ListField, value: unknown) =>
    isOwn(field) ? { own: { [codeOf(field)]: value } } : { [nameOf(field)]: value };
  const standing = (record: Record, field: ListField) =>
    isOwn(field) ? (record['own'] as Readonly<{ [code: string]: unknown }>)[codeOf(field)] : record[nameOf(field)];
  return {
    async save(row, field, value) {
      const answer = await callAlone<Partial<Record> | undefined>('PATCH', `${path}/${row.id}`, {
        version: row.version,
        [under]: changing(field, value),
      });
      return withValue({ ...row, version: answer?.version ?? row.version + 1 }, field, value);
    },
    ...(recordIn
      ? {
          async read(row: ListRow, field: ListField) {
            const record = recordIn(await call('GET', `${path}/${row.id}`));
            return withValue({ ...row, version: record.version }, field, standing(record, field));
          },
        }
      : {}),
  };
}

const OWN = 'own.';

function isOwn({ id }: ListField): boolean {
  return id.startsWith(OWN);
}

function codeOf({ id }: ListField): string {
  return id.slice(OWN.length);
}

/** The row with the value as a list would show it: people and entries of dictionaries by name, amounts with their currency. */
export function withValue(row: ListRow, field: ListField, value: unknown): ListRow {
  return { ...row, values: { ...row.values, [field.id]: shown(field, value, row.values[field.id]) } };
}

function shown({ type, choices = [], currency = 'PLN' }: ListField, value: unknown, before: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'user' || type === 'reference') {
    const label = choices.find((choice) => choice.value === value)?.label;
    // People have one name; what is kept in both languages is shown in that of whoever looks.
    return label && type === 'reference' ? { id: value, ...label } : { id: value, name: label?.pl ?? '…' };
  }
  if (type === 'money') return { currency, ...(before as object | null), minor: value };
  return value;
}

/** As a form holds it: people and references by id, money by its minor units. */
export function plainOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? null;
  if ('minor' in value) return value.minor;
  return 'id' in value ? value.id : value;
}
