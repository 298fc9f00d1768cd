import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../domain/domain-error.ts';

/** Where a list goes on: the values it is sorted by and the id of the last row, sealed for this one list. */
export type Cursors = {
  readonly seal: (values: readonly (string | null)[]) => string;
  /** Throws `list.cursor_invalid` for what another list or another installation has sealed. */
  readonly open: (cursor: string) => (string | null)[];
};

export function cursors(secretKey: string, list: string): Cursors {
  const sign = (body: string) =>
    createHmac('sha256', secretKey).update(`${list} ${body}`).digest('base64url').slice(0, 22);
  return {
    seal(values) {
      const body = Buffer.from(JSON.stringify(values)).toString('base64url');
      return `${body}.${sign(body)}`;
    },
    open(cursor) {
      const [body = '', signature = ''] = cursor.split('.');
      const expected = Buffer.from(sign(body));
      const given = Buffer.from(signature);
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw invalid();
      return JSON.parse(Buffer.from(body, 'base64url').toString()) as (string | null)[];
    },
  };
}

/** The page that a request asks for, if it goes on after another one. */
export function opened(cursor: Cursors, after: string | undefined): { after?: [string, string] } {
  return after ? { after: cursor.open(after) as [string, string] } : {};
}

function invalid(): DomainError {
  return new DomainError('list.cursor_invalid', {
    pl: 'Ten adres listy jest nieaktualny. Otwórz listę od początku.',
    en: 'This address of the list is out of date. Open the list from its beginning.',
  });
}
