import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent, type Speaker } from '../../ground/say.ts';
import { findTemporal, TEMPORAL_VERSION, type TemporalWish } from '../../ground/temporal-binaries.ts';
import { refusal } from '../support/refusal.ts';

describe('the Temporal server’s programs', () => {
  let folder: string;
  let server: Server;
  let releases: string;
  let told: string[];
  /** Tells of each long step and of how far it came. */
  const speaker: Speaker = {
    ...silent,
    during: (title, work) => {
      told.push(title.en);
      return work((progress) => void told.push(progress.en));
    },
  };
  let served: Record<string, Buffer | string>;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const archive = `temporal_${TEMPORAL_VERSION}_${process.platform}_${arch}.tar.gz`;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nurt-test-'));
    served = {};
    told = [];
    server = createServer((request, response) => {
      const path = request.url!.replace(`/v${TEMPORAL_VERSION}/`, '');
      if (path === archive && served['redirect']) {
        response.writeHead(302, { location: '/elsewhere' }).end();
      } else {
        const body = served[path === '/elsewhere' ? archive : path];
        if (body === undefined) response.writeHead(404).end();
        else response.end(body);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    releases = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const find = (more: Partial<Pick<TemporalWish, 'serverDir' | 'go' | 'room'>> = {}) =>
    findTemporal({ cacheFolder: join(folder, 'cache'), speaker, releases, go: '/nowhere/go', ...more });

  it('come from the official archive, checked against the published sum, and are kept (rule 5)', async () => {
    publish(served, folder, archive);
    const { server: program, sqlTool } = await find();
    expect(execFileSync(program).toString()).to.equal('temporal-server here\n');
    expect(statSync(sqlTool).mode & 0o100).to.not.equal(0);
    expect(told.slice(0, 2)).to.deep.equal([`Fetching the Temporal server ${TEMPORAL_VERSION}`, '0 / 0 MB']);

    served = {};
    expect((await find()).server).to.equal(program);
    const [kept] = readdirSync(join(folder, 'cache'));
    expect(kept).to.equal(`temporal-${TEMPORAL_VERSION}-${process.platform}-${process.arch}`);
    expect(readFileSync(join(folder, 'cache', kept!, 'sha256sums'), 'utf8')).to.match(
      /^[0-9a-f]{64} {2}temporal-server\n/,
    );
  });

  it('are followed to where the release page sends', async () => {
    publish(served, folder, archive);
    served['redirect'] = 'yes';
    expect(existsSync((await find()).server)).to.equal(true);
  });

  it('with another sum than the published one are not used, and nothing of them stays', async () => {
    publish(served, folder, archive);
    served['checksums.txt'] = `${'0'.repeat(64)}  ${archive}\n`;
    const { said } = await refusal(find());
    expect(said.en).to.include('checksum').and.include('0'.repeat(64));
    expect(readdirSync(join(folder, 'cache'))).to.deep.equal([]);
  });

  it('that cannot be had are answered with everything that was tried and the ways out (rule 8)', async () => {
    const { said } = await refusal(find());
    for (const text of [
      releases,
      'HTTP 404',
      'no Go',
      'TEMPORAL_SERVER_DIR',
      'TEMPORAL_ADDRESS',
      join(folder, 'cache'),
    ]) {
      expect(said.en).to.include(text);
    }
    expect(said.pl).to.include('Próbowałem').and.include('TEMPORAL_SERVER_DIR').and.include('nie ma Go');
  });

  const tooSmall = [
    [
      'disk',
      { disk: 5.94e9, memory: 3e9 },
      { pl: /wymaga 6 GB na dysku.* 5\.9 GB/, en: /needs 6 GB of disk.* 5\.9 GB/ },
    ],
    [
      'memory',
      { disk: 6e9, memory: 2.8e9 },
      { pl: /wymaga 3 GB pamięci.* 2\.8 GB/, en: /needs 3 GB of memory.* 2\.8 GB/ },
    ],
  ] as const;
  for (const [what, room, sentence] of tooSmall)
    it(`are not built with too little ${what}: that is said before Go is asked for anything (rule 8)`, async () => {
      const go = join(folder, 'go');
      writeFileSync(go, `#!/bin/sh\n[ "$1" = version ] || touch "${join(folder, 'built')}"\n`, { mode: 0o755 });
      const { said } = await refusal(find({ go, room }));
      expect(said.pl).to.match(sentence.pl);
      expect(said.en).to.match(sentence.en);
      expect(existsSync(join(folder, 'built'))).to.equal(false);
    });

  it('are fetched through the proxy of the environment (rule 8)', async () => {
    publish(served, folder, archive);
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(request.url!);
      const path = new URL(request.url!).pathname.replace(`/v${TEMPORAL_VERSION}/`, '');
      response.end(served[path]);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      releases = 'http://releases.example';
      expect(existsSync((await find()).server)).to.equal(true);
      expect(asked[0]).to.equal(`http://releases.example/v${TEMPORAL_VERSION}/checksums.txt`);
    } finally {
      delete process.env['HTTP_PROXY'];
      proxy.close();
    }
  });

  it('are taken from a named folder before anything else', async () => {
    const named = join(folder, 'my programs');
    mkdirSync(named);
    for (const name of ['temporal-server', 'temporal-sql-tool']) writeFileSync(join(named, name), '');
    expect((await find({ serverDir: named })).server).to.equal(join(named, 'temporal-server'));
  });

  it('are built with Go where they cannot be downloaded', async () => {
    const go = join(folder, 'go');
    writeFileSync(
      go,
      '#!/bin/sh\n[ "$1" = version ] && exit 0\nfor a; do last=$a; done\ncase $last in */server@*) f=server;; *) f=sql;; esac\necho some/package >&2\nprintf "#!/bin/sh\\necho built\\n" > "$GOBIN/$f"; chmod +x "$GOBIN/$f"\n',
      { mode: 0o755 },
    );
    const { server: program } = await find({ go, room: { disk: 6e9, memory: 3e9 } });
    expect(execFileSync(program).toString()).to.equal('built\n');
    expect(told[0]).to.include(`Building the Temporal server ${TEMPORAL_VERSION} from source`);
    expect(told.at(-1)).to.match(/^packages compiled: 2 of about \d+$/);
    expect(readdirSync(join(folder, 'cache'))).to.have.length(1);
  });

  it('whose build fails say why', async () => {
    const go = join(folder, 'go');
    writeFileSync(go, '#!/bin/sh\n[ "$1" = version ] && exit 0\necho "cannot find module" >&2\nexit 1\n', {
      mode: 0o755,
    });
    const { said } = await refusal(find({ go, room: { disk: 6e9, memory: 3e9 } }));
    expect(said.en).to.include('cannot find module');
  });
});

function publish(served: Record<string, Buffer | string>, folder: string, archive: string): void {
  const stage = mkdtempSync(join(folder, 'stage-'));
  for (const name of ['temporal-server', 'temporal-sql-tool']) {
    writeFileSync(join(stage, name), `#!/bin/sh\necho ${name} here\n`, { mode: 0o755 });
  }
  execFileSync('tar', ['-czf', join(stage, 'a.tar.gz'), '-C', stage, 'temporal-server', 'temporal-sql-tool']);
  const body = readFileSync(join(stage, 'a.tar.gz'));
  served[archive] = body;
  served['checksums.txt'] = `${createHash('sha256').update(body).digest('hex')}  ${archive}\n`;
}
