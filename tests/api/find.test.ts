import { expect } from 'chai';
import { findApi } from '../../api/find.ts';
import { ownFieldsApi } from '../../api/own-fields.ts';
import type { Viewer } from '../../domain/access.ts';
import { refreshCompanySearch } from '../../db/search-text.ts';
import type { Found } from '../../db/find.ts';
import { textOfTransaction } from '../../db/transactions.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { seatListSamples } from '../support/list-samples.ts';
import { serve, type Served } from '../support/served.ts';

describe('finding by a few words', () => {
  let base: TestDatabase;
  let served: Served;
  const anna = viewer('anna');

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
    await refreshCompanySearch(
      base.db,
      Object.values(companies).map(({ id }) => id),
    );
    await base.db.run(
      `insert into tasks (type, title, company_id, owner_id, search_text, created_by, updated_by)
       values ('call', 'Oferta dla Żubra', $1, $2, 'oferta dla zubra', 'system:test', 'system:test')`,
      [companies.zubr.id, users.pawel.id],
    );
    served = await serve(base.db, { api: [findApi, ownFieldsApi] });
  });
  after(async () => {
    await served.close();
    await base.drop();
  });

  const find = async (who: Viewer, q: string) =>
    (await served.ask<Found>(who, `GET /find?q=${encodeURIComponent(q)}`)).body;
  const found = async (who: Viewer, q: string) => (await find(who, q)).records.map(({ kind, name }) => [kind, name]);

  it('answers customers, people and tasks within what one sees (rule 25)', async () => {
    expect(await found(anna, 'zubr')).to.deep.equal([['companies', companies.zubr.name]]);
    expect(await found(viewer('maria'), 'zubr')).to.deep.equal([
      ['companies', companies.zubr.name],
      ['tasks', 'Oferta dla Żubra'],
    ]);
    const [, person] = (await find(anna, people.jozef.lastName)).records;
    expect(person).to.deep.include({ kind: 'people', companyId: companies.drewPol.id });
  });

  it('knows a phone by its last nine digits (rule 41)', async () => {
    for (const typed of ['602 118 340', '0048602118340', '+48 (602) 118-340'])
      expect(await found(anna, typed), typed).to.deep.equal([['companies', companies.drewPol.name]]);
  });

  it('answers cases, opportunities, campaigns and files too', async () => {
    await base.db.transaction(seatListSamples);
    const kinds = async (q: string) => new Set((await found(viewer('maria'), q)).map(([kind]) => kind));
    expect([...(await kinds('sprawa')), ...(await kinds('szansa'))]).to.deep.equal(['cases', 'opportunities']);
    expect([...(await kinds('kampania')), ...(await kinds('plik'))]).to.deep.equal(['campaigns', 'files']);
    expect(await found(viewer('maria', { rights: new Set(['company.read'] as const) }), 'sprawa')).to.deep.equal([]);
  });

  it('answers documents by a part of their number, the very one first, within what one sees', async () => {
    const insert = (number: string, title: string, companyId: string) =>
      base.db.one<{ id: string }>(
        `insert into transactions (company_id, kind, source, external_id, number, title, state, happened_on, created_by, updated_by)
         values ($3, 'invoice', 'erp', $1, $1, $2, 'open', current_date, 'system:test', 'system:test') returning id`,
        [number, title, companyId],
      );
    const { id } = await insert('FV/123/2026', 'Palety, październik', companies.omega.id);
    await insert('KOR/FV/123/2026', 'Korekta', companies.omega.id);
    const maria = viewer('maria');
    expect((await find(maria, 'fv/123/2026')).records[0]).to.deep.equal({
      kind: 'transactions',
      id,
      name: 'FV/123/2026',
      second: ['Palety, październik', companies.omega.name],
      companyId: companies.omega.id,
    });
    expect(await found(maria, 'palety paź')).to.deep.equal([['transactions', 'FV/123/2026']]);
    expect(await found(viewer('anna', { customers: 'own' }), 'FV/123/2026')).to.deep.equal([]);
    const blind = viewer('maria', { rights: new Set(['company.read', 'company.edit'] as const) });
    expect(await found(blind, 'FV/123/2026')).to.deep.equal([]);
    await base.db.transaction(async (tx) => {
      await tx.run('set local enable_seqscan = off');
      const plan = await tx.rows<Record<string, string>>(
        `explain select x.id from transactions x where ${textOfTransaction} like '%fv/123/2026%'`,
      );
      expect(JSON.stringify(plan)).to.contain('transactions_text');
    });
  });

  it('answers messages by their own words, groups, colleagues, templates and procedures', async () => {
    await base.db.run(
      `insert into messages (direction, channel, company_id, subject, received_at, search_text, created_by, updated_by)
       values ('in', 'email', $1, 'Reklamacja desek', now(), 'reklamacja desek', 'system:test', 'system:test')`,
      [companies.drewPol.id],
    );
    await base.db.run(
      `insert into groups (name, created_by, updated_by) values ('Targi drzewne', 'system:test', 'system:test')`,
    );
    await base.db.run(
      `insert into templates (code, name, purpose, created_by, updated_by)
       values ('targi', 'Zaproszenie na targi', 'marketing', 'system:test', 'system:test')`,
    );
    const maria = viewer('maria');
    expect(await found(maria, 'reklamacja')).to.deep.equal([['messages', 'Reklamacja desek']]);
    expect(await found(maria, 'targi')).to.deep.equal([
      ['templates', 'Zaproszenie na targi'],
      ['groups', 'Targi drzewne'],
    ]);
    expect(await found(maria, users.pawel.name)).to.deep.include(['users', users.pawel.name]);
    const narrow = viewer('maria', { rights: new Set(['company.read'] as const) });
    expect(await found(narrow, 'targi')).to.deep.equal([['groups', 'Targi drzewne']]);
    expect(await found(narrow, 'reklamacja')).to.deep.equal([]);
  });

  it('says only that somebody has this very number, and what to ask for access by (rule 25)', async () => {
    const narrow = viewer('anna', { customers: 'own' });
    const { records, hints, like } = await find(narrow, companies.omega.phone);
    expect([records, hints]).to.deep.equal([[], [{ because: 'phone', ownerName: users.pawel.name }]]);
    expect(like).to.include({ phone: companies.omega.phone });
    expect(await find(narrow, 'nikt@nurt.example')).to.deep.equal({ records: [], hints: [] });
  });

  it('names the records of conditions as far as one sees them (rule 20)', async () => {
    const cases = await base.db.rows<{ id: string }>('select id from cases');
    const named = async (who: Viewer, target: string, ids: readonly string[]) =>
      (await served.ask<{ rows: { name: string }[] }>(who, 'POST /own-fields/names', { target, ids })).body.rows.map(
        ({ name }) => name,
      );
    const two = [companies.drewPol.id, companies.omega.id];
    const narrow = viewer('anna', { customers: 'own' });
    for (const target of ['company', 'record']) {
      expect(await named(viewer('maria'), target, two), target).to.have.length(2);
      expect(await named(narrow, target, two), target).to.deep.equal([companies.drewPol.name]);
    }
    const ids = cases.map(({ id }) => id);
    expect(await named(viewer('maria'), 'case', ids)).to.have.length(ids.length);
    const blind = viewer('maria', { rights: new Set(['company.read'] as const) });
    expect(await named(blind, 'case', ids)).to.deep.equal([]);
    expect(await named(blind, 'record', [...ids, ...two])).to.have.length(2);
  });

  it('finds nothing by a single letter, and takes % as typed', async () => {
    expect(await found(anna, 'z')).to.deep.equal([]);
    expect(await found(anna, '%%')).to.deep.equal([]);
    expect((await served.ask(anna, 'GET /find')).status).to.equal(400);
  });
});
