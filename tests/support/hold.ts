import type { HTTPRequest } from 'puppeteer-core';
import type { TestPage } from './browser.ts';

/** The first request to such an address waits until it is told to go on; all others pass. */
export async function hold(
  { page }: TestPage,
  isHeld: (url: string) => boolean,
): Promise<{ request: Promise<HTTPRequest> }> {
  const { promise, resolve } = Promise.withResolvers<HTTPRequest>();
  let isWaiting = true;
  page.on('request', (request) => {
    if (!isWaiting || !isHeld(request.url())) return void request.continue();
    isWaiting = false;
    resolve(request);
  });
  await page.setRequestInterception(true);
  return { request: promise };
}
