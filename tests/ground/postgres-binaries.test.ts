import { expect } from 'chai';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries, postgresMajor } from '../../ground/postgres-binaries.ts';
import { passes, reaches, unprivilegedUser } from '../../ground/system-user.ts';

describe('PostgreSQL’s programs', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nurt-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('run although no install script has run: links and mode bits are ours (rule 6)', () => {
    const native = postgresBinaries(folder);
    expect(statSync(join(native, 'bin', 'postgres')).mode & 0o111).to.equal(0o111);
    expect(statSync(join(native, 'lib')).isDirectory()).to.equal(true);
  });

  it('are copied to where an unprivileged user can reach them (rule 6)', () => {
    const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
    chmodSync(folder, 0o711);
    const native = postgresBinaries(folder, nobody);
    expect(reaches(nobody, join(native, 'share', 'postgresql', 'postgres.bki'))).to.equal(true);
  });

  it('have a major version, which a data folder keeps', () => {
    expect(postgresMajor()).to.equal(18);
  });

  it('a folder in somebody’s private folder is out of reach for others (rule 6)', () => {
    const stranger = { name: 'stranger', uid: 54_321, gid: 54_321 };
    const inner = join(folder, 'inner');
    mkdirSync(inner, { mode: 0o755 });
    writeFileSync(join(inner, 'file'), '', { mode: 0o644 });
    chmodSync(folder, 0o700);
    expect(passes(stranger, inner)).to.equal(false);
    chmodSync(folder, 0o711);
    expect(passes(stranger, inner)).to.equal(true);
    expect(reaches(stranger, join(inner, 'file'))).to.equal(true);
  });

  it('root gets an unprivileged user, everybody else none (rule 6)', () => {
    const user = unprivilegedUser();
    if (process.getuid!() === 0) expect(user!.uid).to.be.above(0);
    else expect(user).to.equal(undefined);
  });
});
