import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Entry = {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
};

describe('the lockfile', () => {
  const lock = readFileSync(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8');
  const packages = (JSON.parse(lock) as { packages: Readonly<Record<string, Entry>> }).packages;

  it('says of every package, also those of other platforms, what its content must be (rule 6)', () => {
    // npm fills one in when its whole entry is taken out: npm install --package-lock-only
    const loose = Object.entries(packages).filter(
      ([path, { integrity, link, inBundle }]) => path !== '' && !integrity && !link && !inBundle,
    );
    expect(loose.map(([path]) => path)).to.deep.equal([]);
  });

  it('names no registry, so that a mirror serves as well', () => {
    expect(lock).to.not.match(/"resolved": "http/);
  });
});
