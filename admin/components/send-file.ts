import { call } from './read.ts';

/** Sends one file to an address that takes its bytes; its name is added to the query. Answers its id where there is one. */
export async function sendFile(path: string, file: File): Promise<string | undefined> {
  const bytes = new Blob([file], { type: 'application/octet-stream' });
  const address = `${path}${path.includes('?') ? '&' : '?'}name=${encodeURIComponent(file.name)}`;
  return (await call<{ id?: string } | undefined>('POST', address, bytes))?.id;
}
