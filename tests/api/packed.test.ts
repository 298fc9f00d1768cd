import { expect } from 'chai';
import express from 'express';
import supertest from 'supertest';
import { sendJson } from '../../api/packed.ts';

describe('an answer in JSON', () => {
  const app = express();
  app.get('/:length', (request, response) => sendJson(request, response, 'ż'.repeat(Number(request.params['length']))));

  const ask = (length: number, accepted: string) => supertest(app).get(`/${length}`).set('Accept-Encoding', accepted);

  it('comes packed to who takes it, and as it is to others', async () => {
    const packed = await ask(50_000, 'gzip, br');
    expect(packed.headers).to.include({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(packed.headers['content-type']).to.equal('application/json; charset=utf-8');
    expect(Number(packed.headers['content-length'])).to.be.lessThan(1_000);
    expect(packed.body).to.equal('ż'.repeat(50_000));
    const plain = await ask(50_000, 'identity');
    expect(plain.headers).to.not.have.property('content-encoding');
    expect(plain.body).to.equal(packed.body);
  });

  it('is left as it is where packing gains nothing, or would hold up others', async () => {
    expect((await ask(100, 'gzip')).headers).to.not.have.property('content-encoding');
    expect((await ask(500_000, 'gzip')).headers).to.not.have.property('content-encoding');
  });
});
