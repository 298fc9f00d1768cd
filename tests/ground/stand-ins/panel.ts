/** Stands in for panel and mail catcher where only the supervision is tested. */
import { createServer } from 'node:http';

process.on('SIGTERM', () => process.exit(0));
const port = Number(process.env['NURT_CATCHER_PORT'] ?? process.env['PORT']);
createServer((_request, response) => response.end('ok')).listen(port, '127.0.0.1');
