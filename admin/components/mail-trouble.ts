import type { MailTrouble } from '../../db/mail-troubles.ts';
import type { Words } from './words.ts';

/** What people read of a mail server that takes nothing: which one, since when, and that nothing is lost. */
export function saidOfTrouble(trouble: MailTrouble, { t, time, date, moment }: Words): string {
  const { server, accountName: account, kind, since, nextAt, waiting: count } = trouble;
  const isToday = date(since) === date(new Date().toISOString());
  const who = server ? t('mail trouble.server', { server, account }) : t('mail trouble.account', { account });
  const next = nextAt ? t('mail trouble.next', { at: time(nextAt) }) : t('mail trouble.now');
  return [
    t(`mail trouble.${kind}`, { who, since: isToday ? time(since) : moment(since) }),
    t('mail trouble.waiting', { next, count }),
  ].join(' ');
}
