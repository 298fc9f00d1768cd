import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

export type RotatingLog = { write(text: string | Uint8Array): void; close(): void };

/** A log file that moves aside at 20 MB; five are kept: `x.log`, `x.1.log` … `x.4.log`. A full disk loses lines, no more. */
export function rotatingLog(path: string, { maxBytes = 20_000_000, kept = 5 } = {}): RotatingLog {
  let file = openSync(path, 'a', 0o600);
  let size = fstatSync(file).size;

  const rotate = () => {
    closeSync(file);
    for (let i = kept - 2; i >= 0; i--) {
      const from = numbered(path, i);
      if (existsSync(from)) renameSync(from, numbered(path, i + 1));
    }
    file = openSync(path, 'a', 0o600);
    size = 0;
  };

  return {
    write(text) {
      try {
        if (size >= maxBytes) rotate();
        size += typeof text === 'string' ? writeSync(file, text) : writeSync(file, text);
      } catch {
        // Nothing to say it to.
      }
    },
    close: () => closeSync(file),
  };
}

function numbered(path: string, i: number): string {
  return i === 0 ? path : path.replace(/(\.log)?$/, `.${i}.log`);
}
