import { readFile, writeFile } from 'node:fs/promises';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { drawPage, openPdf } from './pdf.ts';
import { MOST_PIXELS, MOST_SIDE, PICTURE_QUALITY } from './picture.ts';
import type { PreviewAnswer, PreviewOrder } from './shapes.ts';
import { tiffAsPdf } from './tiff-as-pdf.ts';
import { readTiff, type TiffPicture } from './tiff-file.ts';

/** A scan or a fax: its first page, and how many there are. */
export async function tiffPicture({ from, to }: PreviewOrder): Promise<PreviewAnswer> {
  const tiff = readTiff(await readFile(from));
  // As of every picture, what it says about itself is believed before it is unpacked.
  if (tiff.width * tiff.height > MOST_PIXELS) return { kind: 'none', trouble: 'too large' };
  const picture = tiff.picture();
  const document = await openPdf(new Uint8Array(tiffAsPdf(picture)));
  if (document === 'password') return { kind: 'none', trouble: 'unreadable' };
  // Dot by dot first: strips that are drawn smaller one by one leave lines between them.
  const shown = upright(await drawPage(await document.getPage(1), 1), picture);
  await writeFile(to, await shown.encode('webp', PICTURE_QUALITY), { mode: 0o600 });
  return {
    kind: 'picture',
    width: shown.width,
    height: shown.height,
    ...(tiff.pages > 1 ? { pages: tiff.pages } : {}),
  };
}

/** Quarter turns to the right by the orientation that a scanner wrote down. */
const turns: Readonly<Record<number, number>> = { 3: 2, 6: 1, 8: 3 };

/** Smaller, with square dots, and turned as it is to be looked at. */
function upright(drawn: Canvas, { width, height, aspect, orientation }: TiffPicture): Canvas {
  const [wide, high] = [width * aspect, height];
  const scale = Math.min(1, MOST_SIDE / Math.max(wide, high));
  const [across, down] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))];
  const quarters = turns[orientation] ?? 0;
  const canvas = quarters % 2 === 1 ? createCanvas(down, across) : createCanvas(across, down);
  const context = canvas.getContext('2d');
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((quarters * Math.PI) / 2);
  context.drawImage(drawn, -across / 2, -down / 2, across, down);
  return canvas;
}
