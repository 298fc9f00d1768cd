/** The built-in plugins, and those that `NURT_PLUGINS` names: packages whose default export is a factory. */
import { DomainError } from '../domain/domain-error.ts';
import { emailPlugin } from './email/index.ts';
import { vatWhiteListPlugin } from './vat-white-list/index.ts';
import type { House } from './plugin.ts';
import { buildRegistry, settingsFromEnvironment, type PluginSettings, type Registry } from './registry.ts';

/** Every plugin that comes with Nurt. */
export const builtIn = [emailPlugin, vatWhiteListPlugin] as const;

export type Loading = House & {
  /** `NURT_PLUGINS`, `NURT_<PLUGIN>_<SETTING>`, and `SMTP_URL` and `MAIL_FROM` of the e-mail plugin. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** Loads and checks all plugins. Throws a DomainError that names the first culprit. */
export async function loadRegistry({ environment, ...house }: Loading): Promise<Registry> {
  const names = (environment['NURT_PLUGINS'] ?? '').split(/[\s,]+/).filter(Boolean);
  const factories: unknown[] = [...builtIn];
  for (const name of names) factories.push(await loadPackage(name));
  const ids = factories
    .map((factory) => (factory as { id?: unknown } | null)?.id)
    .filter((id) => typeof id === 'string');
  return buildRegistry(factories, withMail(environment, settingsFromEnvironment(environment, ids)), house);
}

async function loadPackage(name: string): Promise<unknown> {
  try {
    const loaded = (await import(name)) as { default?: unknown; plugin?: unknown };
    return loaded.default ?? loaded.plugin;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError('plugin.not_loaded', {
      pl: `Nie udało się wczytać wtyczki „${name}” z NURT_PLUGINS: ${why}. Zainstaluj pakiet albo usuń nazwę.`,
      en: `The plugin "${name}" of NURT_PLUGINS could not be loaded: ${why}. Install the package or remove the name.`,
    });
  }
}

/** The two settings of mail that the README names have short names of their own. */
function withMail(environment: Loading['environment'], settings: PluginSettings): PluginSettings {
  const mail = {
    ...(environment['SMTP_URL'] ? { smtpUrl: environment['SMTP_URL'] } : {}),
    ...(environment['MAIL_FROM'] ? { from: environment['MAIL_FROM'] } : {}),
  };
  return { ...settings, email: { ...mail, ...settings['email'] } };
}
