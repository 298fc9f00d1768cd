import { expect } from 'chai';
import fc from 'fast-check';
import { conditionSql } from '../../db/conditions.ts';
import { factSql } from '../../db/fact-sql.ts';
import {
  catalogueWith,
  knownFacts,
  type Catalogue,
  type Fact,
  type FactType,
} from '../../domain/conditions/catalogue.ts';
import type { Moment } from '../../domain/conditions/check.ts';
import { compileCondition } from '../../domain/conditions/compile.ts';
import type { Condition, Operator, Rule, Value } from '../../domain/conditions/shapes.ts';
import { DomainError } from '../../domain/domain-error.ts';
import type { Facts, Json } from '../../domain/scenario/shapes.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const moment: Moment = { now: Date.UTC(2026, 10, 23, 8), today: '2026-11-23' };

/** One fact of each type, held in a table of its own. */
const types: Readonly<Record<string, FactType>> = {
  t: 'text',
  n: 'number',
  b: 'yes/no',
  d: 'date',
  i: 'instant',
  m: 'many',
};
const catalogue: Catalogue = (name): Fact | undefined => {
  const type = types[name];
  return type && { name, type, title: { pl: name, en: name } };
};

const letters = fc.string({
  unit: fc.constantFrom('a', 'A', 'ż', 'Ż', 'İ', 'ß', '%', '_', '\\', "'", ' ', '🙂', 'z'),
  maxLength: 4,
});
const texts = fc.oneof(letters, fc.constantFrom('Ala', 'ala', '100%', 'a_b', ''));
const numbers = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.1, -0.5, 1e15, 9007199254740991));
const dates = fc.constantFrom('2026-11-22', '2026-11-23', '2026-11-24', '2025-01-31', '2026-12-01');
const instants = fc.constantFrom(
  '2026-11-23T08:00:00.000Z',
  '2026-11-22T08:00:00.000Z',
  '2026-11-23T07:59:59.999Z',
  '2026-11-23',
);
const filledText = texts.filter((text) => text !== '');
const orNull = <T extends Json>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 3 });

const facts: fc.Arbitrary<Facts> = fc.record({
  t: orNull(texts),
  n: orNull(numbers),
  b: orNull(fc.boolean()),
  d: orNull(dates),
  i: orNull(instants),
  m: orNull(fc.array(filledText, { minLength: 1, maxLength: 3 })),
});

const rule = (field: string, operators: readonly Operator[], value: fc.Arbitrary<Value>): fc.Arbitrary<Rule> =>
  fc.record({ field: fc.constant(field), operator: fc.constantFrom(...operators), value });
const empty = (field: string): fc.Arbitrary<Rule> =>
  fc.record({ field: fc.constant(field), operator: fc.constantFrom<Operator>('null', 'notNull') });
const ordered: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>='];
const days = fc.record({ days: fc.integer({ min: -2, max: 2 }) });

const anyRule: fc.Arbitrary<Rule> = fc.oneof(
  rule('t', ['=', '!=', 'contains', 'beginsWith'], filledText),
  rule('t', ['in', 'notIn'], fc.array(filledText, { maxLength: 3 })),
  rule('n', ordered, numbers),
  rule('n', ['in', 'notIn'], fc.array(numbers, { maxLength: 3 })),
  rule('b', ['=', '!='], fc.boolean()),
  rule('d', ordered, fc.oneof(dates, days)),
  rule('i', ordered, fc.oneof(instants, days)),
  rule('m', ['in', 'notIn'], fc.array(filledText, { maxLength: 3 })),
  ...['t', 'n', 'b', 'd', 'i', 'm'].map(empty),
);

const conditions = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyRule,
    fc.record({
      combinator: fc.constantFrom<'and' | 'or'>('and', 'or'),
      not: fc.boolean(),
      rules: fc.array(tie('condition'), { maxLength: 4 }),
    }),
  ),
})).condition;

describe('conditions', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase(2);
    await seatCast(database.db);
  });
  after(() => database.drop());

  it('say the same as SQL and as a function, missing facts included', async () => {
    await fc.assert(
      fc.asyncProperty(conditions, fc.array(facts, { minLength: 1, maxLength: 20 }), async (condition, rows) => {
        const params: unknown[] = [JSON.stringify(rows)];
        const expression = (name: string) => `f.${name}`;
        const sql = conditionSql(condition, { catalogue, moment, params, expression });
        const answers = await database.db.rows<{ holds: boolean | null }>(
          `select ${sql} as holds from rows from (jsonb_to_recordset($1::jsonb) as (t text, n numeric, b boolean, d date, i timestamptz, m jsonb))
           with ordinality f(t, n, b, d, i, m, place) order by place`,
          params,
        );
        const test = compileCondition(condition, catalogue);
        expect(answers.map(({ holds }) => holds)).to.deep.equal(rows.map((row) => test(row, moment)));
      }),
      { numRuns: 500 },
    );
  });

  it('every known fact has an expression that the tables understand, and compares as its type', async () => {
    const known = catalogueWith();
    for (const { name, type } of knownFacts) {
      expect(factSql(name), name).not.to.equal('null');
      const sample: Record<FactType, Rule> = {
        text: { field: name, operator: 'contains', value: 'a' },
        number: { field: name, operator: '>', value: 1 },
        'yes/no': { field: name, operator: '=', value: true },
        date: { field: name, operator: '>', value: { days: -90 } },
        instant: { field: name, operator: '>', value: { days: -90 } },
        many: { field: name, operator: 'in', value: ['a'] },
      };
      const params: unknown[] = [];
      const sql = conditionSql(sample[type], { catalogue: known, moment, params });
      await database.db.rows(`select ${sql} ${everything}`, params);
    }
  });

  it('find companies: class A that agreed to marketing by e-mail', async () => {
    const found = async (condition: Condition) => {
      const params: unknown[] = [];
      const sql = conditionSql(condition, { catalogue: catalogueWith(), moment, params });
      const rows = await database.db.rows<{ name: string }>(
        `select c.name from companies c left join people p on false where ${sql} order by c.name`,
        params,
      );
      return rows.map(({ name }) => name);
    };
    const agreed: Rule = { field: 'consent.email.marketing', operator: '=', value: 'given' };
    const classA: Rule = { field: 'company.class', operator: '=', value: 'A' };
    expect(await found({ combinator: 'and', rules: [agreed, classA] })).to.deep.equal([companies.zubr.name]);
    // Who has no class at all is not of class A either.
    expect(await found({ field: 'company.class', operator: '!=', value: 'A' })).to.deep.equal([
      companies.drewPol.name,
      companies.ges.name,
    ]);
    expect(await found({ field: 'company.hasEmail', operator: '=', value: false })).to.deep.equal([companies.ges.name]);
    expect(await found({ field: 'company.name', operator: 'contains', value: 'ŻUBR' })).to.deep.equal([
      companies.zubr.name,
    ]);
  });

  it('an answer of another type than the form asked for is missing, on both sides', async () => {
    const forms = catalogueWith(
      new Map<string, FactType>([
        ['budget', 'number'],
        ['day', 'date'],
        ['sure', 'yes/no'],
      ]),
    );
    const asked = ['budget', 'day', 'sure', 'word'];
    for (const answer of ['a lot', 12, true, '2026-11-23', null, ['x']]) {
      const answers = Object.fromEntries(asked.map((name) => [name, answer]));
      const facts: Facts = Object.fromEntries(asked.map((name) => [`answers.${name}`, answer]));
      for (const name of asked) {
        const condition: Rule = { field: `answers.${name}`, operator: 'null' };
        const params: unknown[] = [JSON.stringify({ answers })];
        const sql = conditionSql(condition, { catalogue: forms, moment, params });
        const { holds } = await database.db.one<{ holds: boolean }>(
          `select ${sql} as holds from (select $1::json as progress) r`,
          params,
        );
        expect(holds, `${name} ${JSON.stringify(answer)}`).to.equal(compileCondition(condition, forms)(facts, moment));
      }
    }
  });

  it('that ask for what is not there are refused in words by both', () => {
    const wrong: readonly (readonly [Condition, string])[] = [
      [{ field: 'company.shoeSize', operator: '=', value: 44 }, 'condition.unknown_fact'],
      [{ field: 'company.name', operator: '<', value: 'a' }, 'condition.wrong_operator'],
      [{ field: 'company.name', operator: '=' }, 'condition.wrong_value'],
      [{ field: 'company.turnoverMinor', operator: 'in', value: ['a'] }, 'condition.wrong_value'],
      [{ field: 'company.createdOn', operator: '=', value: 'yesterday' }, 'condition.wrong_value'],
      [{ combinator: 'xor', rules: [] } as unknown as Condition, 'condition.wrong_shape'],
    ];
    for (const [condition, code] of wrong) {
      for (const compile of [
        () => compileCondition(condition, catalogueWith()),
        () => conditionSql(condition, { catalogue: catalogueWith(), moment, params: [] }),
      ])
        expect(compile, code).to.throw(DomainError).with.property('code', code);
    }
  });
});

const everything = `from companies c left join people p on p.company_id = c.id left join runs r on r.company_id = c.id
  left join cases k on k.id = r.case_id left join campaigns m on m.id = r.campaign_id
  left join campaign_stages s on s.id = r.stage_id left join participants a on a.id = r.participant_id`;
