import { expect } from 'chai';
import type { Condition } from '../../domain/conditions/shapes.ts';
import type { Choice, ListKind } from '../../domain/lists/shapes.ts';
import { namesOfCodes } from '../../db/audit-names.ts';
import { readCard } from '../../db/company-card.ts';
import { industries, industriesByName } from '../../db/industries.ts';
import { describeList } from '../../db/lists/describe.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { listRows } from '../../db/lists/rows.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { asked } from '../support/listed.ts';

/** What is chosen in conditions and cells is called what people call it, in the language of whoever looks. */
describe('words of what is chosen in lists', () => {
  let base: TestDatabase;
  const maria = viewer('maria');

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      await placeRunTask(tx, { companyId: companies.zubr.id, ownerId: users.anna.id });
    });
  });
  after(() => base.drop());

  const described = (kind: ListKind) => describeList(base.db, maria, lists[kind]);
  const found = async (kind: ListKind, condition: Condition) => {
    const { view, ...rest } = asked({ kind });
    const list = lists[kind];
    return (await listRows(base.db, maria, { list, ask: { ...rest, view: { ...view, condition }, limit: 200 } })).rows;
  };

  describe('outcomes of tasks', () => {
    const calledOf = (choices: readonly Choice[] | undefined, code: string) =>
      choices?.find(({ value }) => value === code)?.label;

    it('are those of the types and of the steps of procedures, each once, by all that it is called', async () => {
      const { facts, fields } = await described('tasks');
      const outcome = facts.find(({ name }) => name === 'task.outcome')!;
      expect(calledOf(outcome.choices, 'no-answer')).to.deep.equal({ pl: 'Nie odebrał', en: 'No answer' });
      expect(calledOf(outcome.choices, 'interested')).to.deep.equal({ pl: 'Zainteresowany', en: 'Interested' });
      expect(calledOf(outcome.choices, 'refused')).to.deep.equal({
        pl: 'Nie chce rozmawiać / Odmówił',
        en: 'Does not want to talk / Refused',
      });
      const codes = outcome.choices!.map(({ value }) => value);
      expect(new Set(codes).size).to.equal(codes.length);
      expect(outcome.operators).to.deep.equal(['=', '!=', 'in', 'notIn', 'null', 'notNull']);
      expect(fields.find(({ id }) => id === 'outcome')!.choices).to.deep.equal(outcome.choices);
    });

    it('are asked of customers and people in the same words', async () => {
      for (const kind of ['companies', 'people'] as const) {
        const { related } = await described(kind);
        const { facts } = related.find(({ of }) => of === 'tasks')!;
        const outcome = facts.find(({ name }) => name === 'task.outcome')!;
        expect(calledOf(outcome.choices, 'no-answer'), kind).to.deep.equal({ pl: 'Nie odebrał', en: 'No answer' });
      }
    });

    it('still find what was kept by the code', async () => {
      await base.db.run(`update tasks set state = 'done', outcome = 'interested', done_at = now(), done_by = owner_id`);
      const rule = { field: 'task.outcome', operator: 'in', value: ['interested'] } as const;
      expect(await found('tasks', rule)).to.have.length(1);
      expect((await found('companies', { combinator: 'and', of: 'tasks', rules: [rule] }))[0]!.id).to.equal(
        companies.zubr.id,
      );
    });
  });

  describe('industries of customers', () => {
    const of = async () => (await described('companies')).fields.find(({ id }) => id === 'industry')!.choices!;
    before(async () => {
      const entry = `insert into dictionary_entries (dictionary_id, code, name_pl, name_en, active, position)
        select id, $1, $2, $3, $4, $5 from dictionaries where code = 'industry'`;
      await base.db.run(entry, ['Meble', 'Meblarstwo', 'Furniture', true, 2]);
      await base.db.run(entry, ['Druk', 'Poligrafia', 'Printing', false, 1]);
      await base.db.run(`update companies set industry = 'Meble' where id = $1`, [companies.zubr.id]);
      await base.db.run(`update companies set industry = 'pszczoły', owner_id = $2 where id = $1`, [
        companies.omega.id,
        users.anna.id,
      ]);
    });

    it('are called as the dictionary calls them now, and what is no entry stays as it is', async () => {
      expect(await of()).to.deep.equal([
        { value: 'Meble', label: { pl: 'Meblarstwo', en: 'Furniture' } },
        { value: 'Druk', label: { pl: 'Poligrafia', en: 'Printing' }, retired: true },
        { value: 'pszczoły', label: { pl: 'pszczoły', en: 'pszczoły' } },
      ]);
      const rule = { field: 'company.industry', operator: 'in', value: ['pszczoły'] } as const;
      expect((await found('companies', rule)).map(({ id }) => id)).to.deep.equal([companies.omega.id]);
    });

    it('that are no entries are told to whoever sees their customer alone (rule 20)', async () => {
      const narrow = viewer('pawel', { customers: 'own' });
      const told = (await industries(base.db, narrow)).map(({ value }) => value);
      expect(told).to.deep.equal(['Meble', 'Druk']);
      await base.db.run('update companies set owner_id = $2 where id = $1', [companies.omega.id, users.pawel.id]);
      expect((await industries(base.db, narrow)).map(({ value }) => value)).to.include('pszczoły');
    });

    it('are called so on the card of the customer and in its history', async () => {
      const english = viewer('maria', { language: 'en' });
      expect((await readCard(base.db, maria, companies.zubr.id)).industryName).to.deep.equal({
        pl: 'Meblarstwo',
        en: 'Furniture',
      });
      expect((await readCard(base.db, maria, companies.omega.id)).industryName).to.equal(null);
      const edited = {
        ...{ noun: 'company', recordId: companies.zubr.id },
        changes: { industry: ['pszczoły', 'Meble'] },
      } as const;
      const names = await namesOfCodes(base.db, english, [edited]);
      expect(names.get('company.industry Meble')).to.equal('Furniture');
    });

    it('are read from a file by their names and by their codes', async () => {
      const byName = await industriesByName(base.db);
      expect(
        ['meblarstwo', 'furniture', 'meble', 'printing', 'pszczoły'].map((name) => byName.get(name)),
      ).to.deep.equal(['Meble', 'Meble', 'Meble', 'Druk', undefined]);
    });
  });
});
