import { expect } from 'chai';
import { booleans, instants, integers, jsonbs, jsons, smallints, texts, uuids } from '../../db/columns.ts';
import { newId } from '../../db/new-id.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('columns', () => {
  let test: TestDatabase;

  before(async () => {
    test = await freshDatabase(1);
  });

  after(() => test.drop());

  /** What PostgreSQL read, in the order in which it was sent. */
  async function read(column: Buffer, type: string): Promise<unknown[]> {
    const rows = await test.db.rows<{ value: unknown }>(
      `select value from unnest($1::${type}[]) with ordinality u(value, at) order by at`,
      [column],
    );
    return rows.map(({ value }) => value);
  }

  it('arrive as they were sent, empty places too', async () => {
    const ids = [newId(), null, newId()];
    expect(await read(uuids(ids), 'uuid')).to.eql(ids);
    const words = ['', null, 'Zażółć gęślą jaźń', 'a "quoted" \\ {1,2}', '💧', 'NULL'];
    expect(await read(texts(words), 'text')).to.eql(words);
    const whole = [0, -1, null, 2_147_483_647, -2_147_483_648];
    expect(await read(integers(whole), 'int')).to.eql(whole);
    expect(await read(smallints([3, null, -32_768]), 'smallint')).to.eql([3, null, -32_768]);
    expect(await read(booleans([true, false]), 'boolean')).to.eql([true, false]);
  });

  it('keep what repeats down a column, with empty places between', async () => {
    const [one, other] = [newId(), newId()];
    const ids = [one, one, null, one, other, other, one];
    expect(await read(uuids(ids), 'uuid')).to.eql(ids);
    expect(await read(integers([7, 7, null, 7, 8, 7]), 'int')).to.eql([7, 7, null, 7, 8, 7]);
  });

  it('carry moments to the millisecond, before and after the year 2000', async () => {
    const moments = ['1999-12-31T23:59:59.999Z', '2000-01-01T00:00:00.000Z', '2026-03-29T01:00:00.123Z'];
    expect(await read(instants([...moments.map((at) => Date.parse(at)), null]), 'timestamptz')).to.eql([
      ...moments,
      null,
    ]);
    const [far] = await read(instants([Date.parse('9999-12-31T23:59:59.999Z')]), 'timestamptz');
    expect(far).to.equal('9999-12-31T23:59:59.999Z');
  });

  it('keep every character of JSON', async () => {
    const text = '{"b": 1,  "a": ["ż", "\\u0000"], "b": 2}';
    const rows = await test.db.rows<{ text: string }>('select value::text as text from unnest($1::json[]) value', [
      jsons([text]),
    ]);
    expect(rows).to.eql([{ text }]);
    expect(await read(jsonbs(['{"why": {"way": "ż"}}', 'null']), 'jsonb')).to.eql([{ why: { way: 'ż' } }, null]);
  });

  it('may be empty', async () => {
    expect(await read(uuids([]), 'uuid')).to.eql([]);
    expect(await read(texts([]), 'text')).to.eql([]);
  });

  it('refuse what is no UUID, and leave a NUL byte to PostgreSQL', async () => {
    for (const wrong of ['', 'x', newId().slice(1), `${newId()}0`, newId().replace(/.$/, 'ż')])
      expect(() => uuids([wrong]), wrong).to.throw('Not a UUID');
    const refused = await read(texts(['a\0b']), 'text').catch((error: { code?: string }) => error.code);
    expect(refused).to.equal('22021');
  });
});
