/** The plugins of this installation, checked at start. Whatever is wrong is told in one sentence that names the culprit. */
import { z } from 'zod';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { PLUGIN_API } from './plugin.ts';
import type { Channel, House, Lookup, Plugin, PluginFactory, PluginJob, ReadSettings } from './plugin.ts';

export type Registry = {
  /** Those that are set up. */
  readonly plugins: readonly Plugin[];
  /** The channel with this id. Throws `channel.unknown` if no plugin offers it. */
  channel(id: string): Channel;
  /** Registers that know firms by a number, in the order of the plugins. */
  readonly lookups: readonly Lookup[];
  /** Periodic work, which the worker has done by schedules. */
  readonly jobs: readonly PluginJob[];
};

/** Settings of each plugin by its id, as text or as values. */
export type PluginSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Creates every plugin that is set up. Throws `plugin.…` at the first that breaks the contract. */
export function buildRegistry(factories: readonly unknown[], settings: PluginSettings, house: House): Registry {
  const plugins: Plugin[] = [];
  const seen = new Set<string>();
  for (const candidate of factories) {
    const factory = checkFactory(candidate);
    if (seen.has(factory.id)) throw duplicate('plugin', factory.id);
    seen.add(factory.id);
    const plugin = factory.create(readSettings(factory, settings[factory.id] ?? {}), house);
    if (plugin === undefined) continue;
    plugins.push(checkPlugin(factory, plugin));
    tellOfTheUnknown(plugin, house);
  }
  const channels = unique(
    plugins.flatMap((plugin) => plugin.channels ?? []),
    'channel',
  );
  const jobs = unique(
    plugins.flatMap((plugin) => plugin.jobs ?? []),
    'job',
  );
  const lookups = unique(
    plugins.flatMap((plugin) => plugin.lookups ?? []),
    'lookup',
  );
  return {
    plugins,
    lookups: [...lookups.values()],
    jobs: [...jobs.values()],
    channel: (id) => channels.get(id) ?? unknownChannel(id, [...channels.keys()]),
  };
}

/** `NURT_<PLUGIN>_<SETTING>` of the environment as settings: `NURT_EMAIL_SMTP_URL` is `smtpUrl` of `email`. */
export function settingsFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  ids: readonly string[],
): PluginSettings {
  const settings: Record<string, Record<string, string>> = {};
  for (const id of ids) {
    const prefix = `NURT_${id.toUpperCase().replaceAll('-', '_')}_`;
    const own = Object.entries(environment).filter(([name, value]) => name.startsWith(prefix) && value);
    settings[id] = Object.fromEntries(own.map(([name, value]) => [camel(name.slice(prefix.length)), value as string]));
  }
  return settings;
}

function camel(name: string): string {
  return name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const shapeOfFactory = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  settings: z.custom<PluginFactory['settings']>(
    (value) => typeof (value as PluginFactory['settings'] | undefined)?.safeParse === 'function',
  ),
  create: z.custom<PluginFactory['create']>((value) => typeof value === 'function'),
});

const said = z.object({ pl: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[a-z][a-z0-9-]*$/);
const fn = z.custom<() => unknown>((value) => typeof value === 'function', { message: 'not a function' });
const shapeOfPlugin = z.object({
  api: z.number(),
  id,
  title: said,
  channels: z
    .array(z.object({ id, title: said, reaches: z.enum(['email', 'phone', 'messenger', 'postal']), open: fn }))
    .optional(),
  jobs: z.array(z.object({ id, everyMinutes: z.number().int().positive(), run: fn })).optional(),
  lookups: z.array(z.object({ id, title: said, by: z.literal('nip'), find: fn })).optional(),
});

function checkFactory(candidate: unknown): PluginFactory {
  const read = shapeOfFactory.safeParse(candidate);
  if (read.success) return candidate as PluginFactory;
  const name = (candidate as { id?: unknown } | undefined)?.id;
  const whose = typeof name === 'string' ? name : JSON.stringify(candidate ?? null).slice(0, 80);
  throw wrong('plugin.wrong_shape', whose, firstIssue(read.error));
}

function checkPlugin(factory: PluginFactory, plugin: Plugin): Plugin {
  const api: unknown = (plugin as { api?: unknown } | null)?.api;
  if (typeof api === 'number' && api !== PLUGIN_API) {
    throw new DomainError('plugin.unknown_api', {
      pl: `Wtyczka „${factory.id}” jest dla wersji ${api} kontraktu wtyczek, a ten Nurt zna wersję ${PLUGIN_API}. Zainstaluj zgodną wersję wtyczki albo Nurtu.`,
      en: `The plugin "${factory.id}" is for version ${api} of the plugin contract; this Nurt knows version ${PLUGIN_API}. Install a matching version of the plugin or of Nurt.`,
    });
  }
  const read = shapeOfPlugin.safeParse(plugin);
  if (!read.success) throw wrong('plugin.wrong_shape', factory.id, firstIssue(read.error));
  if (plugin.id !== factory.id) throw wrong('plugin.wrong_shape', factory.id, `id: "${plugin.id}"`);
  return plugin;
}

/** What another version of the contract may know: the plugin runs without it, and whoever reads the log knows why. */
function tellOfTheUnknown(plugin: Plugin, house: House): void {
  const unknown = Object.keys(plugin).filter((part) => !(part in shapeOfPlugin.shape));
  if (unknown.length > 0) house.log('a plugin offers what this Nurt does not run', { plugin: plugin.id, unknown });
}

function readSettings(factory: PluginFactory, given: Readonly<Record<string, unknown>>): unknown {
  const read = factory.settings.safeParse(given);
  if (read.success) return read.data;
  throw wrong('plugin.wrong_setting', factory.id, firstIssue(read.error));
}

type Complaint = Extract<ReadSettings<unknown>, { readonly success: false }>['error'];

function firstIssue(error: Complaint): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || '(root)'}: ${issue.message}` : '(root)';
}

function unique<T extends { readonly id: string }>(things: readonly T[], noun: string): ReadonlyMap<string, T> {
  const byId = new Map<string, T>();
  for (const thing of things) {
    if (byId.has(thing.id)) throw duplicate(noun, thing.id);
    byId.set(thing.id, thing);
  }
  return byId;
}

const nouns: Readonly<Record<string, string>> = {
  plugin: 'Wtyczka',
  channel: 'Kanał',
  job: 'Praca okresowa wtyczki',
  lookup: 'Rejestr wtyczki',
};

function duplicate(noun: string, culprit: string): DomainError {
  return new DomainError('plugin.duplicate_id', {
    pl: `${nouns[noun]} „${culprit}” występuje dwa razy. Usuń jedną z wtyczek z NURT_PLUGINS.`,
    en: `The ${noun} "${culprit}" is there twice. Remove one of the plugins from NURT_PLUGINS.`,
  });
}

const problems: Readonly<Record<string, Said>> = {
  'plugin.wrong_shape': { pl: 'nie trzyma się kontraktu wtyczek', en: 'does not keep the plugin contract' },
  'plugin.wrong_setting': { pl: 'ma złe ustawienie', en: 'has a wrong setting' },
};

function wrong(code: string, culprit: string, what: string): DomainError {
  const problem = problems[code]!;
  return new DomainError(code, {
    pl: `Wtyczka „${culprit}” ${problem.pl} (${what}). Popraw ją albo usuń z NURT_PLUGINS.`,
    en: `The plugin "${culprit}" ${problem.en} (${what}). Correct it or remove it from NURT_PLUGINS.`,
  });
}

function unknownChannel(channelId: string, known: readonly string[]): never {
  const list = known.join(', ') || '–';
  throw new DomainError('channel.unknown', {
    pl: `Nie ma kanału „${channelId}”. Są: ${list}. Włącz wtyczkę, która go daje.`,
    en: `There is no channel "${channelId}". There are: ${list}. Switch on the plugin that offers it.`,
  });
}
