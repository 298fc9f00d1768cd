import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { DomainError } from '../../domain/domain-error.ts';
import { checkDatabase } from '../../ground/outside-database.ts';
import { removeHome, start, temporaryHome } from '../support/started-home.ts';

const right = new URL(process.env['NURT_TEST_DATABASE_URL']!);
const otherwise = (change: Partial<Pick<URL, 'port' | 'password' | 'pathname' | 'hostname'>>) =>
  Object.assign(new URL(right), change).href;

describe('a DATABASE_URL', () => {
  let stranger: Server;

  before(async () => {
    // Something answers there, but no PostgreSQL.
    stranger = createServer((socket) =>
      socket
        .on('error', () => {})
        .end('220 smtp.firma.example ESMTP\r\n')
        .unref(),
    );
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
  });
  after(() => void stranger.close());

  const wrong: readonly (readonly [string, () => string, { pl: RegExp; en: RegExp }])[] = [
    ['where nobody answers', () => otherwise({ port: '1' }), { pl: /nikt tam nie odpowiada/, en: /nobody answers/ }],
    [
      'with a wrong password',
      () => otherwise({ password: 'tajne-haslo' }),
      { pl: /hasło albo użytkownik/, en: /user or the password/ },
    ],
    ['of a database that is not there', () => otherwise({ pathname: '/nie_ma' }), { pl: /takiej bazy/, en: /no such/ }],
    [
      'of a server that is not there',
      () => otherwise({ hostname: 'nie-ma.invalid' }),
      { pl: /znaleźć takiego serwera/, en: /no such server/ },
    ],
    [
      'that leads to something else than PostgreSQL',
      () => otherwise({ port: String((stranger.address() as AddressInfo).port) }),
      { pl: /nie jest PostgreSQL/, en: /is not PostgreSQL/ },
    ],
  ];
  for (const [what, url, said] of wrong)
    it(`${what} gets one sentence that says what to do, without the password`, async () => {
      const error = await checkDatabase(url()).then(
        () => undefined,
        (reason: unknown) => reason as DomainError,
      );
      expect(error).to.be.instanceOf(DomainError);
      expect(error).to.include({ code: 'database.unusable', field: 'DATABASE_URL' });
      expect(error!.said.pl)
        .to.match(said.pl)
        .and.to.match(/Popraw adres albo usuń zmienną/);
      expect(error!.said.en)
        .to.match(said.en)
        .and.to.match(/Correct the address, or remove the variable/);
      for (const text of Object.values(error!.said)) expect(text).to.not.match(/tajne-haslo|\n/);
    });

  it('that is right is taken', () => checkDatabase(right.href));

  it('that is wrong ends the start with that sentence, and nothing has been started', async () => {
    const home = temporaryHome();
    try {
      const started = await start(home, { DATABASE_URL: otherwise({ port: '1' }) });
      expect(await started.exited).to.equal(1);
      expect(started.output()).to.match(/The database of DATABASE_URL .* cannot be used: nobody answers there/);
      expect(existsSync(join(home, 'postgres'))).to.equal(false);
    } finally {
      removeHome(home);
    }
  });
});
