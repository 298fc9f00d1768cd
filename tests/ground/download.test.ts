import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { selfSigned } from '../support/certificate.ts';

const download = pathToFileURL(join(import.meta.dirname, '..', '..', 'ground', 'download.ts')).href;
const script = `import { downloadText } from ${JSON.stringify(download)};
process.stdout.write(await downloadText(process.argv[1]).catch((error) => error.message));`;

describe('a download (rule 8)', () => {
  const { cert, key } = selfSigned(['releases.example', '127.0.0.1']);
  let folder: string;
  let office: Server;
  let proxy: Server;
  let tunnels: string[];
  const port = (server: Server) => (server.address() as AddressInfo).port;
  const listening = (server: Server) => new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nurt-test-'));
    writeFileSync(join(folder, 'office.pem'), cert);
    office = createTlsServer({ cert, key }, (_request, response) => void response.end('it has come'));
    // Whatever name is asked for, the tunnel leads to the same server.
    proxy = createServer().on('connect', (request, socket) => {
      tunnels.push(request.url!);
      const behind = connect(port(office), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        behind.pipe(socket).pipe(behind);
      });
      for (const end of [behind, socket]) end.on('error', () => {});
    });
    await Promise.all([listening(office), listening(proxy)]);
  });
  beforeEach(() => (tunnels = []));
  after(() => {
    office.close();
    proxy.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ours = () => ({ NODE_EXTRA_CA_CERTS: join(folder, 'office.pem') });
  const throughProxy = () => ({ HTTPS_PROXY: `http://127.0.0.1:${port(proxy)}` });

  it('trusts the certificates of NODE_EXTRA_CA_CERTS, and no others', async () => {
    const url = `https://127.0.0.1:${port(office)}/`;
    const [trusted, unknown] = await Promise.all([fetched(url, ours()), fetched(url, {})]);
    expect(trusted).to.equal('it has come');
    expect(unknown).to.match(/^127\.0\.0\.1:\d+: self-signed certificate/);
  });

  it('goes through HTTPS_PROXY, for every name but those of NO_PROXY', async () => {
    expect(await fetched('https://releases.example/', { ...ours(), ...throughProxy() })).to.equal('it has come');
    expect(tunnels).to.deep.equal(['releases.example:443']);
    const own = { ...ours(), ...throughProxy(), NO_PROXY: 'other.example,127.0.0.1' };
    expect(await fetched(`https://127.0.0.1:${port(office)}/`, own)).to.equal('it has come');
    expect(tunnels).to.have.length(1);
  });
});

/** What a process with this environment gets from there: certificates are read once, when Node starts. */
function fetched(url: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, url], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.once('close', () => resolve(said));
  });
}
