/** The built-in plugins, and those that `NURT_PLUGINS` names: packages or files whose default export is a factory. */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DomainError } from '../domain/domain-error.ts';
import { emailPlugin } from './email/index.ts';
import { vatWhiteListPlugin } from './vat-white-list/index.ts';
import type { House } from './plugin.ts';
import { buildRegistry, settingsFromEnvironment, type PluginSettings, type Registry } from './registry.ts';

/** Every plugin that comes with Nurt. */
export const builtIn = [emailPlugin, vatWhiteListPlugin] as const;

export type Loading = House & {
  /** `NURT_PLUGINS`, `NURT_HOME`, `NURT_<PLUGIN>_<SETTING>`, and `SMTP_URL` and `MAIL_FROM` of the e-mail plugin. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** Loads and checks all plugins. Throws a DomainError that names the first culprit. */
export async function loadRegistry({ environment, ...house }: Loading): Promise<Registry> {
  const names = (environment['NURT_PLUGINS'] ?? '').split(/[\s,]+/).filter(Boolean);
  const factories: unknown[] = [...builtIn];
  const folder = resolve(environment['NURT_HOME'] || './var', 'plugins');
  for (const name of names) factories.push(await loadPlugin(name, folder));
  const ids = factories
    .map((factory) => (factory as { id?: unknown } | null)?.id)
    .filter((id) => typeof id === 'string');
  return buildRegistry(factories, withMail(environment, settingsFromEnvironment(environment, ids)), house);
}

/** The factory behind a name or path of `NURT_PLUGINS`, as seen from the folder of plugins. */
export async function loadPlugin(name: string, folder: string): Promise<unknown> {
  try {
    const loaded = (await import(placeOf(name, folder))) as { default?: unknown; plugin?: unknown };
    return loaded.default ?? loaded.plugin;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError('plugin.not_loaded', {
      pl: `Nie udało się wczytać wtyczki „${name}” z NURT_PLUGINS: ${why}. Zainstaluj ją w folderze ${folder} albo usuń nazwę.`,
      en: `The plugin "${name}" of NURT_PLUGINS could not be loaded: ${why}. Install it in the folder ${folder} or remove the name.`,
    });
  }
}

/**
 * Where a package or a path leads to, as seen from the folder of plugins in the home: what lies there survives every new
 * version of Nurt, whose own packages are installed from nothing. A package beside Nurt's own ones is found as well.
 */
function placeOf(name: string, folder: string): string {
  const seen = { paths: [folder, join(import.meta.dirname, '..')], conditions: new Set(['node', 'import']) };
  return pathToFileURL(createRequire(import.meta.url).resolve(name, seen)).href;
}

/** The two settings of mail that the README names have short names of their own. */
function withMail(environment: Loading['environment'], settings: PluginSettings): PluginSettings {
  const mail = {
    ...(environment['SMTP_URL'] ? { smtpUrl: environment['SMTP_URL'] } : {}),
    ...(environment['MAIL_FROM'] ? { from: environment['MAIL_FROM'] } : {}),
  };
  return { ...settings, email: { ...mail, ...settings['email'] } };
}
