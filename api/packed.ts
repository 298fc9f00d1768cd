import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

/** Below that a packed answer fits into no fewer packets. */
const least = 1_200;
/** Above that packing would hold up other requests: it is left to the stream. */
const most = 200_000;

/**
 * Answers with JSON, packed where the client takes it. An answer of a list is packed in less time here than it takes to send
 * it through a stream; a higher level makes it hardly smaller.
 */
export function sendJson(request: Request, response: Response, body: unknown): void {
  const text = JSON.stringify(body);
  if (text.length < least || text.length > most || request.acceptsEncodings('gzip') !== 'gzip') {
    response.json(body);
    return;
  }
  response.vary('Accept-Encoding');
  response
    .type('json')
    .set('Content-Encoding', 'gzip')
    .send(gzipSync(text, { level: 3 }));
}
