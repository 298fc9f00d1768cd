/** HTML of mails: cleaned when it is stored, and read as plain text for those who see no HTML. */
import { htmlToText } from 'html-to-text';
import sanitizeHtml from 'sanitize-html';

const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

/** Leaves what mail programs show, and nothing that runs. Merge fields and tags of the template stay as they are. */
export function cleanHtml(html: string): string {
  const pieces: string[] = [];
  const held = html.replace(LIQUID, (piece) => `nurtfield${pieces.push(piece) - 1}x`);
  const clean = sanitizeHtml(held, allowed);
  return clean.replace(/nurtfield(\d+)x/g, (_, at: string) => pieces[Number(at)] ?? '');
}

/** Each quote within a quote writes its lines anew. Tables within tables of a newsletter go thirty or forty deep. */
const deepest = 100;

/** Reads HTML as text: links keep their addresses, tables their lines. Merge fields stay. */
export function textOfHtml(html: string): string {
  return htmlToText(html, {
    wordwrap: false,
    limits: { maxDepth: deepest, ellipsis: '' },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
}

const styled = ['style', 'class', 'align', 'valign', 'width', 'height', 'bgcolor', 'dir', 'lang', 'title'];

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'div', 'span', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'blockquote', 'pre', 'center', 'font'],
    ...['b', 'strong', 'i', 'em', 'u', 's', 'sub', 'sup', 'small', 'big', 'code'],
    ...['a', 'img', 'ul', 'ol', 'li'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'col', 'colgroup'],
  ],
  allowedAttributes: {
    '*': styled,
    a: ['href', 'name', 'target'],
    img: ['src', 'alt', 'border'],
    font: ['color', 'face', 'size'],
    table: ['border', 'cellpadding', 'cellspacing', 'role'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https', 'cid'] },
  allowProtocolRelative: false,
  parseStyleAttributes: false,
};
