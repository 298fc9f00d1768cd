import { readFile, writeFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { declaredSize } from './declared-size.ts';
import type { PreviewAnswer, PreviewOrder } from './shapes.ts';

/** A larger one is not unpacked. */
export const MOST_PIXELS = 60_000_000;
/** What is shown is no wider and no higher. */
export const MOST_SIDE = 1_600;
export const PICTURE_QUALITY = 82;

/** A picture drawn anew, smaller: whatever else was in the file stays behind. */
export async function picture({ from, to }: PreviewOrder): Promise<PreviewAnswer> {
  const bytes = await readFile(from);
  const declared = declaredSize(bytes);
  // A few kilobytes may unpack to gigabytes: what the file says about itself is believed before it is unpacked.
  if (!declared || declared.width * declared.height > MOST_PIXELS) return { kind: 'none', trouble: 'too large' };
  const image = await loadImage(bytes);
  const scale = Math.min(1, MOST_SIDE / Math.max(image.width, image.height));
  const [width, height] = [Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale))];
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').drawImage(image, 0, 0, width, height);
  await writeFile(to, await canvas.encode('webp', PICTURE_QUALITY), { mode: 0o600 });
  return { kind: 'picture', width, height };
}
