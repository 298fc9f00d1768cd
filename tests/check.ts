/** `npm run check`: everything that can be judged without running the program. Goes on after a failure and sums up. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What was right and has not changed since is not judged again; a fresh clone has no such memory. */
const memory = join(root, 'node_modules', '.cache', 'check');
const remembering = (file: string) => ['--cache', '--cache-location', join(memory, file)];

const checks: readonly (readonly [name: string, program: string, ...args: string[]])[] = [
  ['prettier', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', ...remembering('prettier.json'), '.'],
  ['eslint', 'eslint/bin/eslint.js', '--max-warnings=0', ...remembering('eslint.json'), '.'],
  ['tsc', 'typescript/bin/tsc', '-p', '.', '--incremental', '--tsBuildInfoFile', join(memory, 'tsc.json')],
  ['borders', 'dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', '.'],
  ['knip', 'knip/bin/knip.js', '--no-progress'],
];

const wanted = process.argv.slice(2);
const failed: string[] = [];
for (const [name, program, ...args] of checks) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`── ${name}`);
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) failed.push(name);
}
console.log(failed.length > 0 ? `Not right yet: ${failed.join(', ')}` : 'All is right.');
process.exit(failed.length > 0 ? 1 : 0);
