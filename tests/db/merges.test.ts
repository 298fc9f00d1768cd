import { expect } from 'chai';
import { findDuplicates } from '../../db/duplicates.ts';
import { mergedInto, readCard } from '../../db/company-card.ts';
import { contactFacts, lockTouches } from '../../db/contact-facts.ts';
import { recordConsent } from '../../db/consents.ts';
import { addContactPoint } from '../../db/contact-points.ts';
import { mergeCompanies, mergesOf, type Merge } from '../../db/merges.ts';
import { previewMerge } from '../../db/merge-preview.ts';
import { undoMerge } from '../../db/merge-undo.ts';
import { newId } from '../../db/new-id.ts';
import { addNote, editNote } from '../../db/notes.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import type { Viewer } from '../../domain/access.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { keptId, mergedId, mergeZubr } from '../support/merging.ts';
import { refusedAs } from '../support/refusal.ts';

/** Nobody in particular and no address alone. */
const firm = { personId: null, personName: null, pointId: null, address: null };

describe('a merge of two customers (rule 26)', () => {
  let test: TestDatabase;
  const maria = viewer('maria');

  beforeEach(async () => {
    test = await freshDatabase(4);
    await test.db.transaction(seatCast);
  });
  afterEach(() => test.drop());

  const merge = (over: Partial<Merge> = {}) => mergeZubr(test.db, over);
  const undo = (id: string) => test.db.transaction((tx) => undoMerge(tx, maria, id));
  const agreed = async (channel: string) => {
    const [row] = await test.db.rows<{ status: string }>(
      `select status from consents where company_id = $1 and purpose = 'marketing' and channel in ($2, 'any') and person_id is null
       order by recorded_at desc, id desc limit 1`,
      [keptId, channel],
    );
    return row?.status;
  };

  it('is told only to who may read customers', async () => {
    const { id } = await merge();
    expect((await mergesOf(test.db, maria, keptId)).map((one) => one.id)).to.deep.equal([id]);
    const rights = new Set([...maria.rights].filter((right) => right !== 'company.read'));
    expect(await refusedAs(mergesOf(test.db, viewer('maria', { rights }), keptId))).to.equal('right.missing');
  });

  it('knows every table that refers to a customer', async () => {
    // A new table with a reference is moved by itself; one whose rows cannot be told apart would end the merge.
    const { id } = await merge();
    const left = await test.db.rows<{ journal: { moved: { table: string }[] } }>(
      'select journal from merges where id = $1',
      [id],
    );
    expect(left[0]!.journal.moved.map(({ table }) => table)).to.include.members([
      'people',
      'contact_points',
      'consents',
    ]);
    // What refers to a customer without a foreign key has to be named in the journal, or to stay on purpose.
    const loose = await test.db.rows<{ table: string }>(
      `select c.relname as table from pg_attribute a join pg_class c on c.oid = a.attrelid
       where a.attname = 'company_id' and c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
         and not exists (select 1 from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and a.attnum = any(k.conkey))
       order by 1`,
    );
    expect(loose.map(({ table }) => table)).to.deep.equal([
      // Computed anew for both.
      'company_facts_touched',
      'effects',
      // What a file brought in is told as it was.
      'import_rows',
      'messages',
      'touches',
    ]);
  });

  it('moves messages with the customer and with an address that becomes one, and undoing moves them back', async () => {
    const { db } = test;
    const point = (companyId: string) =>
      db.one<{ id: string }>(
        `insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
         values ($1, 'email', 'wspolny@firma.example', 'wspolny@firma.example', 'system:test', 'system:test') returning id`,
        [companyId],
      );
    const [kept, merged] = [await point(keptId), await point(mergedId)];
    const { id: message } = await db.one<{ id: string }>(
      `insert into messages (direction, channel, company_id, contact_point_id, created_at, updated_at, created_by, updated_by)
       values ('out', 'email', $1, $2, now() - interval '1 day', now() - interval '1 day', 'system:test', 'system:test') returning id`,
      [mergedId, merged.id],
    );
    const where = () => db.one('select company_id, contact_point_id from messages where id = $1', [message]);
    const { id } = await merge();
    expect(await where()).to.deep.equal({ companyId: keptId, contactPointId: kept.id });
    await undo(id);
    expect(await where()).to.deep.equal({ companyId: mergedId, contactPointId: merged.id });
  });

  it('keeps everything, and the old id leads to the new one', async () => {
    await test.db.transaction((tx) => addNote(tx, maria, { companyId: mergedId, body: 'Ważne' }));
    await test.db.run(`update companies set nip = '7251801126', city = 'Łódź' where id = $1`, [mergedId]);
    await merge({ fromMerged: ['name'] });
    const card = await readCard(test.db, maria, keptId);
    expect([card.name, card.nip, card.city, card.class]).to.deep.equal([
      companies.drewPol.name,
      '7251801126',
      'Łódź',
      'A',
    ]);
    expect(card.people.map(({ id }) => id)).to.deep.equal([people.jozef.id]);
    expect(card.counts.notes).to.equal(1);
    expect(card.contactPoints.filter(({ kind, isMain }) => kind === 'email' && isMain)).to.have.length(1);
    expect(card.contactPoints).to.have.length(4);
    expect(await mergedInto(test.db, maria, { table: 'companies', id: mergedId })).to.equal(keptId);
    expect(await findDuplicates(test.db, maria, { phone: companies.drewPol.phone })).to.deep.include({
      id: keptId,
      name: companies.drewPol.name,
      city: 'Łódź',
      nip: '7251801126',
      because: 'phone',
      rank: 3,
    });
  });

  it('the strictest consent wins, also over a newer one', async () => {
    await test.db.transaction((tx) =>
      recordConsent(tx, maria, { companyId: mergedId, channel: 'email', status: 'withdrawn', evidence: 'rozmowa' }),
    );
    await test.db.transaction((tx) =>
      recordConsent(tx, maria, { companyId: keptId, channel: 'email', status: 'given', evidence: 'umowa' }),
    );
    const preview = await previewMerge(test.db, maria, { keptId, mergedId });
    expect(preview.consents).to.deep.equal([
      { ...firm, channel: 'email', purpose: 'marketing', kept: 'given', merged: 'withdrawn', wins: 'withdrawn' },
    ]);
    await merge();
    expect([await agreed('email'), await agreed('phone')]).to.deep.equal(['withdrawn', 'given']);
  });

  it('the refusal of a person outlasts what the other firm agreed to later', async () => {
    const { jozef } = people;
    const word = { channel: 'any', purpose: 'newsletter', evidence: 'rozmowa' } as const;
    await test.db.transaction(async (tx) => {
      await recordConsent(tx, maria, { ...word, companyId: mergedId, personId: jozef.id, status: 'refused' });
      await recordConsent(tx, maria, { ...word, companyId: keptId, status: 'given' });
    });
    const asked = async () => {
      const { companyId } = await test.db.one<{ companyId: string }>('select company_id from people where id = $1', [
        jozef.id,
      ]);
      const contact = { key: 'asked', companyId, personId: jozef.id, channel: 'email', purpose: 'newsletter' };
      return (await contactFacts(test.db, [contact])).get('asked')?.consent;
    };
    const preview = await previewMerge(test.db, maria, { keptId, mergedId });
    const said = preview.consents.filter(({ purpose }) => purpose === 'newsletter');
    expect(said.map((one) => [one.channel, one.personId, one.personName, one.wins])).to.deep.equal(
      ['email', 'phone'].map((channel) => [channel, jozef.id, 'Józef Zieliński', 'refused']),
    );
    const { id } = await merge();
    expect(await asked()).to.equal('refused');
    await undo(id);
    expect(await asked()).to.equal('refused');
    const left = await test.db.rows('select 1 from consents where company_id = $1 and person_id = $2', [
      keptId,
      jozef.id,
    ]);
    expect(left, 'it went back with the person').to.deep.equal([]);
  });

  it('the refusal of an address that both have outlasts what one of them agreed to later', async () => {
    const point = (companyId: string) =>
      test.db.one<{ id: string }>(
        `insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
         values ($1, 'email', 'biuro@firma.example', 'biuro@firma.example', 'system:test', 'system:test') returning id`,
        [companyId],
      );
    const [kept, merged] = [await point(keptId), await point(mergedId)];
    const word = { channel: 'email', purpose: 'newsletter', evidence: 'rozmowa' } as const;
    await test.db.transaction(async (tx) => {
      await recordConsent(tx, maria, { ...word, companyId: mergedId, contactPointId: merged.id, status: 'refused' });
      await recordConsent(tx, maria, { ...word, companyId: keptId, status: 'given' });
    });
    const said = (await previewMerge(test.db, maria, { keptId, mergedId })).consents.filter(
      ({ purpose }) => purpose === 'newsletter',
    );
    const about = { personId: null, personName: null, pointId: kept.id, address: 'biuro@firma.example' };
    expect(said).to.deep.equal([
      { ...about, channel: 'email', purpose: 'newsletter', kept: 'given', merged: 'refused', wins: 'refused' },
    ]);
    await merge();
    const [last] = await test.db.rows(
      `select company_id, contact_point_id, status from consents where purpose = 'newsletter' order by recorded_at desc, id desc limit 1`,
    );
    expect(last).to.deep.equal({ companyId: keptId, contactPointId: kept.id, status: 'refused' });
  });

  it('suppressions unite, and the contacts of both count against the cap', async () => {
    const now = new Date().toISOString();
    const touched = async (companyId: string, n: number) => {
      for (let i = 0; i < n; i++) {
        const key = `${companyId}:touch:${i}`;
        await test.db.run(`insert into effects (key, kind, company_id) values ($1, 'message', $2)`, [key, companyId]);
        await test.db.run(
          `insert into touches (effect_key, company_id, channel, purpose, at) values ($1, $2, 'email', 'marketing', now())`,
          [key, companyId],
        );
      }
    };
    await touched(keptId, 2);
    await touched(mergedId, 1);
    await test.db.run(
      `insert into suppressions (kind, normalised, reason, created_by) values ('email', $1, 'skarga', 'system:test')`,
      [companies.drewPol.email],
    );
    const counted = async () =>
      (await test.db.transaction((tx) => lockTouches(tx, [keptId], { cap: { touches: 3, days: 7 }, now }))).get(keptId)
        ?.length;
    const suppressed = async () => {
      const asked = { personId: null, channel: 'email', purpose: 'marketing' };
      const facts = await contactFacts(test.db, [{ key: 'asked', companyId: keptId, ...asked }]);
      return facts.get('asked')!.suppressed;
    };
    await test.db.run('update contact_points set is_main = false where company_id = $1', [keptId]);
    expect([await counted(), await suppressed()]).to.deep.equal([2, false]);
    const { id } = await merge();
    expect([await counted(), await suppressed()]).to.deep.equal([3, true]);
    await undo(id);
    expect([await counted(), await suppressed()]).to.deep.equal([2, false]);
  });

  it('an address of both is one, and what was known to be wrong of it stays wrong', async () => {
    await test.db.run(
      `insert into contact_points (company_id, kind, value, normalised, state, created_by, updated_by)
       values ($1, 'phone', $2, $2, 'wrong', 'system:test', 'system:test')`,
      [mergedId, companies.zubr.phone],
    );
    const { id } = await merge();
    const card = await readCard(test.db, maria, keptId);
    const phones = card.contactPoints.filter(({ normalised }) => normalised === companies.zubr.phone);
    expect(phones.map(({ state }) => state)).to.deep.equal(['wrong']);
    await undo(id);
    const back = await readCard(test.db, maria, mergedId);
    expect(back.contactPoints.find(({ normalised }) => normalised === companies.zubr.phone)?.state).to.equal('wrong');
  });

  it('of an address that both have the removed double stays removed, also when it is added again', async () => {
    const place = (companyId: string, state: string, days: number) =>
      test.db.one<{ id: string }>(
        `insert into contact_points (company_id, kind, value, normalised, state, created_at, created_by, updated_by)
         values ($1, 'email', 'b@firma.example', 'b@firma.example', $2, now() - make_interval(days => $3), 'system:test', 'system:test')
         returning id`,
        [companyId, state, days],
      );
    await place(keptId, 'removed', 9);
    const { id: stands } = await place(keptId, 'good', 5);
    await place(mergedId, 'good', 1);
    const shown = async () =>
      (await readCard(test.db, maria, keptId)).contactPoints.flatMap(({ id, normalised }) =>
        normalised === 'b@firma.example' ? [id] : [],
      );
    await merge();
    expect(await shown()).to.deep.equal([stands]);
    const added = await test.db.transaction((tx) =>
      addContactPoint(tx, maria, { companyId: keptId, kind: 'email', value: 'b@firma.example' }),
    );
    expect(added.id).to.equal(stands);
    expect(await shown()).to.deep.equal([stands]);
  });

  it('a turnover that is filled or chosen brings its currency', async () => {
    const money = () => test.db.one('select turnover_minor, currency from companies where id = $1', [keptId]);
    await test.db.run('update companies set turnover_minor = null where id = $1', [keptId]);
    await test.db.run(`update companies set turnover_minor = 25000000, currency = 'EUR' where id = $1`, [mergedId]);
    const { id } = await merge();
    expect(await money()).to.deep.equal({ turnoverMinor: 25_000_000, currency: 'EUR' });
    await undo(id);
    expect(await money()).to.deep.equal({ turnoverMinor: null, currency: 'PLN' });
    await test.db.run('update companies set turnover_minor = 100 where id = $1', [keptId]);
    const { id: again } = await merge({ fromMerged: ['currency'] });
    expect(await money()).to.deep.equal({ turnoverMinor: 100, currency: 'PLN' });
    await undo(again);
    await merge({ fromMerged: ['turnoverMinor'] });
    expect(await money()).to.deep.equal({ turnoverMinor: 25_000_000, currency: 'EUR' });
  });

  it('a turnover that was changed since keeps its currency when the merge is undone', async () => {
    await test.db.run('update companies set turnover_minor = null where id = $1', [keptId]);
    await test.db.run(`update companies set turnover_minor = 25000000, currency = 'EUR' where id = $1`, [mergedId]);
    const { id } = await merge();
    await test.db.run('update companies set turnover_minor = 30000000 where id = $1', [keptId]);
    await undo(id);
    expect(await test.db.one('select turnover_minor, currency from companies where id = $1', [keptId])).to.deep.equal({
      turnoverMinor: 30_000_000,
      currency: 'EUR',
    });
  });

  it('runs of one scenario are decided first, and the other one ends', async () => {
    const first = await placeRunTask(test.db, { companyId: keptId, ownerId: users.anna.id });
    const second = await placeRunTask(test.db, { companyId: mergedId, ownerId: users.anna.id });
    await test.db.run('update runs set version_id = (select version_id from runs where id = $1)', [first.runId]);
    const refused = await merge().catch((error: unknown) => error);
    expect(refused).to.include({ code: 'merge.runs_clash' });
    await merge({ goOn: [first.runId] });
    const told = await test.db.rows(`select run_id, what ->> 'what' as what from run_inputs where source = 'merge'`);
    expect(told).to.deep.equal([{ runId: second.runId, what: 'cancel' }]);
  });

  it('names the campaign that goes on for both only to whoever may read campaigns', async () => {
    const campaignId = newId();
    await test.db.run(
      `insert into campaigns (id, name, supervisor_id, starts_on, ends_on, created_by, updated_by)
       values ($1, 'Jesień', $2, current_date, current_date + 90, 'system:test', 'system:test')`,
      [campaignId, users.maria.id],
    );
    await placeRunTask(test.db, { companyId: keptId, ownerId: users.anna.id });
    await placeRunTask(test.db, { companyId: mergedId, ownerId: users.anna.id });
    await test.db.run('update runs set campaign_id = $1 where company_id in ($2, $3)', [campaignId, keptId, mergedId]);
    const told = async (who: Viewer) =>
      (await previewMerge(test.db, who, { keptId, mergedId })).clashes.map(({ campaignName }) => campaignName);
    expect(await told(maria)).to.deep.equal(['Jesień']);
    const rights = new Set([...maria.rights].filter((right) => right !== 'campaign.read'));
    expect(await told({ ...maria, rights })).to.deep.equal([null]);
  });

  it('is refused to whoever has looked at another state, and to those without the right', async () => {
    const stale = await merge({ keptVersion: 7 }).catch((error: unknown) => error);
    expect(stale).to.include({ code: 'company.changed' });
    const asked = { keptId, mergedId, keptVersion: 1, mergedVersion: 1, fromMerged: [], goOn: [] };
    const anna = await test.db
      .transaction((tx) => mergeCompanies(tx, viewer('anna'), asked))
      .catch((error: unknown) => error);
    expect(anna).to.include({ code: 'right.missing' });
    expect(await merge({ mergedId: keptId }).catch((error: unknown) => error)).to.include({ code: 'merge.same' });
  });

  it('is followed by own fields that lead to the one that goes, and undoing leads them back', async () => {
    const { code } = await test.db.transaction((tx) =>
      createOwnField(tx, viewer('jan'), { record: 'person', kind: 'reference', title: { pl: 'Z firmy', en: 'From' } }),
    );
    await test.db.run('update people set own = $2 where id = $1', [
      people.jozef.id,
      JSON.stringify({ [code]: mergedId }),
    ]);
    const led = async () =>
      (await test.db.one<{ to: string }>('select own ->> $2 as to from people where id = $1', [people.jozef.id, code]))
        .to;
    const { id } = await merge();
    expect(await led()).to.equal(keptId);
    await undo(id);
    expect(await led()).to.equal(mergedId);
  });

  it('makes no customer a branch of its own branch', async () => {
    const { ges, omega } = companies;
    // The kept one is the head office of the head office of the one that goes.
    await test.db.run('update companies set parent_id = $2 where id = $1', [omega.id, keptId]);
    await test.db.run('update companies set parent_id = $2 where id = $1', [ges.id, omega.id]);
    await test.db.run('update companies set parent_id = $2 where id = $1', [mergedId, ges.id]);
    await merge({ fromMerged: ['parentId'] });
    const { parentId } = await test.db.one<{ parentId: string | null }>(
      'select parent_id from companies where id = $1',
      [keptId],
    );
    expect(parentId).to.equal(null);
  });

  it('takes the PESEL of the one that goes only for whoever may read one', async () => {
    await test.db.run(`update companies set pesel = '44051401359' where id = $1`, [mergedId]);
    await test.db.run(`update companies set pesel = '02070803628' where id = $1`, [keptId]);
    const refused = await merge({ fromMerged: ['pesel'] }).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'right.missing' });
    await merge();
    expect(await test.db.one('select pesel from companies where id = $1', [keptId])).to.deep.equal({
      pesel: '02070803628',
    });
  });

  it('undo moves back what has not changed, and says what stayed', async () => {
    const { id: noteId } = await test.db.transaction((tx) =>
      addNote(tx, maria, { companyId: mergedId, body: 'Zmieni się' }),
    );
    await test.db.transaction((tx) => addNote(tx, maria, { companyId: mergedId, body: 'Wróci' }));
    await test.db.run(`update companies set city = 'Łódź', industry = 'meble' where id = $1`, [mergedId]);
    const { id } = await merge();
    await test.db.transaction((tx) => editNote(tx, maria, { id: noteId, version: 1, body: 'Zmieniła się' }));
    await test.db.run(`update companies set city = 'Zgierz' where id = $1`, [keptId]);
    const { stayed } = await undo(id);
    expect(stayed.map(({ pl }) => pl).join(' '))
      .to.contain('Notatki: 1')
      .and.to.contain('city');
    const [kept, merged] = [await readCard(test.db, maria, keptId), await readCard(test.db, maria, mergedId)];
    expect([kept.city, kept.industry, kept.counts.notes]).to.deep.equal(['Zgierz', null, 1]);
    expect([merged.city, merged.counts.notes, merged.people.length]).to.deep.equal(['Łódź', 1, 1]);
    expect(merged.contactPoints.every(({ isMain }) => isMain)).to.equal(true);
    expect(merged.ownerName).to.equal(users.anna.name);
    expect(await undo(id).catch((error: unknown) => error)).to.include({ code: 'merge.not_found' });
  });
});
