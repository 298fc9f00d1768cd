/** Run by `buildPanel` in a process of its own: builds, tells its lines to whoever waits, and goes. */
import { build } from './build.ts';

await build((line) => process.send?.(line));
process.disconnect?.();
