/** The mail catcher as a part of its own. */
import { join, resolve } from 'node:path';
import { startMailCatcher } from './mail-catcher.ts';

const catcher = await startMailCatcher({
  port: Number(process.env['NURT_CATCHER_PORT']),
  folder: join(resolve(process.env['NURT_HOME'] || './var'), 'mail'),
});
process.on('SIGTERM', () => void catcher.close().then(() => process.exit(0)));
process.stdout.write('ready\n');
