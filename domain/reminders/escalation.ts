/** To whom a reminder goes on when nobody has taken note of it, one after the other (rule 34). */
export type ReminderLevel = 'own' | 'substitute' | 'superior' | 'administrator';

/** Working minutes that somebody has to take note of a reminder before it goes on. */
export const ESCALATE_MINUTES = 60;

/** Working minutes after which it also comes by mail, and at most one mail in so many minutes. */
export const MAIL_MINUTES = 30;

/** Later than this it counts as late: an outage, not the minute in which the job runs. */
export const LATE_SECONDS = 600;

export type Chain = {
  readonly level: ReminderLevel;
  /** Who had it first. */
  readonly ownerId: string;
  /** Who stands in for the owner on this day. */
  readonly substituteId: string | null;
  readonly superiorId: string | null;
  readonly administratorIds: readonly string[];
  /** Who has had it already: nobody is told twice. */
  readonly told: readonly string[];
};

export type Step = { readonly level: ReminderLevel; readonly userIds: readonly string[] };

const order: readonly ReminderLevel[] = ['own', 'substitute', 'superior', 'administrator'];

/** The next who hear of it; null when everybody has. A level at which there is nobody new is passed over. */
export function nextToTell(chain: Chain): Step | null {
  const at: Readonly<Record<ReminderLevel, readonly (string | null)[]>> = {
    own: [chain.ownerId],
    substitute: [chain.substituteId],
    superior: [chain.superiorId],
    administrator: chain.administratorIds,
  };
  for (const level of order.slice(order.indexOf(chain.level) + 1)) {
    const userIds = at[level].filter((id): id is string => id !== null && !chain.told.includes(id));
    if (userIds.length > 0) return { level, userIds };
  }
  return null;
}
