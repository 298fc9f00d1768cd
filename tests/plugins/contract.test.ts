import { resolve } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { DomainError } from '../../domain/domain-error.ts';
import { builtIn, loadPlugin, loadRegistry } from '../../plugins/index.ts';
import { PLUGIN_API } from '../../plugins/plugin.ts';
import { buildRegistry } from '../../plugins/registry.ts';
import { keepsTheContract } from '../support/plugin-contract.ts';

const house = { publicUrl: 'http://127.0.0.1', log: () => {} };

/** Enough settings for each built-in plugin to be set up. */
const enough: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  email: { smtpUrl: 'smtp://127.0.0.1:2525' },
  'vat-white-list': { url: 'http://127.0.0.1:9' },
};

/** With which it is not there: one that needs no settings is switched off by name. */
const off: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { 'vat-white-list': { url: 'off' } };

describe('the contract of plugins', () => {
  for (const factory of builtIn)
    describe(`plugin ${factory.id}`, () =>
      keepsTheContract({ factory: () => factory, enough: enough[factory.id]!, off: off[factory.id] ?? {} }));

  // A stranger's plugin, as plugins/README.md tells.
  const strangers = process.env['NURT_TEST_PLUGIN'];
  if (strangers)
    describe(`plugin ${strangers}`, () => {
      let factory: unknown;
      before(async () => {
        factory = await loadPlugin(strangers, resolve('var/plugins'));
      });
      keepsTheContract({
        factory: () => factory,
        enough: JSON.parse(process.env['NURT_TEST_PLUGIN_SETTINGS'] ?? '{}') as Readonly<Record<string, unknown>>,
      });
    });

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

  it('what another contract knows is named in the log and left alone', () => {
    const logged: unknown[] = [];
    const more = { ...good, create: () => ({ ...good.create(), effects: [], pages: [] }) };
    const { plugins } = buildRegistry([more], {}, { ...house, log: (...said) => void logged.push(said) });
    expect(plugins).to.have.length(1);
    expect(logged).to.deep.equal([
      ['a plugin offers what this Nurt does not run', { plugin: 'sms', unknown: ['effects', 'pages'] }],
    ]);
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
