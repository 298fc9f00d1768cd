import type { ListField, ListRow } from '../../../domain/lists/shapes.ts';
import { Refused } from '../read.ts';
import { plainOf, type SaveCell } from './save-by.ts';

/** The row as it stands afterwards, or how it stands where somebody else has written into the same cell. */
export type Saved = { readonly row: ListRow } | { readonly theirs: ListRow };

/** `began` is the row as it stood when the cell was opened. */
type SaveInTurn = (began: ListRow, field: ListField, value: unknown) => Promise<Saved>;

const MOST_TRIES = 3;

/**
 * Saves of one row wait for one another, so that nobody is asked against themselves; where somebody else has changed the
 * record and not this cell, it is saved once more and nobody is asked. A row keeps the version that all its cells are from:
 * what somebody else has written into another of them meets whoever changes that one next.
 */
export function savesInTurn({ save, read }: SaveCell): SaveInTurn {
  const waiting = new Map<string, Promise<unknown>>();
  /** The version that a save of ours has made of another: nobody else was in between. */
  const ours = new Map<string, number>();
  const standing = ({ id, version }: ListRow): number => {
    const next = ours.get(`${id} ${version}`);
    return next === undefined ? version : standing({ id, version: next, values: {} });
  };

  const saveNow: SaveInTurn = async (began, field, value) => {
    const version = standing(began);
    let asked = version;
    for (let tries = 1; ; tries++) {
      try {
        const saved = await save({ ...began, version: asked }, field, value);
        if (asked !== version) return { row: { ...saved, version } };
        if (saved.version > version) ours.set(`${began.id} ${version}`, saved.version);
        return { row: saved };
      } catch (cause) {
        if (!(cause instanceof Refused) || !cause.code.endsWith('.changed') || !read) throw cause;
        const theirs = await read(began, field);
        if (!isSameCell(theirs, began, field)) return { theirs: { ...theirs, version } };
        if (tries === MOST_TRIES) throw cause;
        asked = theirs.version;
      }
    }
  };
  return (began, field, value) => {
    const before = waiting.get(began.id) ?? Promise.resolve();
    const saving = before.then(() => saveNow(began, field, value));
    const done: Promise<unknown> = saving
      .catch(() => {})
      .then(() => {
        if (waiting.get(began.id) === done) waiting.delete(began.id);
      });
    waiting.set(began.id, done);
    return saving;
  };
}

function isSameCell(one: ListRow, other: ListRow, { id }: ListField): boolean {
  return JSON.stringify(plainOf(one.values[id])) === JSON.stringify(plainOf(other.values[id]));
}
