import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { vatWhiteListPlugin } from '../../plugins/vat-white-list/index.ts';
import { readAddress } from '../../plugins/vat-white-list/address.ts';
import type { Lookup } from '../../plugins/plugin.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

const subject = {
  name: 'OMEGA WÓJCIK SPÓŁKA AKCYJNA',
  nip: '7251801126',
  statusVat: 'Czynny',
  regon: '100271543',
  krs: '0000284571',
  residenceAddress: null,
  workingAddress: 'PIOTRKOWSKA 181, 90-447 ŁÓDŹ',
  accountNumbers: ['61109010140000071219812874'],
};

describe('the white list of VAT payers', () => {
  let server: Server;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const asked: string[] = [];
  let lookup: Lookup;

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const house = { publicUrl: 'http://127.0.0.1', log: () => {} };
    lookup = vatWhiteListPlugin.create({ url, timeoutMs: 200 }, house)!.lookups![0]!;
  });
  after(() => void server.close(() => undefined).closeAllConnections());

  const says = (body: unknown, status = 200) => {
    answer = (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
  };

  it('fills in a firm by its NIP, in letters that people write', async () => {
    says({ result: { subject, requestId: 'abc-1' } });
    const found = await lookup.find('7251801126');
    expect(asked.at(-1)).to.match(/^\/api\/search\/nip\/7251801126\?date=\d{4}-\d\d-\d\d$/);
    expect(found).to.deep.equal({
      as: 'found',
      proof: 'abc-1',
      draft: {
        name: subject.name,
        kind: 'firm',
        nip: '7251801126',
        regon: '100271543',
        krs: '0000284571',
        iban: 'PL61109010140000071219812874',
        street: 'Piotrkowska 181',
        postcode: '90-447',
        city: 'Łódź',
        remark: { pl: 'VAT: Czynny', en: 'VAT: Czynny' },
      },
    });
  });

  it('says that it knows nobody', async () => {
    says({ result: { subject: null, requestId: 'abc-2' } });
    expect(await lookup.find('5260250995')).to.deep.equal({ as: 'none' });
    says({ code: 'WL-115', message: 'Nieprawidłowy NIP.' }, 400);
    expect(await lookup.find('5260250995')).to.deep.equal({ as: 'none' });
  });

  for (const [what, make, words] of [
    ['an answer of another shape', () => says({ hello: 1 }), 'odczytać'],
    ['a page of HTML', () => void (answer = (_request, response) => void response.end('<html>')), 'Nie udało się'],
    ['a limit', () => says({}, 429), 'jutro'],
    ['a failure', () => says({}, 503), '503'],
    ['silence', () => void (answer = () => undefined), 'na czas'],
    [
      'a way to somewhere else',
      () =>
        void (answer = (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()),
      'Nie udało się',
    ],
  ] as const) {
    it(`tells in words of ${what}`, async () => {
      make();
      const found = await lookup.find('5260250995');
      expect(found.as).to.equal('failed');
      expect(found.as === 'failed' && found.reason.pl).to.contain(words);
    });
  }

  it('reads addresses that are not as they should be', () => {
    expect(readAddress('')).to.deep.equal({});
    expect(readAddress('Skrytka 5')).to.deep.equal({ street: 'Skrytka 5' });
    expect(readAddress('UL. ŚW. MARCIN 5A/7, 61-808 POZNAŃ')).to.deep.equal({
      street: 'ul. św. Marcin 5A/7',
      postcode: '61-808',
      city: 'Poznań',
    });
  });

  describe('in the panel', () => {
    let panel: TestPanel;
    before(async () => {
      panel = await startPanel({ plugins: { lookups: [lookup] } });
    });
    after(() => panel.stop());

    it('a number is asked about once, and only a right one', async () => {
      const anna = await panel.as('anna');
      says({ result: { subject, requestId: 'abc-3' } });
      const before = asked.length;
      const first = await anna.get('/api/v1/lookups/nip/725-18-01-126').expect(200);
      await anna.get('/api/v1/lookups/nip/7251801126').expect(200);
      expect(asked.length - before).to.equal(1);
      expect(first.body).to.deep.include({
        source: { pl: 'Biała lista podatników VAT', en: 'White list of VAT payers' },
        proof: 'abc-3',
      });
      const odd = await anna.get('/api/v1/lookups/nip/1234567890').expect(422);
      expect(odd.body).to.include({ code: 'lookup.odd_nip', field: 'nip' });
      expect(asked.length - before).to.equal(1);
    });

    it('a failure is not remembered', async () => {
      const anna = await panel.as('anna');
      says({}, 503);
      expect((await anna.get('/api/v1/lookups/nip/5260250995').expect(422)).body.message).to.contain('503');
      says({ result: { subject: null, requestId: null } });
      expect((await anna.get('/api/v1/lookups/nip/5260250995').expect(422)).body.code).to.equal('lookup.nobody');
    });

    it('the key of drafts is the person’s own, and never a program’s (rule 27)', async () => {
      const keyOf = async (who: 'anna' | 'pawel') =>
        (await (await panel.as(who)).get('/api/v1/me/draft-key').expect(200)).body.key;
      expect(await keyOf('anna')).to.equal(await keyOf('anna'));
      expect(await keyOf('anna')).not.to.equal(await keyOf('pawel'));
      const token = await panel.token('anna', ['company.read']);
      await panel.nobody().get('/api/v1/me/draft-key').set('Authorization', `Bearer ${token}`).expect(422);
    });
  });
});
