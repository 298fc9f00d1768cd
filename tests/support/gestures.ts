/** What hands do on a page beyond a click: a mouse that drags, a finger that rests. */
import type { TestPage } from './browser.ts';

export type Point = { readonly x: number; readonly y: number };

/** The middle of the first thing found by this selector, brought where nothing covers it. */
export async function middleOf({ page }: TestPage, selector: string): Promise<Point> {
  const found = await page.waitForSelector(selector);
  await found!.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const { x, y, width, height } = (await found!.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

/** Holds the left button from here to there. */
export async function drag({ page: { mouse } }: TestPage, from: Point, to: Point): Promise<void> {
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + 6, from.y + 6, { steps: 3 });
  await mouse.move(to.x, to.y, { steps: 8 });
  await mouse.up();
}

/** Lets a finger rest at this point until something is there, and lifts it. */
export async function rest({ page }: TestPage, { x, y }: Point, until: string): Promise<void> {
  const finger = await page.touchscreen.touchStart(x, y);
  await page.waitForSelector(until);
  await finger.end();
}
