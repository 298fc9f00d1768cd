/** Fetching files over HTTP(S) as the machine is set up: HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS. */
import { createWriteStream } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';

const SILENCE_MS = 30_000;
const REDIRECTS = 5;

/** Saves what the address holds. `progress` is told bytes so far, and of how many if that is known. */
export async function download(
  url: string,
  path: string,
  progress: (bytes: number, of?: number) => void = () => {},
): Promise<void> {
  const response = await open(url);
  const size = Number(response.headers['content-length']) || undefined;
  let bytes = 0;
  response.on('data', (chunk: Buffer) => progress((bytes += chunk.length), size));
  await pipeline(response, createWriteStream(path));
  if (size !== undefined && bytes !== size) throw new Error(`${url}: ${bytes} of ${size} bytes`);
}

/** The text that the address holds. */
export async function downloadText(url: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await open(url)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function open(url: string, redirects = REDIRECTS): Promise<http.IncomingMessage> {
  const response = await request(new URL(url));
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location && redirects > 0) {
    response.resume();
    return open(new URL(headers.location, url).href, redirects - 1);
  }
  if (statusCode === 200) return response;
  response.resume();
  throw new Error(`${url}: HTTP ${statusCode}`);
}

function request(url: URL): Promise<http.IncomingMessage> {
  const { get, Agent } = url.protocol === 'https:' ? https : http;
  // `proxyEnv`: Node 24.5 reads the proxy's variables by itself when asked to.
  const agent = new Agent({ proxyEnv: process.env } as http.AgentOptions);
  return new Promise((resolve, reject) => {
    const asked = get(url, { agent, timeout: SILENCE_MS }, resolve);
    asked.once('timeout', () => asked.destroy(new Error(`${url.host}: no answer for ${SILENCE_MS / 1000} s`)));
    asked.once('error', (error: NodeJS.ErrnoException) => reject(new Error(`${url.host}: ${reason(error)}`)));
  });
}

/** Trying several addresses of a name ends in an error without a message of its own. */
function reason(error: NodeJS.ErrnoException): string {
  return error.message || error.code || String(error);
}
