import { expect } from 'chai';
import { tmpdir } from 'node:os';
import { diskLevel, freeBytes, levelOf } from '../../ground/disk.ts';

describe('the disk', () => {
  it('is low under 1 GB and full under 300 MB (rule 10)', () => {
    expect([2e9, 1e9, 999e6, 300e6, 299e6, 0].map(levelOf)).to.deep.equal([
      'fine',
      'fine',
      'low',
      'low',
      'full',
      'full',
    ]);
  });

  it('is asked at most every five seconds', () => {
    const level = diskLevel(tmpdir(), 1000);
    expect(level).to.equal(levelOf(freeBytes(tmpdir())));
    expect(diskLevel(tmpdir(), 5999)).to.equal(level);
  });
});
