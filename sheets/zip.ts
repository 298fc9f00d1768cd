import { addAbortSignal, Transform, type Readable } from 'node:stream';
import yauzl from 'yauzl';
import { brokenFile, sheetTrouble, tooLargeInside } from './sheet-trouble.ts';

/** The parts of a zip file that may be opened, by name. Close it when done. */
export type Zip = {
  readonly names: readonly string[];
  /** Streams a part; throws if it is not there. */
  readonly open: (name: string) => Promise<Readable>;
  readonly close: () => void;
};

/**
 * A sheet of a million rows with twenty columns unpacks to about 1 GB, ten to twenty times its packed size. No more is
 * unpacked of all parts together.
 */
const mostBytes = 2 * 1024 ** 3;
const mostEntries = 5_000;
const mostRatio = 250;
const harmlessBytes = 20 * 1024 ** 2;

/** Opens a zip file and refuses a bomb before unpacking anything: by the sizes it declares, which are checked on reading. `signal` ends the reading. */
export async function openZip(path: string, fileName: string, signal?: AbortSignal): Promise<Zip> {
  const zip = await opened(path, fileName);
  const entries = new Map<string, yauzl.Entry>();
  let unpacked = 0;
  try {
    for await (const entry of entriesOf(zip, fileName)) {
      if (entries.size > mostEntries || isBomb(entry)) throw tooLargeInside(fileName);
      if ((entry.generalPurposeBitFlag & 1) === 1) throw locked(fileName);
      entries.set(entry.fileName.replace(/^\//, ''), entry);
    }
  } catch (error) {
    zip.close();
    throw error;
  }
  return {
    names: [...entries.keys()],
    open: async (name) => {
      const entry = entries.get(name);
      if (!entry) throw brokenFile(fileName);
      let read = 0;
      const fits = (bytes: number) => {
        read += bytes;
        unpacked += bytes;
        return read <= entry.uncompressedSize && unpacked <= mostBytes;
      };
      const part = guarded(await streamOf(zip, entry, fileName), fits, fileName);
      return signal ? addAbortSignal(signal, part) : part;
    },
    close: () => zip.close(),
  };
}

function isBomb({ uncompressedSize, compressedSize }: yauzl.Entry): boolean {
  const isSwollen = uncompressedSize > harmlessBytes && uncompressedSize > compressedSize * mostRatio;
  return isSwollen || uncompressedSize > mostBytes;
}

/** Stops a part that unpacks to more than it declared, or than one file may. */
function guarded(stream: Readable, fits: (bytes: number) => boolean, fileName: string): Readable {
  const guard = new Transform({
    transform(chunk: Buffer, _, done) {
      if (fits(chunk.length)) done(null, chunk);
      else done(tooLargeInside(fileName));
    },
  });
  stream.on('error', () => guard.destroy(brokenFile(fileName)));
  guard.on('close', () => stream.destroy());
  return stream.pipe(guard);
}

async function opened(path: string, fileName: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(brokenFile(fileName));
      else resolve(zip);
    });
  });
}

async function* entriesOf(zip: yauzl.ZipFile, fileName: string): AsyncGenerator<yauzl.Entry> {
  for (;;) {
    const entry = await new Promise<yauzl.Entry | undefined>((resolve, reject) => {
      const settle = (work: () => void) => {
        zip.removeAllListeners();
        work();
      };
      zip.once('entry', (next: yauzl.Entry) => settle(() => resolve(next)));
      zip.once('end', () => settle(() => resolve(undefined)));
      zip.once('error', () => settle(() => reject(brokenFile(fileName))));
      zip.readEntry();
    });
    if (!entry) return;
    yield entry;
  }
}

async function streamOf(zip: yauzl.ZipFile, entry: yauzl.Entry, fileName: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(brokenFile(fileName)) : resolve(stream)));
  });
}

function locked(fileName: string) {
  return sheetTrouble('password', {
    pl: `Plik ${fileName} jest chroniony hasłem. Usuń hasło, zapisz i wczytaj ponownie.`,
    en: `The file ${fileName} is protected by a password. Remove the password, save it and load it again.`,
  });
}
