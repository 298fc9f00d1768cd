import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** All texts in a zip file. */
export function unzipped(bytes: Buffer): Promise<string> {
  return new Promise((done, failed) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip?: ZipFile) => {
      if (error || !zip) return failed(error ?? new Error('not a zip'));
      let all = '';
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (problem, stream) => {
          if (problem || !stream) return failed(problem ?? new Error('no stream'));
          stream.on('data', (chunk: Buffer) => (all += chunk.toString()));
          stream.on('end', () => zip.readEntry());
        });
      });
      zip.on('end', () => done(all));
      zip.readEntry();
    });
  });
}
