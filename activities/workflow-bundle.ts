/** Workflow code is bundled once per state of its sources and kept in the home: bundling takes seconds. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';

const root = join(import.meta.dirname, '..');

/** Path of the bundle for today's sources; made if it is not there. */
export async function workflowBundle(cacheFolder: string, logger: Logger): Promise<string> {
  const path = join(cacheFolder, `workflows-${fingerprint()}.js`);
  if (existsSync(path)) return path;
  mkdirSync(cacheFolder, { recursive: true });
  const { code } = await bundleWorkflowCode({ workflowsPath: join(root, 'workflows', 'index.ts'), logger });
  forgetOthers(cacheFolder);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, path);
  return path;
}

/** Over everything that can get into the bundle. */
function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['workflows', 'domain'])
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (entry.endsWith('.ts')) hash.update(entry).update(readFileSync(join(root, folder, entry)));
  return hash.digest('hex').slice(0, 24);
}

function forgetOthers(cacheFolder: string): void {
  for (const name of readdirSync(cacheFolder))
    if (/^workflows-[0-9a-f]+\.js$/.test(name)) rmSync(join(cacheFolder, name), { force: true });
}
