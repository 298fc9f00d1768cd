import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskLevel } from '../../domain/disk.ts';
import { foldersOfHome, freeBytes, watchDisk } from '../../ground/disk.ts';

describe('the disk', () => {
  it('is low under 1 GB and full under 300 MB (rule 10)', () => {
    expect([2e9, 1e9, 999e6, 300e6, 299e6, 0].map((free) => diskLevel(free))).to.deep.equal([
      'fine',
      'fine',
      'low',
      'low',
      'full',
      'full',
    ]);
  });

  it('is measured at most every five seconds', () => {
    let asked = 0;
    let now = 1000;
    const disk = watchDisk(['/home'], { now: () => now, measure: () => (asked++, 5e8) });
    expect([disk.level(), disk.level()]).to.deep.equal(['low', 'low']);
    now = 5999;
    disk.level();
    expect(asked).to.equal(1);
    now = 6000;
    disk.level();
    expect(asked).to.equal(2);
  });

  it('counts as full as the fullest that holds anything of ours', () => {
    const free: Record<string, number> = { '/home': 5e9, '/var/lib/nurt/a': 2e8 };
    const watching = { measure: (folder: string) => free[folder]! };
    expect(watchDisk(['/home', '/var/lib/nurt/a'], watching).level()).to.equal('full');
    expect(watchDisk(['/home'], watching).level()).to.equal('fine');
  });

  it('of root’s PostgreSQL is one of them where its data lies elsewhere', () => {
    const home = mkdtempSync(join(tmpdir(), 'nurt-test-'));
    try {
      expect(foldersOfHome(home)).to.deep.equal([home]);
      writeFileSync(join(home, 'postgres.json'), JSON.stringify({ folder: '/var/lib/nurt/a' }));
      expect(foldersOfHome(home)).to.deep.equal([home, '/var/lib/nurt/a']);
      expect(freeBytes(home)).to.be.greaterThan(0);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
