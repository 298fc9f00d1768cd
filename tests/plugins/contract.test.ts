import { expect } from 'chai';
import { z } from 'zod';
import { DomainError } from '../../domain/domain-error.ts';
import { builtIn, loadRegistry } from '../../plugins/index.ts';
import { PLUGIN_API } from '../../plugins/plugin.ts';
import { buildRegistry } from '../../plugins/registry.ts';

const house = { publicUrl: 'http://127.0.0.1', log: () => {} };

/** Enough settings for each built-in plugin to be set up. */
const enough: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  email: { smtpUrl: 'smtp://127.0.0.1:2525' },
  'vat-white-list': { url: 'http://127.0.0.1:9' },
};

/** With which it is not there: one that needs no settings is switched off by name. */
const off: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { 'vat-white-list': { url: 'off' } };

describe('the contract of plugins', () => {
  for (const factory of builtIn) {
    describe(`plugin ${factory.id}`, () => {
      it('keeps the contract once it is set up', () => {
        const { plugins } = buildRegistry([factory], enough, house);
        expect(plugins.map(({ id }) => id)).to.deep.equal([factory.id]);
      });
      it('is not there when it is not set up', () => {
        expect(buildRegistry([factory], off, house).plugins).to.deep.equal([]);
      });
      it('is a plain object that can be printed', () => {
        const [plugin] = buildRegistry([factory], enough, house).plugins;
        expect(Object.getPrototypeOf(plugin)).to.equal(Object.prototype);
        expect(() => JSON.stringify(plugin)).not.to.throw();
      });
      it('opens its channels without a connection, and closes them', async () => {
        for (const channel of buildRegistry([factory], enough, house).plugins[0]?.channels ?? []) {
          const account = {
            id: 'a',
            senderName: 'Nurt',
            senderAddress: 'a@nurt.example',
            connections: 1,
            settings: {},
          };
          const sender = await channel.open(account);
          await sender.close();
        }
      });
      it('has registers that answer within their time and never throw', async () => {
        for (const lookup of buildRegistry([factory], enough, house).lookups) {
          const answer = await lookup.find('5260250995');
          expect(answer.as).to.equal('failed');
          if (answer.as === 'failed') expect(answer.reason).to.have.all.keys('pl', 'en');
        }
      });
    });
  }

  const good = {
    id: 'sms',
    settings: z.object({}),
    create: () => ({ api: PLUGIN_API, id: 'sms', title: { pl: 'SMS', en: 'SMS' }, channels: [] }),
  };
  const channel = { id: 'sms', title: { pl: 'SMS', en: 'SMS' }, reaches: 'phone', open: () => {} };
  const culprits: readonly [string, readonly unknown[], string, string][] = [
    ['a duplicate id', [good, good], 'plugin.duplicate_id', '„sms”'],
    ['something that is no factory', [{ id: 'fax' }], 'plugin.wrong_shape', '„fax”'],
    ['nothing at all', [undefined], 'plugin.wrong_shape', 'null'],
    [
      'an unknown API version',
      [{ ...good, create: () => ({ ...good.create(), api: 99 }) }],
      'plugin.unknown_api',
      '99',
    ],
    [
      'a plugin without a title',
      [{ ...good, create: () => ({ api: PLUGIN_API, id: 'sms' }) }],
      'plugin.wrong_shape',
      'title',
    ],
    [
      'a plugin under another name',
      [{ ...good, create: () => ({ ...good.create(), id: 'mms' }) }],
      'plugin.wrong_shape',
      'mms',
    ],
    [
      'a register that cannot be asked',
      [{ ...good, create: () => ({ ...good.create(), lookups: [{ id: 'r', title: channel.title, by: 'nip' }] }) }],
      'plugin.wrong_shape',
      'lookups.0.find',
    ],
    ['a missing setting', [{ ...good, settings: z.object({ key: z.string() }) }], 'plugin.wrong_setting', 'key'],
    [
      'a channel that cannot be opened',
      [{ ...good, create: () => ({ ...good.create(), channels: [{ ...channel, open: undefined }] }) }],
      'plugin.wrong_shape',
      'channels.0.open',
    ],
    [
      'two channels of one id',
      [{ ...good, create: () => ({ ...good.create(), channels: [channel, channel] }) }],
      'plugin.duplicate_id',
      '„sms”',
    ],
  ];
  for (const [what, factories, code, named] of culprits) {
    it(`${what} ends the start with the culprit's name`, () => {
      expect(() => buildRegistry(factories, {}, house))
        .to.throw(DomainError)
        .that.satisfies((error: DomainError) => error.code === code && error.said.pl.includes(named));
    });
  }

  it('a channel that nobody offers is named with those that there are', () => {
    expect(() => buildRegistry(builtIn, enough, house).channel('fax'))
      .to.throw(DomainError)
      .that.satisfies((error: DomainError) => error.said.pl.includes('„fax”') && error.said.pl.includes('email'));
  });

  it('a package that is not there is named', async () => {
    const environment = { NURT_PLUGINS: 'nurt-plugin-nowhere' };
    const failure = await loadRegistry({ environment, ...house }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(DomainError);
    expect((failure as DomainError).said.en).to.contain('nurt-plugin-nowhere');
  });

  it('settings come from the environment', async () => {
    const byShortName = await loadRegistry({ environment: { SMTP_URL: 'smtp://a:25' }, ...house });
    const byLongName = await loadRegistry({ environment: { NURT_EMAIL_SMTP_URL: 'smtp://a:25' }, ...house });
    const ids = [byShortName, byLongName].map(({ plugins }) => plugins.map(({ id }) => id));
    expect(ids).to.deep.equal([builtIn.map(({ id }) => id), builtIn.map(({ id }) => id)]);
    const wrong = await loadRegistry({ environment: { SMTP_URL: 'http://a' }, ...house }).catch(
      (error: unknown) => error,
    );
    expect((wrong as DomainError).code).to.equal('plugin.wrong_setting');
  });
});
