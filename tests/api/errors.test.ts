import { expect } from 'chai';
import express, { Router } from 'express';
import supertest from 'supertest';
import { apiErrors } from '../../api/errors.ts';
import { publicDoors } from '../../api/routes.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('what failed on our side', () => {
  const logged: Readonly<Record<string, unknown>>[] = [];
  const app = express();
  let base: TestDatabase;
  before(async () => {
    base = await freshDatabase(1);
    const failing = Router().use((_request, _response, next) => next(new Error('the database is gone')));
    for (const at of [...publicDoors.map((door) => door.at), '/api/v1', '/healthz']) app.use(at, failing);
    app.use(apiErrors({ db: base.db, log: (_line, facts) => logged.push(facts ?? {}) }));
  });
  after(() => base.drop());

  it('stands in the log with its place, and never with an address that is a key by itself', async () => {
    for (const { at } of publicDoors) {
      await supertest(app).get(`${at}/tajny-klucz.ics`).expect(500);
      await supertest(app).post(`${at}//tajny-klucz/accept?tajny`).expect(500);
    }
    expect(logged.length).to.equal(2 * publicDoors.length);
    expect(JSON.stringify(logged)).not.to.contain('tajny');
    expect(logged[0]!['path']).to.equal(`${publicDoors[0]!.at}/…`);
    logged.length = 0;
    for (const path of ['/api/v1/tasks/1', '/healthz']) await supertest(app).get(path).expect(500);
    expect(logged.map(({ path }) => path)).to.deep.equal(['/api/v1/tasks/1', '/healthz']);
  });

  it('is not what two people save at one moment of which only one may have it: the second is asked to try again', async () => {
    const twice = express().use(async (_request, _response, next) => {
      await base.db.run(`insert into teams (code, name) values ('desk', 'Biuro'), ('desk', 'Recepcja')`).catch(next);
    });
    twice.use(apiErrors({ db: base.db, log: (line) => expect.fail(line) }));
    const { body } = await supertest(twice).get('/api/v1/teams').expect(409);
    expect(body.code).to.equal('request.taken');
    expect(body.message).to.contain('jeszcze raz');
  });
});
