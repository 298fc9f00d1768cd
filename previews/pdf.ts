import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { MOST_PIXELS, PICTURE_QUALITY } from './picture.ts';
import { MOST_TEXT, type PreviewAnswer, type PreviewOrder } from './shapes.ts';

const WIDTH = 1_000;
const MOST_HEIGHT = 3_000;
const TEXT_PAGES = 5;

const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** The first page drawn, how many there are, and what the first ones say. */
export async function pdfPicture({ from, to }: PreviewOrder): Promise<PreviewAnswer> {
  const document = await openPdf(new Uint8Array(await readFile(from)));
  if (document === 'password') return { kind: 'none', trouble: 'password' };
  const page = await document.getPage(1);
  const natural = page.getViewport({ scale: 1 });
  const canvas = await drawPage(page, Math.min(WIDTH / natural.width, MOST_HEIGHT / natural.height));
  await writeFile(to, await canvas.encode('webp', PICTURE_QUALITY), { mode: 0o600 });
  const { width, height } = canvas;
  return { kind: 'picture', width, height, pages: document.numPages, text: await textOf(document) };
}

type Pdf = Awaited<ReturnType<typeof getDocument>['promise']>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;

export async function drawPage(page: Page, scale: number): Promise<Canvas> {
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  const context = canvas.getContext('2d');
  // The canvas of this process draws as a browser's does; pdf.js asks for the browser's type.
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise;
  return canvas;
}

export async function openPdf(data: Uint8Array): Promise<Pdf | 'password'> {
  try {
    return await getDocument({
      data,
      useSystemFonts: false,
      disableFontFace: true,
      // A few kilobytes may unpack to gigabytes: what a picture says about itself is believed before it is unpacked.
      maxImageSize: MOST_PIXELS,
      canvasMaxAreaInBytes: 4 * MOST_PIXELS,
      standardFontDataUrl: join(home, 'standard_fonts/'),
      cMapUrl: join(home, 'cmaps/'),
      wasmUrl: join(home, 'wasm/'),
    }).promise;
  } catch (error) {
    if ((error as { name?: string }).name === 'PasswordException') return 'password';
    throw error;
  }
}

async function textOf(document: Pdf): Promise<string> {
  const pages: string[] = [];
  for (let number = 1; number <= Math.min(TEXT_PAGES, document.numPages); number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  }
  return pages.join('\n\n').slice(0, MOST_TEXT);
}
