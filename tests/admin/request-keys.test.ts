import { expect } from 'chai';
import { call, type Refused } from '../../admin/components/read.ts';

describe('what a page posts', () => {
  const real = globalThis.fetch;
  let keys: (string | null)[];
  let answers: (() => Promise<Response>)[];

  beforeEach(() => {
    keys = [];
    answers = [];
    Object.assign(globalThis, { document: { documentElement: { lang: 'pl' } } });
    globalThis.fetch = (_address, init) => {
      keys.push(new Headers(init?.headers).get('Idempotency-Key'));
      return answers.shift()!();
    };
  });
  after(() => {
    globalThis.fetch = real;
    Reflect.deleteProperty(globalThis, 'document');
  });

  const done = () => Promise.resolve(Response.json({ id: '1' }));
  const lost = () => Promise.reject(new TypeError('Failed to fetch'));
  const broken = () => Promise.resolve(new Response('', { status: 502 }));
  const refusal = (error: unknown) => (error as Refused).code;

  it('keeps its key until it is answered, so that nothing is made twice', async () => {
    answers = [lost, broken, done, done, done];
    const post = (title: string) => call('POST', '/tasks', { title }).catch(refusal);
    expect(await post('Oferta')).to.equal('network.away');
    expect(await post('Oferta')).to.equal('server.failed');
    await post('Oferta');
    expect(new Set(keys)).to.have.length(1);
    await post('Oferta');
    await post('Umowa');
    expect(new Set(keys)).to.have.length(3);
  });

  it('has one key when a button is pressed twice', async () => {
    answers = [done, done];
    await Promise.all([call('POST', '/tasks', {}), call('POST', '/tasks', {})]);
    expect(keys[0]).to.be.a('string').and.to.equal(keys[1]);
  });
});
