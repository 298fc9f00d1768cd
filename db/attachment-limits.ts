/** What a mail may carry. */
import { DomainError } from '../domain/domain-error.ts';

/** Together; many mail servers refuse what is larger. */
const MOST_BYTES = 15 * 1024 * 1024;
const MOST_FILES = 10;

/** Throws `attachments.too_much` where files of these sizes (bytes) are too many or too large for one mail. */
export function demandMailable(sizes: readonly number[]): void {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes <= MOST_BYTES && sizes.length <= MOST_FILES) return;
  const megabytes = MOST_BYTES / 1024 / 1024;
  throw new DomainError(
    'attachments.too_much',
    {
      pl: `Załączniki mogą mieć razem ${megabytes} MB i być w ${MOST_FILES} plikach, bo większe listy serwery poczty odrzucają. Zmniejsz plik albo wstaw do treści odnośnik.`,
      en: `Attachments may be ${megabytes} MB together, in ${MOST_FILES} files, since mail servers refuse larger mails. Make the file smaller, or put a link into the text.`,
    },
    'attachments',
  );
}
