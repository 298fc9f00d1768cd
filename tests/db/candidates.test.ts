import { expect } from 'chai';
import { askedInForm } from '../../db/campaign-audience.ts';
import { countCandidates, listCandidates, nobody, type Asked } from '../../db/candidates.ts';
import { contactFacts } from '../../db/contact-facts.ts';
import type { Db, Tx } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Version } from '../../domain/scenario/shapes.ts';
import { everyone, invitation, placeScenario } from '../support/campaigns.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('candidates', () => {
  let fresh: TestDatabase;
  let db: Db;
  let versionId: string;
  before(async () => {
    fresh = await freshDatabase();
    db = fresh.db;
    await db.transaction(seatCast);
    versionId = await placeScenario(db, 'invitation', invitation);
  });
  after(() => fresh.drop());

  const asked = (over: Partial<Asked> = {}): Promise<Asked> =>
    askedInForm(db, viewer('maria'), {
      sources: everyone,
      scenarioVersionIds: [versionId],
      leaveOutBusy: false,
      campaignId: null,
    }).then((found) => ({ ...found, ...over }));

  /** The reason by company, as it is after `change`, which is taken back. */
  async function reasonsAfter(change: (tx: Tx) => Promise<unknown>, over: Partial<Asked> = {}) {
    const question = await asked(over);
    const reasons = new Map<string, string | null>();
    const undone = new Error('taken back');
    await db
      .transaction(async (tx) => {
        await change(tx);
        for (const { reason } of [{ reason: null }, ...(await countCandidates(tx, question)).leftOut]) {
          for (const row of await listCandidates(tx, question, { reason, limit: 100 }))
            reasons.set(row.personId ?? row.companyId, row.reason);
        }
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
    return reasons;
  }
  const nothing = async () => {};
  const pair = newId();

  it('who agreed and has an address takes part, the others are counted by reason', async () => {
    expect(await countCandidates(db, await asked())).to.deep.equal({
      all: 4,
      takingPart: 2,
      leftOut: [
        { reason: 'no address', count: 1 },
        { reason: 'no consent', count: 1 },
      ],
    });
  });

  it('every number opens exactly its rows (rule 42)', async () => {
    const reasons = await reasonsAfter(nothing);
    expect(Object.fromEntries(reasons)).to.deep.equal({
      [companies.drewPol.id]: null,
      [companies.zubr.id]: null,
      [companies.omega.id]: 'no consent',
      [companies.ges.id]: 'no address',
    });
  });

  it('an address that somebody unsubscribed is left out as suppressed', async () => {
    const reasons = await reasonsAfter((tx) =>
      tx.run(
        `insert into suppressions (kind, normalised, purpose, reason, created_by) values ('email', $1, null, 'wypis', 'system:test')`,
        [companies.zubr.email],
      ),
    );
    expect(reasons.get(companies.zubr.id)).to.equal('suppressed');
    expect(reasons.get(companies.drewPol.id)).to.equal(null);
  });

  it('a consent that was withdrawn later is no consent', async () => {
    const reasons = await reasonsAfter((tx) =>
      tx.run(
        `insert into consents (company_id, channel, purpose, status, evidence, recorded_at, created_by)
         values ($1, 'email', 'marketing', 'withdrawn', 'telefon', now() + interval '1 second', 'system:test')`,
        [companies.zubr.id],
      ),
    );
    expect(reasons.get(companies.zubr.id)).to.equal('no consent');
  });

  it('a consent for another purpose does not count', async () => {
    const reasons = await reasonsAfter((tx) =>
      tx.run(
        `insert into consents (company_id, channel, purpose, status, evidence, created_by)
         values ($1, 'email', 'service', 'given', 'umowa', 'system:test')`,
        [companies.omega.id],
      ),
    );
    expect(reasons.get(companies.omega.id)).to.equal('no consent');
  });

  it('a bounced address is a bad one, unless another works', async () => {
    const bounce = (tx: Tx) =>
      tx.run(`update contact_points set state = 'bounced' where kind = 'email' and company_id = $1`, [
        companies.zubr.id,
      ]);
    expect((await reasonsAfter(bounce)).get(companies.zubr.id)).to.equal('bad address');
    const both = await reasonsAfter(async (tx) => {
      await bounce(tx);
      await tx.run(
        `insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
         values ($1, 'email', 'drugi@zubr.example', 'drugi@zubr.example', 'system:test', 'system:test')`,
        [companies.zubr.id],
      );
    });
    expect(both.get(companies.zubr.id)).to.equal(null);
  });

  it('a frozen company is left out whatever its addresses say', async () => {
    const reasons = await reasonsAfter((tx) =>
      tx.run(`insert into freezes (scope_kind, scope_id, created_by) values ('company', $1, 'system:test')`, [
        companies.drewPol.id,
      ]),
    );
    expect(reasons.get(companies.drewPol.id)).to.equal('frozen');
  });

  it('who owes money gets no offers while in collection (engine rule 13)', async () => {
    const reasons = await reasonsAfter((tx) =>
      tx.run(
        `insert into runs (id, kind, version_id, subject_kind, subject_id, company_id, created_by)
         values (uuid7(), 'collection', $1, 'company', $2, $2, 'system:test')`,
        [versionId, companies.drewPol.id],
      ),
    );
    expect(reasons.get(companies.drewPol.id)).to.equal('in collection');
  });

  it('who is in another campaign is left out only where that was chosen', async () => {
    const enrol = async (tx: Tx) => {
      const { id } = await tx.one<{ id: string }>(
        `insert into campaigns (name, supervisor_id, starts_on, ends_on, state, created_by, updated_by)
         values ('Inna', $1, current_date, current_date, 'running', 'system:test', 'system:test') returning id`,
        [users.maria.id],
      );
      await tx.run(
        `insert into participants (campaign_id, company_id, cohort, state, created_by) values ($1, $2, 0, 'active', 'system:test')`,
        [id, companies.zubr.id],
      );
    };
    expect((await reasonsAfter(enrol)).get(companies.zubr.id)).to.equal(null);
    expect((await reasonsAfter(enrol, { leaveOutBusy: true })).get(companies.zubr.id)).to.equal('other campaign');
  });

  it('a contact person is reached at an address of their own', async () => {
    const sources = { ...nobody, people: [people.jozef.id] };
    expect((await reasonsAfter(nothing, { sources })).get(people.jozef.id)).to.equal(null);
    const gone = await reasonsAfter((tx) => tx.run('delete from contact_points where person_id is not null'), {
      sources,
    });
    expect(gone.get(people.jozef.id)).to.equal('no address');
  });

  /** Puts a person with a working address and a consent of their own into the company without one. */
  const seatPerson = async (tx: Tx, name: string, over: { isMain?: boolean; agreed?: boolean } = {}) => {
    const { id } = await tx.one<{ id: string }>(
      `insert into people (company_id, first_name, last_name, is_main, search_text, created_by, updated_by)
       values ($1, $2, 'Gęś', $3, 'ges', 'system:test', 'system:test') returning id`,
      [companies.ges.id, name, over.isMain ?? false],
    );
    await tx.run(
      `insert into contact_points (company_id, person_id, kind, value, normalised, created_by, updated_by)
       values ($1, $2, 'email', $3, $3, 'system:test', 'system:test')`,
      [companies.ges.id, id, `${name}@ges.example`],
    );
    if (over.agreed ?? true)
      await tx.run(
        `insert into consents (company_id, person_id, channel, purpose, status, evidence, created_by)
         values ($1, $2, 'email', 'marketing', 'given', 'rozmowa', 'system:test')`,
        [companies.ges.id, id],
      );
    return id;
  };
  /** To which address the company would be written, and what was said about it. */
  const factsOfGes = async (tx: Tx) => {
    const mail = { key: 'mail', companyId: companies.ges.id, personId: null, channel: 'email', purpose: 'marketing' };
    const { address, consent, personId } = (await contactFacts(tx, [mail])).get('mail')!;
    return { address, consent, personId };
  };

  it('a company without an address is reached at that of its main contact person (S1-71)', async () => {
    const reasons = await reasonsAfter(async (tx) => {
      await seatPerson(tx, 'adam', { agreed: false });
      const ewa = await seatPerson(tx, 'ewa', { isMain: true });
      expect(await factsOfGes(tx)).to.deep.equal({ address: 'ewa@ges.example', consent: 'given', personId: ewa });
    });
    expect(reasons.get(companies.ges.id)).to.equal(null);
  });

  it('whose contact person never agreed is left out for want of a consent, not of an address (S1-72)', async () => {
    const reasons = await reasonsAfter(async (tx) => {
      await seatPerson(tx, 'adam');
      const ewa = await seatPerson(tx, 'ewa', { isMain: true, agreed: false });
      expect(await factsOfGes(tx)).to.deep.equal({ address: 'ewa@ges.example', consent: null, personId: ewa });
    });
    expect(reasons.get(companies.ges.id)).to.equal('no consent');
  });

  it('a company’s own working address goes before those of its people', async () => {
    await reasonsAfter(async (tx) => {
      await seatPerson(tx, 'ewa', { isMain: true });
      await tx.run(
        `insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
         values ($1, 'email', 'biuro@ges.example', 'biuro@ges.example', 'system:test', 'system:test')`,
        [companies.ges.id],
      );
      expect(await factsOfGes(tx)).to.deep.equal({ address: 'biuro@ges.example', consent: null, personId: null });
      await tx.run(`update contact_points set state = 'bounced' where normalised = 'biuro@ges.example'`);
      expect(await factsOfGes(tx)).to.include({ address: 'ewa@ges.example', consent: 'given' });
    });
  });

  it('a company and its contact person are not both reached at the address of the person', async () => {
    let ewa = '';
    const reasons = await reasonsAfter(
      async (tx) => {
        ewa = await seatPerson(tx, 'ewa', { isMain: true });
        await tx.run('insert into groups (id, name, created_by, updated_by) values ($1, $2, $3, $3)', [
          ...[pair, 'Gęś i Ewa', 'system:test'],
        ]);
        await tx.run(
          `insert into group_members (group_id, company_id, person_id, created_by)
           select $1, $2, person, 'system:test' from unnest(array[null, $3::uuid]) person`,
          [pair, companies.ges.id, ewa],
        );
      },
      { sources: { ...nobody, groups: [pair] } },
    );
    expect(Object.fromEntries(reasons)).to.deep.equal({ [companies.ges.id]: 'contact person', [ewa]: null });
  });

  it('nobody is reached at the address of a person who was deleted', async () => {
    const reasons = await reasonsAfter(async (tx) => {
      await tx.run('update people set deleted_at = now() where id = $1', [await seatPerson(tx, 'ewa')]);
      expect(await factsOfGes(tx)).to.deep.equal({ address: null, consent: null, personId: null });
    });
    expect(reasons.get(companies.ges.id)).to.equal('no address');
  });

  /** An import whose rows ended in these states. */
  const seatImport = async (rows: readonly (readonly [state: string, companyId: string])[]) => {
    const { id } = await db.one<{ id: string }>(
      `insert into imports (file_name, state, created_by, updated_by)
       values ('klienci.xlsx', 'done', 'system:test', 'system:test') returning id`,
    );
    for (const [at, [state, companyId]] of rows.entries())
      await db.run(
        `insert into import_rows (import_id, row_number, state, cells, company_id) values ($1, $2, $3, '{}', $4)`,
        [id, at + 1, state, companyId],
      );
    return id;
  };

  it('an import is whom it brought and whom its rows met, but for the wrong and the undone ones', async () => {
    const { drewPol, zubr, omega, ges } = companies;
    const id = await seatImport([
      ['new', zubr.id],
      ['changed', drewPol.id],
      ['wrong', omega.id],
      ['undone', omega.id],
    ]);
    const reasons = await reasonsAfter(
      (tx) => tx.run('update companies set import_id = $2 where id = $1', [ges.id, id]),
      { sources: { ...nobody, imports: [id] } },
    );
    expect(Object.fromEntries(reasons)).to.deep.equal({ [zubr.id]: null, [drewPol.id]: null, [ges.id]: 'no address' });
  });

  it('the same company from a group, by hand and from an import is one candidate', async () => {
    const { zubr } = companies;
    const { id } = await db.one<{ id: string }>(
      `insert into groups (name, created_by, updated_by) values ('Stali klienci', 'system:test', 'system:test') returning id`,
    );
    await db.run(`insert into group_members (group_id, company_id, created_by) values ($1, $2, 'system:test')`, [
      id,
      zubr.id,
    ]);
    const imports = [await seatImport([['changed', zubr.id]])];
    const onlyImport = await asked({ sources: { ...nobody, imports } });
    expect(await countCandidates(db, onlyImport)).to.deep.equal({ all: 1, takingPart: 1, leftOut: [] });
    const sources = { ...nobody, groups: [id], companies: [zubr.id], imports };
    expect(await countCandidates(db, await asked({ sources }))).to.deep.equal({ all: 1, takingPart: 1, leftOut: [] });
  });

  it('a deleted company is not in any audience', async () => {
    const reasons = await reasonsAfter((tx) =>
      tx.run('update companies set deleted_at = now() where id = $1', [companies.omega.id]),
    );
    expect(reasons.has(companies.omega.id)).to.equal(false);
  });

  it('where the scenario calls those who may not be written to, a consent to phone is enough', async () => {
    const call = invitation.steps['call']!;
    const graph: Version = {
      ...invitation,
      steps: {
        ...invitation.steps,
        invite: { ...invitation.steps['invite']!, refused: 'phone' } as never,
        phone: call,
      },
    };
    const phoneToo = await placeScenario(db, 'phone-too', graph);
    const question = await askedInForm(db, viewer('maria'), {
      sources: everyone,
      scenarioVersionIds: [phoneToo],
      leaveOutBusy: false,
      campaignId: null,
    });
    const reasons = await reasonsAfter(
      (tx) =>
        tx.run(
          `insert into consents (company_id, channel, purpose, status, evidence, created_by)
           values ($1, 'phone', 'marketing', 'given', 'telefon', 'system:test')`,
          [companies.ges.id],
        ),
      { needs: question.needs },
    );
    expect(reasons.get(companies.ges.id)).to.equal(null);
    expect(reasons.get(companies.omega.id)).to.equal('no consent');
  });
});
