import { expect } from 'chai';
import { consentsOf, recordConsent } from '../../db/consents.ts';
import { factSql } from '../../db/fact-sql.ts';
import { workCustomer } from '../../db/work-customer.ts';
import { companies, people, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const anna = viewer('anna');
const { drewPol } = companies;
const { jozef } = people;

describe('consents', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());

  it('what one person said is a fact about them, and not about the firm', async () => {
    const said = { companyId: drewPol.id, channel: 'email', status: 'withdrawn', evidence: 'mail' } as const;
    await base.db.transaction((tx) => recordConsent(tx, anna, { ...said, personId: jozef.id }));
    const factOf = async (personId: string | null) =>
      (
        await base.db.one<{ said: string }>(
          `select ${factSql('consent.email.marketing')} as said from companies c left join people p on p.id = $2 where c.id = $1`,
          [drewPol.id, personId],
        )
      ).said;
    expect(await factOf(jozef.id)).to.equal('withdrawn');
    expect(await factOf(null)).to.equal('given');
  });

  it('work mode shows the word about an address only where that address is the first', async () => {
    const { id } = await base.db.one<{ id: string }>(
      `insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
       values ($1, 'email', 'ksiegowa@drewpol.example', 'ksiegowa@drewpol.example', 'system:test', 'system:test') returning id`,
      [drewPol.id],
    );
    const refused = { channel: 'any', status: 'refused', evidence: 'mail' } as const;
    await base.db.transaction((tx) =>
      recordConsent(tx, anna, { ...refused, companyId: drewPol.id, contactPointId: id }),
    );
    const shown = async () =>
      (await workCustomer(base.db, anna, { companyId: drewPol.id, personId: null, purpose: null }))!.consents;
    expect(await shown()).to.deep.equal([{ channel: 'any', purpose: 'marketing', status: 'given' }]);
    await base.db.run(
      `update contact_points set state = 'wrong' where company_id = $1 and kind = 'email' and id <> $2`,
      [drewPol.id, id],
    );
    expect(await shown()).to.deep.equal([
      { channel: 'any', purpose: 'marketing', status: 'given' },
      { channel: 'email', purpose: 'marketing', status: 'refused' },
    ]);
  });

  it('the word of the firm is kept among the many newer ones of its people', async () => {
    await base.db.run(
      `insert into consents (company_id, person_id, channel, purpose, status, evidence, recorded_at, created_by)
       select $1, $2, 'phone', 'survey ' || nth, 'given', 'mail', now() + interval '1 minute', 'system:test'
       from generate_series(1, 250) nth`,
      [drewPol.id, jozef.id],
    );
    const rows = await consentsOf(base.db, anna, { companyId: drewPol.id });
    expect(rows).to.have.length(200);
    expect(rows.some(({ personId, channel, inForce }) => personId === null && channel === 'any' && inForce)).to.equal(
      true,
    );
    const times = rows.map(({ recordedAt }) => recordedAt);
    expect(times).to.deep.equal(times.toSorted().toReversed());
  });
});
