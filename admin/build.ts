/**
 * Bundles what the browser gets: a lazy ESM chunk per page, one for the frame, one per language, the small script that
 * AdminJS loads, one stylesheet, and AdminJS's own scripts under hashed names. Done again only when a source changed.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { browserGlobals } from './globals.ts';
import { writeCompressed } from './static-files.ts';
import { pages } from './pages/list.ts';

const projectRoot = join(import.meta.dirname, '..');
export const buildDir = join(projectRoot, 'adminjs-build');
const staticDir = join(buildDir, 'static');

/** Addresses of what was built. */
export type Manifest = {
  readonly style: string;
  readonly icon: string;
  /** The script that holds our overrides of AdminJS's components. */
  readonly overrides: string;
  /** AdminJS's own, in the order in which they must run. */
  readonly core: readonly string[];
  /** Draws the application; runs last. */
  readonly start: string;
  /** The worker that all tabs of a browser share: it keeps the one stream of news. */
  readonly live: string;
  /** `frame`, `pl`, `en`, and each page by its name. */
  readonly chunks: Readonly<Record<string, string>>;
};

const stamp = join(buildDir, 'manifest.json');

/**
 * Builds unless the last build is of the same sources. Answers what the page needs to know. It is done in a process of its own:
 * what bundling and packing take of memory, some 125 MB, goes with it and does not stay with the panel.
 */
export async function buildPanel(log: (line: string) => void = () => {}): Promise<Manifest> {
  const last = await lastBuild();
  if (last?.hash === (await hashOfSources())) return last.manifest;
  // What this process was started with is not handed on: Node runs no file with the `--input-type` of an `--eval`.
  const child = fork(join(import.meta.dirname, 'build-apart.ts'), { execArgv: [] });
  child.on('message', (line) => log(String(line)));
  const [code] = (await once(child, 'exit')) as [number | null];
  const built = code === 0 ? await lastBuild() : undefined;
  if (!built) throw new Error('The panel could not be built: why stands above.');
  return built.manifest;
}

/** Builds in this process. */
export async function build(log: (line: string) => void): Promise<void> {
  const hash = await hashOfSources();
  const started = performance.now();
  await mkdir(staticDir, { recursive: true });
  const [chunks, overrides, start, live, style, icon, core] = await Promise.all([
    buildChunks(log),
    buildOverrides(),
    buildScript('admin/frame/start.ts'),
    buildScript('admin/live/worker.ts'),
    buildStyle(),
    buildIcon(),
    copyCore(),
  ]);
  const manifest: Manifest = { style, icon, overrides, core, start, live, chunks };
  await writeCompressed(staticDir);
  await writeWhole(stamp, JSON.stringify({ hash, manifest }, null, 2));
  log(`built the panel in ${Math.round(performance.now() - started)} ms`);
}

async function lastBuild(): Promise<{ hash: string; manifest: Manifest } | undefined> {
  if (!existsSync(stamp)) return undefined;
  const last = JSON.parse(await readFile(stamp, 'utf8')) as { hash: string; manifest: Manifest };
  // An older program has written less into it.
  const { style, overrides, core, live, chunks } = last.manifest as Partial<Manifest>;
  const complete = [style, overrides, live, ...(core ?? []), ...Object.values(chunks ?? {})].every(
    (url) => url !== undefined && existsSync(join(staticDir, basename(url))),
  );
  return complete ? last : undefined;
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await filesIn(['admin', 'domain'])).sort()) {
    hash.update(file).update(await readFile(join(projectRoot, file)));
  }
  hash.update(await readFile(join(projectRoot, 'package-lock.json')));
  return hash.digest('hex');
}

async function filesIn(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    for (const entry of await readdir(join(projectRoot, folder), { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) found.push(relative(projectRoot, join(entry.parentPath, entry.name)));
    }
  }
  return found;
}

const common = {
  bundle: true,
  minify: true,
  target: 'es2022',
  jsx: 'transform',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'error',
  absWorkingDir: projectRoot,
  outdir: staticDir,
  metafile: true,
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.woff2': 'file' },
} satisfies esbuild.BuildOptions;

/** A page that cannot be built is named in the log and left out: it must not take the others with it. */
async function buildChunks(
  log: (line: string) => void,
  broken: readonly string[] = [],
): Promise<Record<string, string>> {
  const written = [...new Set(pages.map(({ page }) => page))].filter((page) => existsSync(sourceOf(page)));
  try {
    return await bundleChunks(written.filter((page) => !broken.includes(page)));
  } catch (error) {
    const culprits = brokenPages(error).filter((page) => !broken.includes(page));
    if (culprits.length === 0) throw error;
    log(`pages that cannot be built: ${culprits.join(', ')}: ${(error as Error).message}`);
    return buildChunks(log, [...broken, ...culprits]);
  }
}

function brokenPages(error: unknown): string[] {
  const { errors = [] } = error as Partial<esbuild.BuildFailure>;
  return errors.flatMap(({ location }) => /^admin\/pages\/([^/]+)\//.exec(location?.file ?? '')?.[1] ?? []);
}

async function bundleChunks(written: readonly string[]): Promise<Record<string, string>> {
  const { metafile } = await esbuild.build({
    ...common,
    logLevel: 'silent',
    format: 'esm',
    splitting: true,
    plugins: [fromBrowserGlobals],
    entryPoints: [
      { in: join(projectRoot, 'admin/frame/frame.tsx'), out: 'frame' },
      { in: join(projectRoot, 'admin/forms/forms.tsx'), out: 'forms' },
      { in: join(projectRoot, 'admin/locale/pl.ts'), out: 'pl' },
      { in: join(projectRoot, 'admin/locale/en.ts'), out: 'en' },
      { in: join(projectRoot, 'admin/locale/pl-office.ts'), out: 'pl-office' },
      { in: join(projectRoot, 'admin/locale/en-office.ts'), out: 'en-office' },
      ...written.map((page) => ({ in: sourceOf(page), out: `page-${page}` })),
    ],
  });
  const urls: Record<string, string> = {};
  for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint) urls[chunkName(entryPoint)] = urlOf(output);
  }
  return urls;
}

function sourceOf(page: string): string {
  return join(projectRoot, 'admin/pages', page, 'page.tsx');
}

function chunkName(entryPoint: string): string {
  const page = /^admin\/pages\/([^/]+)\/page\.tsx$/.exec(entryPoint)?.[1];
  return page ?? basename(entryPoint).replace(/\.tsx?$/, '');
}

/** AdminJS finds overrides in `AdminJS.UserComponents`, by name. */
async function buildOverrides(): Promise<string> {
  const { components } = await import('./overrides.ts');
  const contents = [
    'AdminJS.UserComponents = {};',
    ...Object.entries(components).map(
      ([name, file]) => `import ${name} from ${JSON.stringify(file)};\nAdminJS.UserComponents.${name} = ${name};`,
    ),
  ].join('\n');
  const { metafile } = await esbuild.build({
    ...common,
    format: 'iife',
    plugins: [fromBrowserGlobals],
    stdin: { contents, resolveDir: projectRoot, sourcefile: 'overrides.js' },
    entryNames: 'overrides-[hash]',
  });
  return outputOf(metafile, '.js');
}

async function buildScript(source: string): Promise<string> {
  const { metafile } = await esbuild.build({ ...common, format: 'iife', entryPoints: [source] });
  return outputOf(metafile, '.js');
}

/** One stylesheet: the look, and the styles that lie beside pages. */
async function buildStyle(): Promise<string> {
  const beside = (await filesIn(['admin/pages', 'admin/components'])).filter((file) => file.endsWith('.css')).sort();
  const look = ['font', 'nurt', 'frame'].map((name) => `admin/look/${name}.css`);
  const contents = [...look, ...beside]
    .filter((file) => existsSync(join(projectRoot, file)))
    .map((file) => `@import ${JSON.stringify(`./${file}`)};`)
    .join('\n');
  const { metafile } = await esbuild.build({
    ...common,
    target: 'esnext',
    stdin: { contents, resolveDir: projectRoot, loader: 'css', sourcefile: 'look.css' },
    entryNames: 'look-[hash]',
  });
  return outputOf(metafile, '.css');
}

async function buildIcon(): Promise<string> {
  return copyHashed(join(projectRoot, 'admin/look/icon.svg'), 'icon');
}

async function copyCore(): Promise<string[]> {
  const folderOf = (name: string) => dirname(fileURLToPath(import.meta.resolve(name)));
  const assets = join(folderOf('adminjs'), 'lib/frontend/assets/scripts');
  const design = join(folderOf('@adminjs/design-system'), '../bundle.production.js');
  return Promise.all([
    copyHashed(join(assets, 'global-bundle.production.js'), 'global'),
    copyHashed(design, 'design-system'),
    copyHashed(join(assets, 'app-bundle.production.js'), 'app'),
  ]);
}

async function copyHashed(from: string, name: string): Promise<string> {
  const content = await readFile(from);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();
  const file = `${name}-${hash}${from.slice(from.lastIndexOf('.'))}`;
  await writeWhole(join(staticDir, file), content);
  return `/static/${file}`;
}

function outputOf(metafile: esbuild.Metafile, ending: string): string {
  const output = Object.keys(metafile.outputs).find((file) => file.endsWith(ending));
  if (!output) throw new Error(`esbuild wrote no ${ending}`);
  return urlOf(output);
}

function urlOf(output: string): string {
  return `/static/${basename(output)}`;
}

/** Two panels may build at once: a file appears whole or not at all. */
async function writeWhole(file: string, content: string | Buffer): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

/**
 * React, the router and the rest are on the page already, as globals of AdminJS: our code takes them from there.
 * Libraries bring their own copies, except of React, of which there may be only one.
 */
const fromBrowserGlobals: esbuild.Plugin = {
  name: 'browser globals',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
      const known = path in browserGlobals;
      const ours = !importer.includes('node_modules') || path === 'react' || path === 'react-dom';
      return known && ours ? { path, namespace: 'browser-global' } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'browser-global' }, ({ path }) => ({
      contents: `module.exports = window[${JSON.stringify(browserGlobals[path])}]`,
      loader: 'js',
    }));
    // Styles go into the one stylesheet (buildStyle), whoever imports them.
    build.onLoad({ filter: /\.css$/ }, ({ pluginData }) => (pluginData ? undefined : { contents: '', loader: 'js' }));
  },
};
