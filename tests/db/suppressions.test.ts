import { expect } from 'chai';
import { readCard } from '../../db/company-card.ts';
import { readPerson } from '../../db/people.ts';
import {
  liftSuppression,
  suppressionsOf,
  suppressPoint,
  type ListedPoint,
  type ShownPoint,
} from '../../db/suppressions.ts';
import { createTask } from '../../db/tasks.ts';
import { unsubscribe } from '../../db/unsubscribe.ts';
import { companies, people, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { planMessage, seatAccount } from '../support/outgoing.ts';
import { refusedAs } from '../support/refusal.ts';

const anna = viewer('anna');
const { drewPol } = companies;
const { jozef } = people;

describe('the list of whom not to contact', () => {
  let base: TestDatabase;
  let account: string;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    account = await base.db.transaction(seatAccount);
  });
  after(() => base.drop());
  beforeEach(() => base.db.run(`delete from suppressions; delete from contact_points where kind = 'phone'`));

  const inTransaction = <T>(work: Parameters<typeof base.db.transaction<T>>[0]) => base.db.transaction(work);
  const put = (point: ListedPoint & { purpose?: string }) => inTransaction((tx) => suppressPoint(tx, anna, point));
  const seenOf = async ({ id }: { id: string }) => {
    const { suppressions } = await base.db.one<Pick<ShownPoint, 'suppressions'>>(
      `select ${suppressionsOf('p')} as suppressions from contact_points p where id = $1`,
      [id],
    );
    return suppressions.map(({ since }) => since);
  };
  const lift = async (point: ListedPoint & { seen?: readonly string[] }) => {
    const seen = point.seen ?? (await seenOf(point));
    return inTransaction((tx) => liftSuppression(tx, anna, { ...point, seen }));
  };
  const mailOf = async () =>
    (await readCard(base.db, anna, drewPol.id)).contactPoints.find(({ kind }) => kind === 'email')!;
  const phone = (personId: string | null = null) =>
    base.db.one<{ id: string; version: number }>(
      `insert into contact_points (company_id, person_id, kind, value, normalised, created_by, updated_by)
       values ($1, $2, 'phone', '602 111 222', '+48602111222', 'system:test', 'system:test') returning id, version`,
      [drewPol.id, personId],
    );
  const audited = () =>
    base.db.rows(
      `select actor, verb, changes from audit where record_id = $1 and verb in ('suppress', 'lift suppression') order by at, id`,
      [drewPol.id],
    );

  it('lets a customer back in who unsubscribed by mistake, and says until then since when and why', async () => {
    const key = await planMessage(base.db, account, { purpose: 'marketing' });
    const { id } = await base.db.one<{ id: string }>('select id from messages where effect_key = $1', [key]);
    await unsubscribe(base.db, id);
    const point = await mailOf();
    expect(point.suppressions).to.have.length(1);
    expect(point.suppressions[0]).to.include({ purpose: 'marketing', reason: 'unsubscribed' });
    expect(Date.parse(point.suppressions[0]!.since)).to.be.closeTo(Date.now(), 60_000);
    await lift({ ...point, reason: 'pomyłka, rozmowa 3 grudnia' });
    expect((await mailOf()).suppressions).to.deep.equal([]);
    expect(await audited()).to.deep.equal([
      {
        actor: `user:${anna.userId}`,
        verb: 'lift suppression',
        changes: { email: [drewPol.email, null], reason: [null, 'pomyłka, rozmowa 3 grudnia'] },
      },
    ]);
    expect(await unsubscribe(base.db, id), 'the link works again').to.equal(true);
  });

  it('holds a number that somebody put there, so that nobody calls it until it is taken off', async () => {
    const point = await phone();
    const call = () => createTask(base.db, anna, { type: 'call', title: 'Telefon', companyId: drewPol.id });
    await put({ ...point, reason: ' prośba\nw rozmowie ' });
    expect(await refusedAs(call())).to.equal('task.call_forbidden');
    await lift({ ...point, reason: 'znów chce rozmawiać' });
    expect(await refusedAs(call())).to.equal('nothing');
    expect(await audited()).to.deep.include.members([
      {
        actor: `user:${anna.userId}`,
        verb: 'suppress',
        changes: { phone: [null, '+48602111222'], reason: [null, 'prośba w rozmowie'] },
      },
    ]);
  });

  it('shows the addresses of a person as well, and keeps what was there before', async () => {
    const point = await phone(jozef.id);
    await put({ ...point, reason: 'prośba', purpose: 'marketing' });
    await put({ ...point, reason: 'pismo' });
    await put({ ...point, reason: 'jeszcze raz' });
    const { contactPoints } = await readPerson(base.db, anna, jozef.id);
    const shown = contactPoints.find(({ id }) => id === point.id)!.suppressions;
    expect(shown.map(({ purpose, reason }) => [purpose, reason])).to.deep.equal([
      ['marketing', 'prośba'],
      [null, 'pismo'],
    ]);
    await lift({ ...point, reason: 'odwołał' });
    expect(await base.db.rows('select 1 from suppressions')).to.have.length(0);
  });

  it('keeps all that it says of an address where some of it was not seen by who takes the address off', async () => {
    const point = await phone();
    await put({ ...point, reason: 'prośba', purpose: 'marketing' });
    const seen = await seenOf(point);
    await put({ ...point, reason: 'pismo' });
    expect(await refusedAs(lift({ ...point, reason: 'pomyłka', seen }))).to.equal('contact_point.changed');
    expect(await seenOf(point)).to.have.length(2);
    await lift({ ...point, reason: 'pomyłka' });
    expect(await seenOf(point)).to.deep.equal([]);
  });

  it('asks for a reason, takes no postal address, and is for whoever may change the customer', async () => {
    const point = await phone();
    expect(await refusedAs(put({ ...point, reason: ' ' }))).to.equal('suppression.unexplained');
    expect(await refusedAs(lift({ ...point, reason: '' }))).to.equal('suppression.unexplained');
    expect(await refusedAs(put({ id: point.id, version: 7, reason: 'prośba' }))).to.equal('contact_point.changed');
    const postal = await base.db.one<{ id: string; version: number }>(
      `insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
       values ($1, 'postal', 'Leśna 3', 'leśna 3', 'system:test', 'system:test') returning id, version`,
      [drewPol.id],
    );
    expect(await refusedAs(put({ ...postal, reason: 'prośba' }))).to.equal('suppression.wrong_kind');
    const reader = viewer('anna', { rights: new Set(['company.read' as const]) });
    const asReader = inTransaction((tx) => suppressPoint(tx, reader, { ...point, reason: 'prośba' }));
    expect(await refusedAs(asReader)).to.not.equal('nothing');
    expect(await base.db.rows('select 1 from suppressions')).to.have.length(0);
  });
});
