/** The text of a mail: checked and cleaned when it is saved, parsed once per version, filled in for each recipient. */
import { DomainError, type Language, type Said } from '../domain/domain-error.ts';
import { fieldsOf, problemsOf, type TextProblem } from './check.ts';
import { standardBook, type FieldBook, type MergeFacts } from './fields.ts';
import { cleanHtml, textOfHtml } from './html.ts';
import { filler, type Compiled } from './liquid.ts';

export type MailText = {
  readonly subject: string;
  readonly bodyHtml: string | null;
  readonly bodyText: string;
  readonly language: Language;
};

export type PlacedProblem = TextProblem & { readonly field: 'subject' | 'bodyHtml' | 'bodyText' };

/** Everything that keeps a text from being saved. */
export function problemsOfMail(
  { subject, bodyHtml, bodyText }: MailText,
  book: FieldBook = standardBook,
): PlacedProblem[] {
  return [
    ...problemsOf(subject, 'none', book).map((problem) => ({ ...problem, field: 'subject' as const })),
    ...problemsOf(bodyHtml ?? '', 'html', book).map((problem) => ({ ...problem, field: 'bodyHtml' as const })),
    ...problemsOf(bodyText, 'none', book).map((problem) => ({ ...problem, field: 'bodyText' as const })),
  ];
}

/**
 * A text as it is stored: HTML cleaned, plain text taken from it where nobody wrote one.
 * Throws `template.unknown_field`, `template.syntax`, `template.empty` with field and place.
 */
export function storable(mail: MailText, book: FieldBook = standardBook): MailText {
  const [problem] = problemsOfMail(mail, book);
  if (problem) throw new DomainError(problem.code, problem.said, problem.field);
  return tidied(mail, book);
}

/** As `storable`, of a text in which nothing is wrong. */
export function tidied(mail: MailText, book: FieldBook = standardBook): MailText {
  const bodyHtml = mail.bodyHtml?.trim() ? cleanHtml(mail.bodyHtml).trim() : null;
  const bodyText = mail.bodyText.trim() || (bodyHtml ? textOfHtml(bodyHtml) : '');
  if (!mail.subject.trim()) throw empty('subject', { pl: 'Wpisz temat', en: 'Write a subject' });
  if (!bodyText && !bodyHtml) throw empty('bodyHtml', { pl: 'Wpisz treść', en: 'Write the text' });
  const stored = { ...mail, subject: mail.subject.trim(), bodyHtml, bodyText };
  const [broken] = problemsOfMail({ ...stored, ...unchanged(mail, stored) }, book);
  if (broken) throw new DomainError(broken.code, outOfPlace(broken.said), 'bodyHtml');
  return stored;
}

/** What was looked at as it is need not be looked at again. */
function unchanged(mail: MailText, { bodyHtml, bodyText }: MailText): Partial<MailText> {
  return {
    subject: '',
    ...(bodyHtml === mail.bodyHtml ? { bodyHtml: null } : {}),
    ...(mail.bodyText.trim() === bodyText ? { bodyText: '' } : {}),
  };
}

export type ParsedMail = {
  readonly subject: Compiled;
  readonly text: Compiled;
  readonly html: Compiled | null;
  /** Names of the fields that it is filled in with. */
  readonly uses: ReadonlySet<string>;
};

export type FilledMail = { readonly subject: string; readonly text: string; readonly html?: string };

/** `optOut`: the reader must be able to unsubscribe, so a text that has no link of its own gets one at its end. */
export function parseMail(mail: MailText, { optOut }: { readonly optOut: boolean }): ParsedMail {
  const { language, subject, bodyText, bodyHtml } = mail;
  const uses = new Set([subject, bodyHtml ?? '', bodyText].flatMap((each) => [...fieldsOf(each)]));
  const add = optOut && ![bodyHtml ?? '', bodyText].some((each) => fieldsOf(each).has('unsubscribe.url'));
  const last = endings[language];
  const text = add ? `${bodyText}\n\n${last.text}` : bodyText;
  const html = bodyHtml !== null && add ? `${bodyHtml}\n${last.html}` : bodyHtml;
  return {
    subject: filler(subject, 'none', language),
    text: filler(text, 'none', language),
    html: html === null ? null : filler(page(html, language), 'html', language),
    uses,
  };
}

/** Fills in the fields for one recipient. */
export function fillMail({ subject, text, html }: Omit<ParsedMail, 'uses'>, facts: MergeFacts): FilledMail {
  return {
    subject: subject(facts).replace(/\s+/g, ' ').trim(),
    text: text(facts),
    ...(html ? { html: html(facts) } : {}),
  };
}

const endings: Readonly<Record<Language, { text: string; html: string }>> = {
  pl: {
    text: 'Nie chcesz takich wiadomości? Wypisz się: {{ unsubscribe.url }}',
    html: '<p style="font-size:12px;color:#667">Nie chcesz takich wiadomości? <a href="{{ unsubscribe.url }}">Wypisz się</a>.</p>',
  },
  en: {
    text: 'Do not want such messages? Unsubscribe: {{ unsubscribe.url }}',
    html: '<p style="font-size:12px;color:#667">Do not want such messages? <a href="{{ unsubscribe.url }}">Unsubscribe</a>.</p>',
  },
};

function page(body: string, language: Language): string {
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>\n<body style="font:15px/1.5 Arial,Helvetica,sans-serif;color:#1d2321">\n${body}\n</body></html>`;
}

function empty(field: string, said: Said): DomainError {
  return new DomainError(
    'template.empty',
    { pl: `Szablon nie może być pusty. ${said.pl}.`, en: `A template cannot be empty. ${said.en}.` },
    field,
  );
}

function outOfPlace(said: Said): Said {
  return {
    pl: `Po oczyszczeniu HTML znaczniki nie pasują do siebie: ${said.pl} Nie przecinaj nimi elementów HTML.`,
    en: `Once the HTML is cleaned the tags no longer match: ${said.en} Do not let them cut through HTML elements.`,
  };
}
