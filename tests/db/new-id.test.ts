import { expect } from 'chai';
import { newId } from '../../db/new-id.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

/** Version 7, the variant of RFC 9562, and nothing but small letters. */
const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MINUTE = 60_000;

const timeOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('keys', () => {
  let test: TestDatabase;
  before(async () => {
    test = await freshDatabase(2);
  });
  after(() => test?.drop());

  it('made by the program are UUIDs of version 7 that carry their millisecond, each another', () => {
    for (const now of [0, 1, Date.UTC(2026, 10, 26), 2 ** 48 - 1]) {
      const id = newId(now);
      expect(id).to.match(V7);
      expect(timeOf(id)).to.equal(now);
    }
    const many = Array.from({ length: 10_000 }, () => newId());
    expect(many.filter((id) => !V7.test(id))).to.deep.equal([]);
    expect(new Set(many).size).to.equal(many.length);
  });

  it('made in SQL are the same', async () => {
    const many = await test.db.rows<{ id: string; from: number; to: number }>(
      `select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as from, uuid7() as id,
         ceil(extract(epoch from clock_timestamp()) * 1000)::float8 as to from generate_series(1, 10000)`,
    );
    expect(many.filter(({ id }) => !V7.test(id))).to.deep.equal([]);
    expect(many.filter(({ id, from, to }) => timeOf(id) < from || timeOf(id) > to)).to.deep.equal([]);
    expect(new Set(many.map(({ id }) => id)).size).to.equal(many.length);
  });

  it('stand in the order in which they were made, whoever made them, for the program as for the database', async () => {
    const { id: bySql } = await test.db.one<{ id: string }>('select uuid7() as id');
    const made = [newId(Date.UTC(2020, 0, 1)), newId(Date.now() - MINUTE), bySql, newId(Date.now() + MINUTE)];
    expect(made.toSorted()).to.deep.equal(made);
    const sorted = await test.db.rows<{ id: string }>('select id from unnest($1::uuid[]) id order by id', [
      made.toReversed(),
    ]);
    expect(sorted.map(({ id }) => id)).to.deep.equal(made);
  });
});
