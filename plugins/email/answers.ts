/**
 * What the far side's behaviour means for a mail. The one question that matters: may it have gone out? Until the final dot
 * of DATA has been handed to the socket it certainly has not.
 */
import type { SendAnswer } from '../plugin.ts';

/** How an attempt broke off. */
export type Broken = {
  readonly message: string;
  /** nodemailer's: ECONNECTION, ETIMEDOUT, EAUTH, EENVELOPE, EMESSAGE, … */
  readonly code?: string;
  /** The command that was answered, `CONN` where the connection itself broke. */
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
};

/** The answer for a mail whose attempt broke off; `dotSent`: whether the final dot may have left. */
export function answerFor(broken: Broken, dotSent: boolean): SendAnswer {
  const reason = (broken.response ?? broken.message).slice(0, 500);
  const status = broken.responseCode;
  if (status === undefined || broken.command === 'CONN') return forBrokenConnection(broken, reason, dotSent);
  if (broken.command?.startsWith('AUTH') || broken.code === 'EAUTH' || status === 421) {
    return { as: 'later', reason, account: true };
  }
  if (status < 500) return { as: 'later', reason };
  return forRefusal(broken, reason);
}

/** The connection could not be opened, greeted or logged in: nothing has been handed over. */
export function answerForUnopened(broken: Broken): SendAnswer {
  return { as: 'later', reason: (broken.response ?? broken.message).slice(0, 500), account: true };
}

function forBrokenConnection(broken: Broken, reason: string, dotSent: boolean): SendAnswer {
  if (dotSent) return { as: 'unknown', reason };
  // The mail itself cannot be written so: no address, a bad one, or larger than the server takes.
  if (broken.code === 'EENVELOPE') return { as: 'failed', reason, address: 'bounced' };
  if (broken.code === 'EMESSAGE') return { as: 'failed', reason };
  return { as: 'later', reason };
}

function forRefusal(broken: Broken, reason: string): SendAnswer {
  const detail = /\b5\.(\d{1,3})\.(\d{1,3})\b/.exec(reason)?.[0];
  if (detail === '5.2.2' || (broken.command === 'RCPT TO' && broken.responseCode === 552)) {
    return { as: 'failed', reason, address: 'full' };
  }
  if (broken.command === 'MAIL FROM') {
    // 552: this mail is too large. Anything else is about us, and would fail every mail alike.
    return broken.responseCode === 552 ? { as: 'failed', reason } : { as: 'later', reason, account: true };
  }
  const policy = detail?.startsWith('5.7.') ?? false;
  if (broken.command === 'RCPT TO' && !policy) return { as: 'failed', reason, address: 'bounced' };
  return detail?.startsWith('5.1.') ? { as: 'failed', reason, address: 'bounced' } : { as: 'failed', reason };
}
