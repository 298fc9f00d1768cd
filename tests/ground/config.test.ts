import { expect } from 'chai';
import { isLoopback, publicUrlOf, readConfig, readPartConfig } from '../../config.ts';
import { DomainError } from '../../domain/domain-error.ts';

describe('the variables of the environment', () => {
  it('have defaults that need no setting at all', () => {
    const config = readConfig({});
    expect(config).to.include({ host: '127.0.0.1', zone: 'Europe/Warsaw', language: 'pl', demo: false });
    expect(config.home).to.match(/\/var$/);
    expect(config.port).to.equal(undefined);
  });

  for (const [name, value, expected] of [
    ['PORT', 'abc', '1'],
    ['PORT', '70000', '65535'],
    ['TZ', 'Mars/Olympus', 'Europe/Warsaw'],
    ['NURT_LANG', 'de', 'pl'],
    ['SMTP_URL', 'mail.example', 'smtp://'],
    ['DATABASE_URL', 'mysql://h/d', 'postgres://'],
    ['PUBLIC_URL', 'https://nurt.example/crm', 'http(s)://'],
    ['TEMPORAL_ADDRESS', 'localhost', 'port'],
    ['NURT_ADMIN_PASSWORD', 'short', '10'],
    ['TLS_CERT', '/nowhere/cert.pem', 'file'],
  ] as const) {
    it(`a wrong ${name} (${value}) is told with its name and what is expected`, () => {
      const error = refusal({ [name]: value });
      expect(error.field).to.equal(name);
      expect(error.said.en).to.include(name).and.include(expected);
      expect(error.said.pl).to.include(name);
    });
  }

  it('several wrong ones are told together', () => {
    const { said } = refusal({ PORT: 'x', TZ: 'y' });
    expect(said.pl.split('\n')).to.have.length(2);
  });

  it('passwords are not told', () => {
    expect(refusal({ DATABASE_URL: 'mysql://anna:tajne@h/d' }).said.pl).to.not.include('tajne');
    expect(refusal({ NURT_SECRET_KEY: 'tajne' }).said.pl).to.not.include('tajne');
  });

  it('a host that the network can reach needs https or a named proxy (rule 3)', () => {
    expect(refusal({ HOST: '0.0.0.0' }).said.en)
      .to.include('https')
      .and.include('TRUST_PROXY');
    expect(readConfig({ HOST: '0.0.0.0', TRUST_PROXY: '1' }).trustProxy).to.equal(1);
    const own = readConfig({ HOST: '0.0.0.0', TLS_CERT: import.meta.filename, TLS_KEY: import.meta.filename });
    expect(own.tls?.cert).to.equal(import.meta.filename);
  });

  it('FILES_URL is refused, and the sentence says where files are kept and what to do, without its password', () => {
    const { field, said } = refusal({ FILES_URL: 's3://anna:tajne@magazyn/nurt', NURT_HOME: '/srv/nurt' });
    expect(field).to.equal('FILES_URL');
    expect(said.pl).to.match(/^FILES_URL: .*\/srv\/nurt\/files\. Usuń tę zmienną; .*podłącz/);
    expect(said.en).to.match(/^FILES_URL: .*\/srv\/nurt\/files\. Remove this variable; .*mount/);
    for (const text of Object.values(said)) expect(text).to.not.match(/tajne|\n/);
    expect(refusal({ FILES_URL: 'magazyn' }, readPartConfig).field).to.equal('FILES_URL');
  });

  it('a certificate without its key is refused (rule 3)', () => {
    expect(refusal({ TLS_CERT: import.meta.filename }).field).to.equal('TLS_KEY');
  });

  it('a part that runs alone needs a database and the key of secrets', () => {
    expect(refusal({}, readPartConfig).field).to.equal('DATABASE_URL');
    expect(refusal({ DATABASE_URL: 'postgres://h/d' }, readPartConfig).field).to.equal('NURT_SECRET_KEY');
    const part = readPartConfig({ DATABASE_URL: 'postgres://h/d', NURT_SECRET_KEY: 'k'.repeat(32) });
    expect(part.publicUrl).to.equal('http://127.0.0.1:3000');
    expect(part.temporal.address).to.equal('127.0.0.1:7233');
  });

  it('an API key switches TLS to Temporal on', () => {
    expect(readConfig({ TEMPORAL_API_KEY: 'x' }).temporal.tls).to.equal(true);
    expect(readConfig({}).temporal.tls).to.equal(false);
  });

  it('loopback is known in all its forms', () => {
    expect(['127.0.0.1', '127.8.8.8', 'localhost', '::1'].every(isLoopback)).to.equal(true);
    expect(['0.0.0.0', '10.0.0.1', 'nurt.example'].some(isLoopback)).to.equal(false);
    expect(publicUrlOf({ host: '::1' }, 3000)).to.equal('http://[::1]:3000');
  });
});

function refusal(env: NodeJS.ProcessEnv, read: (env: NodeJS.ProcessEnv) => unknown = readConfig): DomainError {
  try {
    read(env);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('It was not refused');
}
