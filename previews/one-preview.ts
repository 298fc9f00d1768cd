/** The process of one preview: its order comes on stdin, its answer goes to stdout, then it ends. */
import { text } from 'node:stream/consumers';
import { officeText } from './office-text.ts';
import { pdfPicture } from './pdf.ts';
import { picture } from './picture.ts';
import { plainText } from './plain-text.ts';
import type { PreviewAnswer, PreviewOrder } from './shapes.ts';
import { rtfText } from './rtf-text.ts';
import { sheetTable } from './sheet-table.ts';
import { tiffPicture } from './tiff.ts';

const makers: Readonly<Record<PreviewOrder['way'], (order: PreviewOrder) => Promise<PreviewAnswer>>> = {
  picture,
  tiff: tiffPicture,
  pdf: pdfPicture,
  text: plainText,
  word: officeText,
  rtf: rtfText,
  sheet: sheetTable,
  slides: officeText,
  'open document': officeText,
};

const order = JSON.parse(await text(process.stdin)) as PreviewOrder;
const answer = await makers[order.way](order).catch((): PreviewAnswer => ({ kind: 'none', trouble: 'unreadable' }));
process.stdout.write(`\n${JSON.stringify(answer)}`, () => process.exit(0));
