import { execFile } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { download, downloadText } from './download.ts';
import type { Speaker } from './say.ts';
import { sha256Of } from './sha256.ts';

export const OFFICIAL_RELEASES = 'https://github.com/temporalio/temporal/releases/download';

export type Download = {
  readonly releases: string;
  readonly version: string;
  /** Where the programs go. */
  readonly folder: string;
  readonly speaker: Speaker;
};

/** The official archive for this machine, checked against the published checksums. Throws with the reason. */
export async function downloadTemporal({ releases, version, folder, speaker }: Download): Promise<void> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const archive = `temporal_${version}_${process.platform}_${arch}.tar.gz`;
  const path = join(folder, archive);
  // Asked first: where the page cannot be reached this answers soon, and nothing has been announced.
  const checksum = await checksumOf(`${releases}/v${version}`, archive);
  await speaker.during(
    { pl: `Pobieram serwer Temporal ${version}`, en: `Fetching the Temporal server ${version}` },
    async (living) => {
      await download(`${releases}/v${version}/${archive}`, path, (bytes, of) => {
        const done = `${megabytes(bytes)}${of ? ` / ${megabytes(of)}` : ''} MB`;
        living({ pl: done, en: done });
      });
      const found = await sha256Of(path);
      if (found !== checksum) throw new Error(`checksum of ${archive} is ${found}, published is ${checksum}`);
      await promisify(execFile)('tar', ['-xzf', path, '-C', folder, 'temporal-server', 'temporal-sql-tool']);
      rmSync(path);
      for (const name of ['temporal-server', 'temporal-sql-tool']) chmodSync(join(folder, name), 0o755);
    },
  );
}

async function checksumOf(release: string, archive: string): Promise<string> {
  const listed = await downloadText(`${release}/checksums.txt`);
  const line = listed.split('\n').find((each) => each.trim().endsWith(archive));
  const sum = line?.trim().split(/\s+/)[0];
  if (!sum || !/^[0-9a-f]{64}$/.test(sum)) throw new Error(`no checksum of ${archive} in ${release}/checksums.txt`);
  return sum;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
