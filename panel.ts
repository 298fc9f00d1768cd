/** The panel: what people and programs reach over HTTP. `node panel.ts`, or imported by tests. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { readPartConfig } from './config.ts';
import { openDatabase } from './db/database.ts';
import { foldersOfHome, watchDisk } from './ground/disk.ts';
import { createPanel } from './admin/panel.ts';
import { loadRegistry } from './plugins/index.ts';

if (import.meta.main) await run();

/** Runs until it is told to stop; says `ready` on stdout when it answers. */
async function run(): Promise<void> {
  const config = readPartConfig(process.env);
  const log = (line: string, facts: Readonly<Record<string, unknown>> = {}) =>
    void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), part: 'panel', line, ...facts })}\n`);
  const db = openDatabase(config.databaseUrl, { name: 'nurt-panel', max: 12, statementTimeoutMs: 60_000 });
  const plugins = await loadRegistry({ environment: process.env, publicUrl: config.publicUrl, log });
  const disk = watchDisk(foldersOfHome(config.home));
  const { app, close } = await createPanel({ ...config, db, log, plugins, disk });

  const server: Server = config.tls
    ? createTlsServer({ cert: readFileSync(config.tls.cert), key: readFileSync(config.tls.key) }, app)
    : createServer(app);
  server.on('error', (error) => {
    log('cannot listen', { error: error.message });
    process.exit(1);
  });
  server.listen(config.port, config.host, () => process.stdout.write('ready\n'));

  const stop = () => {
    server.close(
      () =>
        void close()
          .then(() => db.close())
          .then(() => process.exit(0)),
    );
    server.closeIdleConnections();
    // Streams never end by themselves; what else is under way has this long.
    setTimeout(() => server.closeAllConnections(), 1_500).unref();
    setTimeout(() => process.exit(0), 5_000).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
